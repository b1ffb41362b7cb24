"""How each carrier writes down what it knows: one module per carrier, our event keys in, its codes, words and JSON out."""
