"""`python -m wesupply_ui.jobs` is `wesupply worker`."""

from __future__ import annotations

import typer

from wesupply_ui.jobs.commands import worker

if __name__ == "__main__":
    typer.run(worker)
