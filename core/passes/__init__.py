"""What is computed: forward, backward, nudges, descent, traces, chains and paths; what can be shown, and what is."""
