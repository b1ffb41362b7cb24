"""What is a merchant's next return policy, before it is one? One draft a merchant, on the server, changed by people in turns."""
