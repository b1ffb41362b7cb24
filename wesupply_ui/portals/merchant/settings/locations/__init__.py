"""`/app/settings/locations`: the merchant's stores, warehouses, return centres, vendors and recycling points."""
