"""The shopper's portal: finding an order (`lookup/`) and following it (`tracking/`). No account; the link is the key.

`pages_first.py` answers both addresses with HTML that needs no script; the Reflex pages take over where there is one.
"""
