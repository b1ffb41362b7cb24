"""The overview `/app`: what needs a person now, how today goes, and what just happened."""
