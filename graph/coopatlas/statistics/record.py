"""Comparisons → RDF and back: each beside its claim, in a graph of their own that is written anew at every check."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD, URIRef

from coopatlas.claims import terms
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, batches, local
from coopatlas.statistics.admitted import Interval
from coopatlas.statistics.comparison import RULE, Comparison
from coopatlas.statistics.wording import words
from coopatlas.statistics.write import coop, observation

_DIGITS = 4
"""The digits of a distance or a ratio that are kept."""

_READ = """
SELECT ?key ?verdict ?reason ?value ?lower ?upper ?distance ?label ?lang ?row ?mirror ?note {
  VALUES ?key { %s }
  GRAPH graph:comparisons {
    ?comparison coop:compares ?key ; coop:verdict ?verdict ; rdfs:label ?label .
    OPTIONAL { ?comparison coop:verdictReason ?reason }
    OPTIONAL { ?comparison coop:statisticValue ?value ; coop:statisticLower ?lower ; coop:statisticUpper ?upper }
    OPTIONAL { ?comparison coop:distance ?distance }
    OPTIONAL { ?comparison coop:comparedWith ?row }
    OPTIONAL { ?comparison coop:mirroredBy ?mirror }
    OPTIONAL { ?comparison coop:comparisonNote ?note }
    BIND(LANG(?label) AS ?lang)
  }
}"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison as it is shown beside its claim: terms by their names, rows by their IRIs, words by language."""

    verdict: str
    reason: str
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    distance: Decimal | None
    words: Mapping[str, str]
    rows: tuple[str, ...] = ()
    mirror: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def written(claim: str, found: Comparison) -> Iterator[ox.Triple]:
    """Yield the statements of one comparison."""
    own = ox.NamedNode(iri.comparison(URIRef(claim)))
    yield ox.Triple(own, ox.NamedNode(RDF.type), coop("Comparison"))
    yield ox.Triple(own, coop("compares"), ox.NamedNode(claim))
    yield ox.Triple(own, coop("verdict"), ox.NamedNode(iri.term("verdict", found.verdict)))
    if found.reason:
        yield ox.Triple(own, coop("verdictReason"), ox.NamedNode(iri.term("verdict-reason", found.reason)))
    for name, rows in (("comparedWith", found.rows), ("mirroredBy", found.mirror)):
        for row in rows:
            yield ox.Triple(own, coop(name), observation(row))
    for note in found.notes:
        yield ox.Triple(own, coop("comparisonNote"), ox.NamedNode(iri.term("comparison-note", note)))
    for name, number in _numbers(found):
        yield ox.Triple(own, coop(name), ox.Literal(f"{number:f}", datatype=ox.NamedNode(XSD.decimal)))
    yield ox.Triple(own, coop("ruleVersion"), ox.Literal(RULE))
    for lang in terms.LANGUAGES:
        yield ox.Triple(own, ox.NamedNode(RDFS.label), ox.Literal(words(found, lang), language=lang))


def shown(store: Source, claims: Iterable[str]) -> dict[str, Shown]:
    """Return the comparisons of these claims, of those that were held against statistics."""
    found: defaultdict[str, list[Mapping[str, str | None]]] = defaultdict(list)
    for row in batches(store, _READ, claims):
        found[row["key"] or ""].append(row)
    return {key: _shown(rows) for key, rows in found.items()}


def _shown(rows: list[Mapping[str, str | None]]) -> Shown:
    first = rows[0]

    def number(name: str) -> Decimal | None:
        text = first[name]
        return None if text is None else Decimal(text)

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(sorted({row[name] or "" for row in rows} - {""}))

    return Shown(
        verdict=local(first["verdict"]).removeprefix("verdict-"),
        reason=local(first["reason"]).removeprefix("verdict-reason-"),
        value=number("value"),
        lower=number("lower"),
        upper=number("upper"),
        distance=number("distance"),
        words={row["lang"] or "": row["label"] or "" for row in rows},
        rows=all_of("row"),
        mirror=all_of("mirror"),
        notes=tuple(local(note).removeprefix("comparison-note-") for note in all_of("note")),
    )


def _numbers(found: Comparison) -> Iterator[tuple[str, Decimal]]:
    if found.statistic and found.statistic.lower is not None and found.statistic.upper is not None:
        yield "statisticValue", middle(found.statistic)
        yield "statisticLower", _plain(found.statistic.lower)
        yield "statisticUpper", _plain(found.statistic.upper)
    if found.later and found.later.middle is not None:
        yield "revisedValue", middle(found.later)
    for name, number in (("distance", found.distance), ("mirrorRatio", found.ratio)):
        if number is not None:
            yield name, _significant(number)


def middle(interval: Interval) -> Decimal:
    """Return the middle of a closed interval, without digits that its width makes meaningless."""
    value, width = interval.middle or Decimal(0), (interval.upper or Decimal(0)) - (interval.lower or Decimal(0))
    if not width:
        return _plain(value)
    return _plain(value.quantize(Decimal(1).scaleb(min(width.adjusted() - 1, value.adjusted()))))


def _significant(number: Decimal) -> Decimal:
    return (
        _plain(number.quantize(Decimal(1).scaleb(max(number.adjusted() - _DIGITS + 1, -_DIGITS)))) if number else number
    )


def _plain(number: Decimal) -> Decimal:
    return number if number == number.to_integral_value() and number.as_tuple().exponent == 0 else number.normalize()
