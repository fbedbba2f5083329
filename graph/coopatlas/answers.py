"""What a question answers: typed rows, whether anything is stated, and the sentences behind a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from coopatlas.errors import ContentError
from coopatlas.store import Solutions, Store

COLUMN_TYPES = ("entity", "period", "text", "number", "figure")
"""A `figure` column `value` is made of `?valuePoint`, `?valueLower` and so on, as far as its query selects them."""

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
        return self.iri[max(self.iri.rfind("#"), self.iri.rfind("/")) + 1 :]

    def label(self, lang: str) -> str:
        """Return the label in `lang`, else in Russian, in English, in any language, else the end of the IRI."""
        labels = dict(self.labels)
        return next((labels[choice] for choice in (lang, "ru", "en", *labels) if choice in labels), self.local)


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
Cell = Value | tuple[Value, ...] | None
"""A tuple in a `many` column, and only there."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells in the order of the columns, and the IRIs of the items or claims that the row rests on."""

    cells: tuple[Cell, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `understood` shows what each parameter given was taken for, `documents` counts those of the store."""

    question: str
    title: Mapping[str, str]
    empty: Mapping[str, str]
    understood: Mapping[str, tuple[Value, ...]]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    documents: int

    @property
    def stated(self) -> bool:
        """Whether any document states an answer; a denial is one, silence is not."""
        return bool(self.rows)

    def silence(self, lang: str) -> str:
        """Return the words of an empty answer: not stated in how many documents, never that nothing exists."""
        if lang == "ru":
            one = self.documents % 10 == 1 and self.documents % 100 != 11
            return f"не указано в {self.documents} {'документе' if one else 'документах'}: {self.empty['ru']}"
        noun = "document" if self.documents == 1 else "documents"
        return f"not stated in {self.documents} {noun}: {self.empty['en']}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence behind a row, exactly as it stands in its document."""

    sentence: str
    document: Named
    modality: Named
    polarity: Named
    speaker: Named | None


def rows_of(store: Store, columns: Sequence[Column], solutions: Solutions) -> tuple[Row, ...]:
    """Return the typed rows of `solutions` in their order; raises `ContentError` for a column that is not selected."""
    lacking = [c.name for c in columns if c.type != "figure" and c.name not in solutions.columns]
    if lacking:
        raise ContentError("query", f"it does not select {', '.join(lacking)}", "select a variable for each column")
    records = [dict(zip(solutions.columns, row, strict=True)) for row in solutions.rows]
    named = labelled(store, (term for record in records for term in record.values() if isinstance(term, URIRef)))
    groups: dict[tuple[object, ...], list[tuple[tuple[Value | None, ...], tuple[str, ...]]]] = {}
    for record in records:
        cells = tuple(_cell(column, record, named) for column in columns)
        keys = tuple(str(record[key]) for key in KEYS if record.get(key) is not None)
        fixed = tuple(None if c.many else cell for c, cell in zip(columns, cells, strict=True))
        groups.setdefault((record.get("item"), record.get("claim"), *fixed), []).append((cells, keys))
    return tuple(_row(columns, group) for group in groups.values())


def labelled(store: Store, terms: Iterable[str]) -> Mapping[str, Named]:
    """Return each of these IRIs with its labels: those of the asserted graph and the reference data, else any."""
    wanted = sorted(set(map(str, terms)))
    labels: dict[str, dict[str, str]] = {term: {} for term in wanted}
    for pattern in (_SHARED_LABELS, _DOCUMENT_LABELS):
        lacking = [term for term in wanted if not labels[term]]
        if lacking:
            for term, label in store.query(pattern % {"terms": " ".join(URIRef(t).n3() for t in lacking)}).rows:
                _add(labels[str(term)], label)
    return {term: Named(term, tuple(sorted(found.items()))) for term, found in labels.items()}


def evidence(store: Store, row: Row) -> tuple[Evidence, ...]:
    """Return the sentences on which `row` rests, by document and place; empty for a row that counts others."""
    if not row.keys:
        return ()
    found = store.query(_EVIDENCE % {"keys": " ".join(URIRef(key).n3() for key in row.keys)}).rows
    named = labelled(store, (term for solution in found for term in solution if isinstance(term, URIRef)))
    return tuple(
        Evidence(
            str(sentence), named[str(document)], named[str(modality)], named[str(polarity)], named.get(str(speaker))
        )
        for sentence, document, modality, polarity, speaker in found
    )


# One GRAPH of a variable over both graphs is a hundred times slower in Oxigraph than this union.
_SHARED_LABELS = (
    "SELECT ?term ?label {"
    " { VALUES ?term { %(terms)s } GRAPH graph:asserted { ?term rdfs:label ?label } }"
    " UNION { VALUES ?term { %(terms)s } GRAPH graph:reference { ?term rdfs:label|skos:prefLabel ?label } } }"
)
_DOCUMENT_LABELS = (
    "SELECT DISTINCT ?term ?label { VALUES ?term { %(terms)s }"
    " GRAPH ?graph { ?term rdfs:label|dcterms:title|dcterms:identifier ?label } }"
)
_EVIDENCE = (
    "SELECT DISTINCT ?sentence ?document ?modality ?polarity ?speaker { GRAPH ?graph {"
    " { VALUES ?item { %(keys)s } ?claim coop:claims ?item } UNION { VALUES ?claim { %(keys)s } }"
    " ?claim coop:evidence ?span ; prov:wasDerivedFrom ?document ; coop:modality ?modality ; coop:polarity ?polarity ."
    " ?span coop:exactText ?sentence ; coop:startChar ?start OPTIONAL { ?claim coop:statedBy ?speaker } } }"
    " ORDER BY ?document ?start ?modality"
)


def _add(labels: dict[str, str], label: Identifier | None) -> None:
    lang = (label.language if isinstance(label, Literal) else None) or ""
    # Two documents may label one person in two ways: the fuller form is kept, whichever came first.
    labels[lang] = max(labels.get(lang, ""), str(label), key=lambda text: (len(text), text))


def _row(columns: Sequence[Column], group: Sequence[tuple[tuple[Value | None, ...], tuple[str, ...]]]) -> Row:
    cells: list[Cell] = []
    for column, values in zip(columns, zip(*(cells for cells, _ in group), strict=True), strict=True):
        present = tuple(dict.fromkeys(value for value in values if value is not None))
        cells.append(present if column.many else values[0])
    return Row(tuple(cells), tuple(dict.fromkeys(key for _, keys in group for key in keys)))


def _cell(column: Column, record: Mapping[str, Identifier | None], named: Mapping[str, Named]) -> Value | None:
    if column.type == "figure":
        return _figure(column.name, record, named)
    term = record[column.name]
    if term is None:
        return None
    if isinstance(term, URIRef):
        return named[str(term)]
    return Decimal(str(term)) if column.type == "number" else str(term)


def _figure(name: str, record: Mapping[str, Identifier | None], named: Mapping[str, Named]) -> Figure | None:
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
