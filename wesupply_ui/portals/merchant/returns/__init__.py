"""All returns `/app/returns`, by what has to be done next: search, tabs and pages, all of it in the address."""
