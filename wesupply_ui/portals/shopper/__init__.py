"""The shopper's portal: finding an order (`lookup/`) and following it (`tracking/`). No account; the link is the key."""
