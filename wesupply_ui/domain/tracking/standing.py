"""How does one moment change where a parcel stands? The decisions on scans that disagree, each with its why; `history` feeds them in.

Progress follows time: what the carrier saw last is where the parcel is, so a scan that arrives late but happened early never moves a
parcel back. A van that comes home takes the parcel back to in_transit. Beyond that:

- *Paper is not a place.* A label or an announcement dated after the parcel moved says nothing (they are sent in the evening).
- *Same instant*: the higher milestone and the worse trouble count, whichever is listed first.
- *Trouble lasts until movement says ok.* A failed attempt leaves the milestone alone. Delivery clears every trouble. A parcel that
  is going back goes on going back through all scans of its way home. Damage is not healed by movement.
- *Delivered holds* against later depot scans (terminals are emptied in the evening) and late delays, but not against a carrier that takes
  the parcel out again, fails to deliver it, keeps it for collection or sends it back: then the delivery was a mistake or a refusal.
  Damage or loss reported after delivery is kept.
- *Delivered while going back* means delivered to the sender, so returned, unless it happened in the town where delivery had been
  tried and which isn't where the parcel came from: then the shopper got it after all.
- *Returned is the end.* Reused numbers are a new parcel (`register`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wesupply_ui.domain.tracking.reading import Place, ReadScan
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

_HOLDS_AGAINST: dict[Condition, frozenset[Condition]] = {
    Condition.RETURNING: frozenset({Condition.DELAYED, Condition.HELD, Condition.ATTEMPT_FAILED}),
    Condition.DAMAGED: frozenset({Condition.OK, Condition.DELAYED, Condition.HELD}),
    Condition.LOST: frozenset({Condition.DELAYED, Condition.HELD}),
}
"""A condition, and what comes later without ending it."""

_NOWHERE = Place()
_AT_THE_DOOR = frozenset({Milestone.OUT_FOR_DELIVERY, Milestone.AVAILABLE_FOR_PICKUP})
_ENDS = frozenset({Milestone.DELIVERED, Milestone.RETURNED})
_AFTER_DELIVERY = frozenset({Condition.DAMAGED, Condition.LOST})


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said of one instant. `at` None: the answer's headline, which has no time. `place`: where its milestone was scanned."""

    at: datetime | None
    milestone: Milestone | None = None
    condition: Condition | None = None
    reason: str | None = None
    place: Place = _NOWHERE
    is_going_back: bool = False

    @classmethod
    def of_headline(cls, current: Meaning) -> Moment:
        """The answer's own headline as a moment."""
        return cls(None, current.milestone, current.condition, current.reason, _NOWHERE, current.condition is Condition.RETURNING)

    @classmethod
    def of_scan(cls, scan: ReadScan) -> Moment:
        """A moment with one scan, as nearly all are."""
        meaning = scan.meaning
        if meaning is None:
            return cls(scan.at, place=scan.place)
        if meaning.milestone in _ENDS:
            ok = Condition.OK if meaning.condition else None
            return cls(scan.at, meaning.milestone, ok, None, scan.place, meaning.condition is Condition.RETURNING)
        return cls(scan.at, meaning.milestone, meaning.condition, meaning.reason, scan.place, meaning.condition is Condition.RETURNING)

    @classmethod
    def of_scans(cls, scans: Sequence[ReadScan]) -> Moment:
        """Scans of one instant as one: the higher milestone and, unless that ends the way, the worst condition with its reason."""
        if len(scans) == 1:
            return cls.of_scan(scans[0])
        told = [(scan, scan.meaning) for scan in scans if scan.meaning]
        placed = [(scan, meaning.milestone) for scan, meaning in told if meaning.milestone]
        first, milestone = max(placed, key=lambda pair: pair[1].rank) if placed else (scans[0], None)
        states = [(meaning.condition, meaning.reason) for _, meaning in told if meaning.condition]
        if milestone and milestone.is_final:
            states = [(Condition.OK, None)] if states else []
        condition, reason = max(states, key=lambda pair: (pair[0].severity, pair[1] or "")) if states else (None, None)
        going_back = any(meaning.condition is Condition.RETURNING for _, meaning in told)
        at = min((scan.at for scan in scans), key=lambda when: when.isoformat())  # one instant; the offset that sorts first
        return cls(at, milestone, condition, reason, first.place, going_back)


