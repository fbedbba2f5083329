"""What a question answers: typed rows, whether anything is stated, and the sentences behind a row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import Any, Protocol

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from coopatlas import index
from coopatlas.claims import read
from coopatlas.claims.read import Claim
from coopatlas.errors import ContentError
from coopatlas.model import kinds
from coopatlas.ontology.measured import Measured
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import local
from coopatlas.resolve import names
from coopatlas.store import Store

COLUMN_TYPES = ("entity", "period", "text", "number", "figure", "sentence")
"""A `figure` column `value` is made of `?valuePoint`, `?valueLower` and so on, as far as its query selects them; a
`sentence` column is not selected: it shows the sentences of the first claim behind the row."""

KEYS = ("item", "claim", "basis")
"""What a query may select beside its columns: the nodes by which a row shows its sentences."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; `many` gathers the values of the rows that agree in all else."""

    name: str
    type: str
    heading: Mapping[str, str]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, an item or a term of a vocabulary, with pairs of language and label in order."""

    iri: str
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def local(self) -> str:
        """The IRI without its namespace."""
        return local(self.iri)

    def label(self, lang: str) -> str:
        """Return the label in `lang`, else as `names.called` does."""
        return names.called(dict(self.labels), self.iri, lang)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what its document leaves open: without a point, a bound that is absent is not stated."""

    point: Decimal | None = None
    lower: Decimal | None = None
    lower_inclusive: bool = False
    upper: Decimal | None = None
    upper_inclusive: bool = False
    approximate: bool = False
    unit: Named | None = None


Value = Named | Figure | Decimal | str
_Record = Mapping[str, Identifier | None]


class Found(Protocol):
    """The rows of a query, in cells of some kind that become terms where they are shown."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables."""

    @property
    def rows(self) -> Sequence[tuple[Any, ...]]:
        """The cells; equal ones are the same term."""

    def terms(self, rows: Iterable[Sequence[Any]]) -> list[Sequence[Identifier | None]]:
        """Return some of the rows as terms."""


