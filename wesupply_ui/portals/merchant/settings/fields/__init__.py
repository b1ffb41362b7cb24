"""`/app/settings/fields`: what else the merchant keeps with an order, where it is seen, and whether orders are found by it."""
