"""The portal's one search: orders, parcels, customers and pages, grouped while typing. Opened by "/" on every screen."""
