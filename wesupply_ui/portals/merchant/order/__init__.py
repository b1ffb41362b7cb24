"""One order `/app/orders/[number]`: its parcels, its story, and the facts beside it."""
