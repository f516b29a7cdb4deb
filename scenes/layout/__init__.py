"""Where things stand: frames, rows and columns that are solved, labels, free corners and line breaks."""
