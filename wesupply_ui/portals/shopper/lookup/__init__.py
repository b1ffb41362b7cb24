"""`/s/<merchant>`: an order number and a second fact open the tracking page."""
