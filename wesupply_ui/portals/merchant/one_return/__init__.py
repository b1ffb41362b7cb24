"""One return `/app/returns/[number]`: what comes back and why, how far it is, its money, its story, and what staff do next."""
