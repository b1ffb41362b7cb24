"""`/store`: locked it shows names only; open, the pick-ups that wait; to a manager, the tablets."""
