"""The first page of settings: every subject with what it changes and where that is seen."""
