"""What staff do with one order on its page: give it to somebody, tag it, write notes."""
