"""`python -m wesupply_ui.simulator`: the simulator on its own."""

import typer

from wesupply_ui.simulator.commands import simulator

if __name__ == "__main__":
    typer.run(simulator)
