"""Carriers that can be had without a contract: a real HTTP server that answers in their own wire formats. Knows nothing of the product."""
