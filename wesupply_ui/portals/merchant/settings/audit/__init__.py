"""`/app/settings/audit`: who did what, when and from where, narrowed by the address."""
