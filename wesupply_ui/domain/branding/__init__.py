"""How a shop looks and what its pages say of themselves: logo, colours, fonts, links, texts, and the history of their changes."""
