"""What is computed: forward, backward, nudges, descent, traces, chains and paths, and what of them a lesson can show."""
