"""REST, version 1: one file per noun."""
