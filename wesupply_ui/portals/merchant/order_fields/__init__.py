"""The card of the merchant's own fields on an order's page: read by who sees orders, filled in by who may change them."""
