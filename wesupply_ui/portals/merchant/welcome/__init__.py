"""`/app/welcome` and a card on the overview: the first steps of a new merchant, which know what is done."""
