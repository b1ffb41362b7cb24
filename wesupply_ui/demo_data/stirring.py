"""Moves the demo's parcels a step now and then, and remembers each move, so that a restarted simulator knows them too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from wesupply_ui.simulator.events import Event
from wesupply_ui.simulator.simulation import Simulation


class TimeMachine:
    """The simulator's clock while history is lived through."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Push:
    """At this instant (ISO 8601) the next scan of this parcel's story happened, or one of this `event` that its story does not have."""

    carrier: str
    number: str
    at: str
    event: str = ""


def push_apart(world: Simulation, machine: TimeMachine, wanted: Sequence[tuple[str, str, int]], now: datetime) -> list[Push]:
    """Let so many scans of each parcel (carrier, number, count) happen, spread between its last one and `now`."""
    pushes = []
    for carrier, number, count in wanted:
        parcel = world.find(carrier, number)
        if parcel is None:
            continue
        last = parcel.scans[parcel.count(now) - 1].at
        for step in range(1, count + 1):
            machine.at = (last + (now - last) * step / (count + 1)).replace(microsecond=0)
            if world.advance(carrier, number):
                pushes.append(Push(carrier, number, machine.at.isoformat()))
    machine.at = now
    return pushes


def repeat(world: Simulation, pushes: Iterable[Push]) -> int:
    """Make the same moves again, in their order, in a world that knows the parcels; returns how many there were."""
    done = 0
    for push in pushes:
        parcel = world.parcels.get((push.carrier, push.number))
        event = Event(push.event) if push.event else None
        done += parcel is not None and parcel.advance(datetime.fromisoformat(push.at), event) is not None
    return done


class Diary:
    """The moves of one demo merchant in a file of lines. A half-written last line, left by a killed process, is passed over."""

    def __init__(self, folder: Path, merchant_id: str) -> None:
        self.path = folder / f"demo-{merchant_id}.jsonl"

    def note(self, pushes: Iterable[Push]) -> None:
        """Add moves at the end."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(push)) + "\n" for push in pushes)

    def read(self) -> list[Push]:
        """Every move so far."""
        found = []
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ():
            try:
                push = Push(**json.loads(line))
                Event(push.event or Event.IN_TRANSIT)  # a word that is no event makes the line unreadable, too
                found.append(push)
            except (ValueError, TypeError):
                continue
        return found

    def forget(self) -> None:
        """The merchant is gone."""
        self.path.unlink(missing_ok=True)
