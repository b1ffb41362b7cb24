"""`/app/settings/profile`: what the shop is called, where it is and how it counts, and its address for shoppers."""
