"""`/app/settings/locations/[id]`: one location, or "new": where it is, when it is open, what it offers."""
