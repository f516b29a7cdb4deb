"""What is computed: forward, backward, nudges, descent, traces, chains and paths, and what can be shown."""
