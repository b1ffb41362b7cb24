"""Sign-in `/login`: one card with a plain form, so that it works without scripts and password managers know it."""
