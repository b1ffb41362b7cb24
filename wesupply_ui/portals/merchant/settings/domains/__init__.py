"""`/app/settings/domains`: the addresses under which shoppers find the shop, and the proofs of those that are the merchant's own."""
