"""A return's labels: which are wanted, what is asked for, how they stand, and what follows when one is bought or not."""
