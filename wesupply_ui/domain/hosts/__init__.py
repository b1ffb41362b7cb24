"""Under which host names do shoppers find a shop? Claims, proofs of ownership, and what holds."""
