"""The page `/kit`: every part of the kit, alive, for those who build screens."""
