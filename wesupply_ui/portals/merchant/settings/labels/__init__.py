"""`/app/settings/labels`: with whose account return labels are bought, how they are to be, and whether returns have somewhere to go."""
