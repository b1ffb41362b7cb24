"""The front door `/`: what this installation is, and where staff and shoppers go from here."""

import reflex as rx


def landing() -> rx.Component:
    return rx.el.main(rx.el.h1("Post-purchase, under your own roof", class_name="text-headline font-semibold text-ink"), rx.el.a("Sign in", href="/login"))