Cell = Value | tuple[Value, ...] | None
"""A tuple in a `many` column, and only there."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells in the order of the columns, and the IRIs of the items or claims that the row rests on."""

    cells: tuple[Cell, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `understood` shows what each parameter given was taken for, `documents` counts those of the store.

    `before` counts the rows that come before those told here, `more` those beyond the limit that was asked for.
    """

    question: str
    title: Mapping[str, str]
    empty: Mapping[str, str]
    understood: Mapping[str, tuple[Value, ...]]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    documents: int
    more: int = 0
    before: int = 0
    read: Mapping[str, Measured] = field(default_factory=dict)
    """How well the kinds of fact are read on which the answer rests."""

    @property
    def stated(self) -> bool:
        """Whether any document states an answer; a denial is one, silence is not."""
        return bool(self.rows or self.before)

    def silence(self, lang: str) -> str:
        """Return the words of an empty answer: not stated in how many documents, never that nothing exists."""
        if lang == "ru":
            one = self.documents % 10 == 1 and self.documents % 100 != 11
            return f"не указано в {self.documents} {'документе' if one else 'документах'}: {self.empty['ru']}"
        noun = "document" if self.documents == 1 else "documents"
        return f"not stated in {self.documents} {noun}: {self.empty['en']}"

    def reliability(self, lang: str) -> str:
        """Return over how many documents was asked, and how well facts of these kinds are read; measured, not felt."""
        told = [
            f"{kinds()[kind].label[lang]} — {_RELIABILITY[lang].format(round(100 * one.right), round(100 * one.found))}"
            for kind, one in self.read.items()
        ]
        return "; ".join([_ASKED[lang].format(self.documents), *told])


_ASKED = {"ru": "Документов: {}", "en": "Documents: {}"}
_RELIABILITY = {
    "ru": "верно {} % прочитанного, находится {} % сказанного",
    "en": "{} % of what is read is right, {} % of what is said is found",
}


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that the sentence shown does not hold: who or what it is, where it comes from and why."""

    role: str
    filler: Named | None
    origin: Named | None
    reason: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a person decided of a claim: the verdict, who and when and why, and what had been read before."""

    verdict: Named
    who: str | None
    when: str
    why: str | None
    before: Named | None

    def words(self, lang: str) -> str:
        """Return it as one line: «исправлено человеком (Анна, 2024-03-09): причина; было прочитано: …»."""
        made = ", ".join(filter(None, (self.who, self.when[:10])))
        told = f"{self.verdict.label(lang)} ({made})" + (f": {self.why}" if self.why else "")
        before = {"ru": "было прочитано", "en": "had been read as"}[lang]
        return told + (f"; {before}: {self.before.label(lang)}" if self.before else "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a row: the sentences, exactly as they stand in their document, the one that was read first."""

    sentences: tuple[str, ...]
    document: Named
    modality: Named
    polarity: Named
    speaker: Named | None
    absent: tuple[Absent, ...] = ()
    ruled: Ruled | None = None


def rows_of(
    store: Store, columns: Sequence[Column], solutions: Found, limit: int | None = None, after: int = 0
) -> tuple[tuple[Row, ...], int]:
    """Return the typed rows of `solutions` in their order, `limit` of them `after` so many, and how many there are.

    Raises `ContentError` for a column that is not selected.
    """
    selected = [column.name for column in columns if column.type not in ("figure", "sentence")]
    if lacking := [name for name in selected if name not in solutions.columns]:
        raise ContentError("query", f"it does not select {', '.join(lacking)}", "select a variable for each column")
    fixed = _fixed(columns, solutions.columns)
    groups: dict[object, list[tuple[Any, ...]]] = {}
    agreed: Callable[[tuple[Any, ...]], object] = itemgetter(*fixed) if fixed else bool
    for solution in solutions.rows:
        groups.setdefault(agreed(solution), []).append(solution)
    chosen = list(islice(groups.values(), after, None if limit is None else after + limit))
    told = iter(solutions.terms(row for group in chosen for row in group))
    shown = [[dict(zip(solutions.columns, next(told), strict=True)) for _ in group] for group in chosen]
    terms = {term for group in shown for record in group for term in record.values() if isinstance(term, URIRef)}
    named = labelled(store, terms)
    keys = [_keys(group) for group in shown]
    said = _sentences(store, keys) if any(column.type == "sentence" for column in columns) else {}
    rows = (
        Row(tuple(_gathered(column, group, named, said.get(own, "")) for column in columns), own)
        for group, own in zip(shown, keys, strict=True)
    )
    return tuple(rows), len(groups)


def labelled(store: Store, terms: Iterable[str]) -> Mapping[str, Named]:
    """Return each of these IRIs with its labels: those of the asserted graph and the reference data, else any."""
    wanted, asked = sorted(set(map(str, terms))), index.source(store)
    found = asked.labels(wanted)
    found |= asked.labels([term for term in wanted if not found[term]], shared=False)
    known = names.completed(asked, {term: _fullest(labels) for term, labels in found.items()})
    return {term: Named(term, tuple(sorted(known[term].items()))) for term in found}


def evidence(store: Store, row: Row) -> tuple[Evidence, ...]:
    """Return the sentences on which `row` rests, by document and place; empty for a row that counts others."""
    claims = read.about(index.source(store), row.keys).values()
    found = sorted(claims, key=lambda one: (one.document.iri, one.spans[0].start, one.modality))
    terms = {term for claim in found for term in _terms(claim)}
    named = labelled(store, terms)
    return tuple(dict.fromkeys(_evidence(claim, named) for claim in found))


def _terms(claim: Claim) -> Iterator[str]:
    yield from (claim.document.iri, iri.term("modality", claim.modality), iri.term("polarity", claim.polarity))
    yield from (one.filler for one in claim.elsewhere if one.filler)
    yield from (iri.term("origin", one.origin) for one in claim.elsewhere if one.origin)
    if claim.speaker:
        yield claim.speaker
    if claim.decided:
        yield iri.term("ruling", claim.decided.verdict)
        yield from filter(None, (claim.decided.before,))


def _evidence(claim: Claim, named: Mapping[str, Named]) -> Evidence:
    absent = (
        Absent(
            one.role,
            named.get(one.filler or ""),
            named.get(str(iri.term("origin", one.origin))),
            one.reason,
            one.span.text if one.span else None,
        )
        for one in claim.elsewhere
    )
    return Evidence(
        tuple(span.text for span in claim.spans),
        named[claim.document.iri],
        named[str(iri.term("modality", claim.modality))],
        named[str(iri.term("polarity", claim.polarity))],
        named.get(claim.speaker or ""),
        tuple(absent),
        _ruled(claim, named),
    )


def _ruled(claim: Claim, named: Mapping[str, Named]) -> Ruled | None:
    if claim.decided is None:
        return None
    verdict, one = named[str(iri.term("ruling", claim.decided.verdict))], claim.decided
    return Ruled(verdict, one.who, one.when, one.why, named.get(one.before or ""))


_PARTS = ("Point", "Lower", "LowerInclusive", "Upper", "UpperInclusive", "Approximate", "Unit")


def _fullest(labels: Iterable[Literal]) -> dict[str, str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for label in labels:
        found[label.language or ""].append(str(label))
    return {lang: names.best(texts) for lang, texts in found.items()}


def _keys(group: Sequence[_Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(record[key]) for record in group for key in KEYS if record.get(key) is not None))


def _fixed(columns: Sequence[Column], selected: Sequence[str]) -> list[int]:
    """Return the places of what the solutions of one row agree in: all but `many` columns and `?basis`."""
    gathered = tuple(column.name for column in columns if column.many)
    parts = tuple(f"{column.name}{part}" for column in columns if column.many for part in _PARTS)
    return [place for place, name in enumerate(selected) if name not in (*gathered, *parts, "basis")]


def _sentences(store: Store, keys: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], str]:
    """Return for each of these rows' keys the sentences of the first claim, in the order of the documents."""
    wanted = list(keys)
    said = read.sentences(index.source(store), {key for own in wanted for key in own})
    return {own: next((" … ".join(said[key]) for key in own if key in said), "") for own in wanted}


def _gathered(column: Column, group: Sequence[_Record], named: Mapping[str, Named], sentence: str) -> Cell:
    if column.type == "sentence":
        return sentence or None
    if not column.many:
        return _cell(column, group[0], named)
    values = (_cell(column, record, named) for record in group)
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _cell(column: Column, record: _Record, named: Mapping[str, Named]) -> Value | None:
    if column.type == "figure":
        return _figure(column.name, record, named)
    term = record[column.name]
    if term is None:
        return None
    if isinstance(term, URIRef):
        return named[str(term)]
    return Decimal(str(term)) if column.type == "number" else str(term)


def _figure(name: str, record: _Record, named: Mapping[str, Named]) -> Figure | None:
    def number(part: str) -> Decimal | None:
        term = record.get(name + part)
        return None if term is None else Decimal(str(term))

    def flag(part: str) -> bool:
        return str(record.get(name + part)) in {"true", "1"}

    point, lower, upper = number("Point"), number("Lower"), number("Upper")
    if point is None and lower is None and upper is None:
        return None
    unit = named.get(str(record.get(name + "Unit")))
    return Figure(point, lower, flag("LowerInclusive"), upper, flag("UpperInclusive"), flag("Approximate"), unit)
