"""What is on screen. Reads core; knows no files beyond the network, no command line, no processes."""
