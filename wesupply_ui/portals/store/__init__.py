"""The store desk `/store`: what stands on the tablet of one store."""
