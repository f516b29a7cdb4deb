"""Network files and files of weights, in and out."""
