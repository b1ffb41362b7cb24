"""How is a return policy changed, step by step? Pure functions from a document to the next; what is typed is kept, even if wrong."""
