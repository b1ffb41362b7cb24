"""The merchant's portal `/app`: what a retailer's staff see and do. One folder a screen; `frame` is what all of them stand in."""
