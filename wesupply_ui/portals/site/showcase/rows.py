"""Made-up rows for the showcase: nobody's orders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleOrder:
    """A line of the sample table."""

    number: str
    person: str
    status: str
    tone: str
    promise: str
    money: str
    ticked: bool = False


@dataclass(frozen=True)
class SampleScan:
    """An entry of the sample timeline."""

    day: str
    when: str
    words: str
    where: str
    tone: str


@dataclass(frozen=True)
class SampleStop:
    """A stop of the sample milestone bar."""

    word: str
    state: str


ORDERS = (
    SampleOrder("#5001", "Ada Lindqvist", "Out for delivery", "moving", "Today", "$123.20"),
    SampleOrder("#5002", "Grace Okafor", "Delivered", "done", "20 Nov", "$48.00"),
    SampleOrder("#5003", "Linus Amsel", "No news", "attention", "2 days late", "$1,204.99"),
    SampleOrder("#5004", "Mary van den Berg-Castellanos", "Returned to sender", "problem", "5 days late", "$75.50"),
    SampleOrder("#5005", "Alan Fuchs", "Label created", "quiet", "27 Nov", "$9.90"),
)
SCANS = (
    SampleScan("Today", "08:14", "Out for delivery", "Austin, TX", "moving"),
    SampleScan("", "05:40", "Arrived at the delivery depot", "Austin, TX", "quiet"),
    SampleScan("Yesterday", "21:03", "Held: the address could not be read", "Dallas, TX", "attention"),
    SampleScan("", "09:30", "Picked up from the sender", "Memphis, TN", "quiet"),
)
STOPS = (
    SampleStop("Packed", "past"),
    SampleStop("Handed over", "past"),
    SampleStop("On its way", "past"),
    SampleStop("Out for delivery", "present"),
    SampleStop("Delivered", "future"),
)
ON_TIME = (96, 94, 97, 91, 88, 93, 95, 97, 98, 92, 84, 90, 95, 96)
EXCEPTIONS = (3, 4, 2, 6, 9, 5, 4, 2, 1, 6, 12, 7, 4, 3)
