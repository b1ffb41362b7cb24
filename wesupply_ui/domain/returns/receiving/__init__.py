"""Boxes that come back: what a scan means, what was in the box, what goes to stock, and boxes that nobody announced."""
