"""What is said: captions parted into cues, between phrases."""
