"""The order list `/app/orders`: search, filters, sorting and pages, all of it in the address."""
