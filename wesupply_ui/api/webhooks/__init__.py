"""Doors through which partners push: verify, keep, answer at once; a job handles what was kept."""