@dataclass(slots=True)
class Standing:
    """Where a parcel stands after the moments taken so far. Changed only by `take`, oldest moment first."""

    milestone: Milestone = Milestone.LABEL_CREATED
    milestone_at: datetime | None = None
    condition: Condition = Condition.OK
    condition_at: datetime | None = None
    reason: str | None = None
    moved_at: datetime | None = None
    _going_back: bool = False
    _origin: str | None = None
    _door: str | None = None

    def take(self, moment: Moment) -> None:
        """Let one moment say what it has to say."""
        if self.milestone is Milestone.RETURNED or self._is_paper(moment):
            return
        if self.milestone is Milestone.DELIVERED and not _undoes_delivery(moment):
            if moment.condition and moment.condition in _AFTER_DELIVERY:
                self._be(moment.condition, moment)
            return
        if self.milestone is Milestone.DELIVERED and moment.milestone is not Milestone.RETURNED:
            self._reach(Milestone.IN_TRANSIT, moment)
        self._remember_places(moment)
        self._going_back = self._going_back or moment.is_going_back
        if moment.milestone:
            self._progress(moment.milestone, moment)
        if not self.milestone.is_final and moment.condition:
            self._fare(moment.condition, moment)

    def _is_paper(self, moment: Moment) -> bool:
        has_moved = self.milestone is not Milestone.LABEL_CREATED
        return has_moved and moment.milestone is Milestone.LABEL_CREATED and moment.condition in (None, Condition.OK)

    def _remember_places(self, moment: Moment) -> None:
        town = _town(moment.place)
        if not town or not moment.milestone or moment.milestone is Milestone.LABEL_CREATED:
            return
        self._origin = self._origin or town
        at_the_door = moment.milestone in _AT_THE_DOOR or moment.condition is Condition.ATTEMPT_FAILED
        if at_the_door and not self._going_back and not moment.is_going_back:
            self._door = town

    def _progress(self, milestone: Milestone, moment: Moment) -> None:
        if self.moved_at is None and milestone is not Milestone.LABEL_CREATED:
            self.moved_at = moment.at
        if milestone is Milestone.DELIVERED and self._going_back and not self._is_at_the_shopper(moment.place):
            milestone = Milestone.RETURNED
        if milestone.is_final:
            self._arrive(milestone, moment)
        elif self._going_back and milestone in _AT_THE_DOOR:
            self._reach(Milestone.IN_TRANSIT, moment)  # the van stops at the sender's door: no news for the shopper
        elif milestone.rank > self.milestone.rank or milestone.rank >= Milestone.IN_TRANSIT.rank:
            self._reach(milestone, moment)

    def _is_at_the_shopper(self, place: Place) -> bool:
        return self._door is not None and _town(place) == self._door != self._origin

    def _arrive(self, milestone: Milestone, moment: Moment) -> None:
        why = self.reason if milestone is Milestone.RETURNED else None
        self._reach(milestone, moment)
        self._going_back = False
        if self.condition is not Condition.OK:
            self.condition, self.condition_at = Condition.OK, moment.at
        self.reason = why

    def _reach(self, milestone: Milestone, moment: Moment) -> None:
        if milestone is not self.milestone or self.milestone_at is None:
            self.milestone, self.milestone_at = milestone, moment.at

    def _fare(self, condition: Condition, moment: Moment) -> None:
        if condition is Condition.OK and moment.milestone is Milestone.LABEL_CREATED and self.condition is not Condition.OK:
            return  # paper again: a label does not end a trouble
        if condition is Condition.OK and self._going_back:
            condition = Condition.RETURNING
        if condition not in _HOLDS_AGAINST.get(self.condition, frozenset()):
            self._be(condition, moment)

    def _be(self, condition: Condition, moment: Moment) -> None:
        """Why a parcel goes back is usually said a scan earlier, and why it is in trouble not again with each scan: reasons last."""
        inherits = condition is not Condition.OK and (condition is self.condition or condition is Condition.RETURNING)
        self.reason = moment.reason or (self.reason if inherits else None)
        if condition is not self.condition or self.condition_at is None:
            self.condition, self.condition_at = condition, moment.at


def _undoes_delivery(moment: Moment) -> bool:
    return moment.is_going_back or moment.milestone in (*_AT_THE_DOOR, Milestone.RETURNED) or moment.condition is Condition.ATTEMPT_FAILED


def _town(place: Place) -> str | None:
    return f"{place.city.casefold()}|{(place.country or '').casefold()}" if place.city else None
