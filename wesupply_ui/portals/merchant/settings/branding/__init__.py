"""`/app/settings/branding`: logo, colours, words and links of the shop, with the shopper's page beside the form."""
