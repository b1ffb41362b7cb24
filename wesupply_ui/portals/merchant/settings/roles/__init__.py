"""`/app/settings/roles`: what each role allows, and the shop's own roles."""
