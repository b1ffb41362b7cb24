"""Sign-up `/signup` and the confirmation of a mail address `/confirm/[token]`."""
