"""`/app/settings/returns`: the merchant's return policy, as sentences that staff change, try and publish."""
