"""All parcels `/app/shipments`: search, filters and pages, all of it in the address."""
