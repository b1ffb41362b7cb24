"""What the lists of orders and shipments have in common: columns, saved views, choosing rows and doing something with them."""
