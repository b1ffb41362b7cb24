"""What is shown at an address nobody lives at."""

import reflex as rx


def lost() -> rx.Component:
    return rx.el.main(rx.el.h1("There is nothing at this address"), rx.el.a("Back to the start", href="/"))
