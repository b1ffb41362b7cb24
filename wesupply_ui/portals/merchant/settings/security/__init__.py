"""`/app/settings/security`: rules for signing in, and who was kept out."""
