"""Orders out of a file `/app/orders/import`: looked through before anything is saved, then taken in with a report."""
