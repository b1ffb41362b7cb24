"""A forgotten password: asking for a link `/forgot`, and choosing a new one with it `/reset/[token]`."""
