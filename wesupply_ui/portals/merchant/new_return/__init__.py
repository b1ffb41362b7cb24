"""Making a return for a shopper, `/app/returns/new`: the order, what of it, what for, and what the policy says."""
