"""Mails to shoppers `/app/messages`: what was written, how the sending went, and how it looks."""
