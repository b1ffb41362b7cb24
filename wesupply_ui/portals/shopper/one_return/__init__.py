"""`/r/<token>`: what happens to one return, and what its shopper can do about it.

`rows.py` is what the page says, in ready-made words; `find.py` reads, `tell.py` puts it into words; `page.html` draws it before any script
runs, `page.py` draws it live. What the shopper does is posted as plain forms to the page's own address (`deeds.py`), with or without
scripts; `files.py` makes what can be printed or kept.
"""
