"""`/app/settings/carriers`: whose account asks each carrier for news, whether it works, and how often it may be called."""
