"""What a table of statistics says in one cell: an observation, apart from all that documents claim."""

from dataclasses import dataclass
from decimal import Decimal

from coopatlas.model import Period

FLOWS = ("turnover", "export", "import", "transit")
"""The flows of an observation, as the vocabulary names them."""
VALUATIONS = ("fob", "cif")
"""Where a flow is valued: at the border of the exporter, or at that of the importer with freight and insurance."""
STATUSES = ("preliminary", "revised", "estimated", "suppressed", "negligible", "unfinished", "footnote")
"""What a source says of a single figure; `unfinished` is a period that had not ended when the file was issued."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A group of goods: `scheme` is a nomenclature with its edition (`hs2017`, `sitc3`), `code` as it prints it."""

    scheme: str
    code: str

    @property
    def level(self) -> int:
        """The number of digits of the code: 2 is a chapter of the Harmonized System, 4 a heading."""
        return len(self.code)


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of trade.

    `reporter` and `partner` are ids of the gazetteer; no partner is the whole world, no `goods` all goods. `value` is
    in whole units of `unit` (ISO 4217, or a symbol of the vocabulary such as `t`), multiplier applied, and None where
    the source withholds it; `step` is one unit of the last digit that the source prints, so that the figure stands for
    all from half a step below to half a step above. `cell` says where in the file it stands.
    """

    reporter: str
    partner: str | None
    flow: str
    period: Period
    value: Decimal | None
    unit: str
    step: Decimal
    source: str
    release: str
    cell: str
    goods: Goods | None = None
    valuation: str | None = None
    statuses: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other of its release: two of one key contradict each other."""
        goods = (self.goods.scheme, self.goods.code) if self.goods else ("", "")
        return (self.reporter, self.partner or "", self.flow, self.period.label, self.unit, *goods)

    @property
    def lowest(self) -> Decimal | None:
        """The least that the printed figure may stand for."""
        return None if self.value is None else self.value - self.step / 2

    @property
    def highest(self) -> Decimal | None:
        """The most that the printed figure may stand for."""
        return None if self.value is None else self.value + self.step / 2


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate: how much of `unit` one of `currency` cost, both ISO 4217.

    `basis` is `average` for the mean of the period, `end` for its last day.
    """

    currency: str
    unit: str
    basis: str
    period: Period
    value: Decimal
    step: Decimal
    source: str
    release: str
    cell: str

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other of its release."""
        return (self.currency, self.unit, self.basis, self.period.label)


@dataclass(frozen=True, slots=True)
class Release:
    """One publication of a source: a file as it was on one day.

    `id` is the local name of its graph, `release-SOURCE-DATE`; `issued` an ISO 8601 day; `digest` the SHA-256 of the
    file. `replaces` is the id of the release before it of the same source and part, whose figures it supersedes where
    both give one; both stay. `redistributable` is false where no licence lets others have its rows.
    """

    id: str
    source: str
    title: tuple[tuple[str, str], ...]
    publisher: tuple[tuple[str, str], ...]
    issued: str
    licence: str
    redistributable: bool
    digest: str
    file: str
    landing: str = ""
    part: str = ""
    """The reporter of a release that comes as a file for each; another part of the same day replaces nothing."""
    replaces: str | None = None
    size: int = 0
    """The bytes of the file."""
    covers: Period | None = None
    """From the first day of its first period to the last of its last."""
    notes: tuple[str, ...] = ()
