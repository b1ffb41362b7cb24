"""Boxes that belong to no return yet, `/app/returns/boxes`: whose they may be, where they lie, and what becomes of them."""
