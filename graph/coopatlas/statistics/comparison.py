"""What holding a claim against statistics gives: a verdict, why, and the rows that it rests on."""

from dataclasses import dataclass
from decimal import Decimal

from coopatlas.model import Figure, Period
from coopatlas.statistics.admitted import Interval
from coopatlas.statistics.observation import Observation, Release

RULE = "1"
"""The version of the rule of comparison; it rises when the rule changes."""

VERDICTS = ("agrees", "roughly", "differs", "sources-disagree", "not-comparable", "no-data")
"""What a comparison may come to; none of them is «false»."""


@dataclass(frozen=True, slots=True)
class Said:
    """A figure of trade, or a change of one, as a claim puts it forward.

    Parties are ids of the gazetteer. `growth` tells a change in per cent from a figure. `goods` are the codes of HS
    chapters or headings that the named goods are, None where none are named. `on` is when it was said.
    """

    reporter: str | None
    partner: str | None
    flow: str | None
    figure: Figure
    period: Period | None
    step: Decimal
    growth: bool = False
    base: Period | None = None
    nearly: bool = False
    goods: tuple[str, ...] | None = None
    on: str | None = None
    firm: bool = True
    times: str = ""
    """How a change is printed: as `ratio` («в 1,5 раза»), as `inverse` («вдвое меньше»), else in per cent."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict about a claim.

    `reason` names a term of `v:verdict-reason`, why it is not comparable; `notes` terms of `v:comparison-note`, with
    which it is to be read. `statistic` is what the rows come to, in the unit of the claim; `mirror` the rows of the
    other side and `ratio` what these are of the own ones; `distance` is by how many per cent of the statistic the claim
    is above it (of growth, by how many points). `later` is what a later release says.
    """

    verdict: str
    reason: str = ""
    rows: tuple[Observation, ...] = ()
    mirror: tuple[Observation, ...] = ()
    release: Release | None = None
    statistic: Interval | None = None
    unit: str = ""
    distance: Decimal | None = None
    ratio: Decimal | None = None
    later: Interval | None = None
    notes: tuple[str, ...] = ()
