"""The laws of the storyboard: what every lesson keeps, at rest and on its way."""
