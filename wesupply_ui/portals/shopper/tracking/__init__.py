"""`/t/<token>`: where the parcels of one order are, told to the person who waits for them.

`rows.py` is what the page says, in ready-made words; `tell.py` fills it from the domain; `page.html` draws it before any script runs,
`page.py` draws it live. Both use the classes of `assets/shopper.css`, so that nothing moves when one takes over from the other.
"""
