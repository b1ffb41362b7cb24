"""The `wesupply` command: what a person at a terminal can do. Each group of commands lives with its subject."""

from __future__ import annotations

import typer

from wesupply_ui import (
    account_commands,
    demo_commands,
    doctor_commands,
    order_commands,
    polling_commands,
    secrets_commands,
    tracking_commands,
)
from wesupply_ui.jobs import commands as jobs
from wesupply_ui.serving import commands as serving
from wesupply_ui.simulator import commands as simulator

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False, help="Run a post-purchase platform yourself."
)

serving.register(app)
jobs.register(app)
doctor_commands.register(app)
account_commands.register(app)
app.add_typer(order_commands.orders, name="orders")
demo_commands.register(app)
app.command("simulator")(simulator.simulator)
app.add_typer(secrets_commands.secrets, name="secrets")
polling_commands.register(tracking_commands.tracking)
app.add_typer(tracking_commands.tracking, name="tracking")
