"""`/app/settings/api`: the merchant's API clients, what each may, and when it was last here."""
