"""`/app/settings/payments`: how refunds reach shoppers: through Stripe, by the shop itself, or in cash."""
