"""`/app/settings/staff`: who works here, with inviting, roles, leaving, coming back, and handing the shop over."""
