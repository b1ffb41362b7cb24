"""Settings `/app/settings/…`: a list of subjects at the side, one subject a page, each saved by itself."""
