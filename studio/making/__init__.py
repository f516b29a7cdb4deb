"""How clips are made: plan, job, workshop, ledger, progress, watch."""
