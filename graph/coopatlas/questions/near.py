"""What is near an answer that is empty: the region of a city, the cities of a region, any year, what is read unsurely.

«Not stated» of Vologda says nothing of Vologda Oblast; whoever asks is told where something is stated.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from coopatlas import gazetteer
from coopatlas.gazetteer import Entry
from coopatlas.model import CERTAIN
from coopatlas.questions.answers import Answer
from coopatlas.questions.parameters import Term, Values
from coopatlas.questions.question import Question
from coopatlas.rdf import iri
from coopatlas.store import Store

MOST = 8
"""The greatest number of other questions that are tried."""
_UNSURE = """
SELECT (COUNT(DISTINCT ?claim) AS ?number) {
  VALUES ?kind { %s }
  GRAPH ?document { ?claim coop:factKind ?kind ; coop:claims ?item ; coop:confidence ?confidence . %s }
  FILTER(?confidence < %s)
}"""
_PLACES = frozenset({"territory", "entity"})


@dataclass(frozen=True, slots=True)
class Near:
    """A question like the one that was asked, with as many rows as it has."""

    given: Mapping[str, str]
    rows: int


def near(question: Question, given: Mapping[str, str], ask: Callable[[Mapping[str, str]], Answer]) -> tuple[Near, ...]:
    """Return the like questions that have an answer, those of the same places first."""
    found: list[Near] = []
    for tried, other in enumerate(_others(question, given)):
        if tried == MOST:
            break
        if rows := len(ask(other).rows):
            found.append(Near(other, rows))
    return tuple(found)


def widened(values: Values) -> Values:
    """Return the values of parameters with what lies around and in each place."""
    return {name: [*terms, *(node for term in terms for node in _beside(term))] for name, terms in values.items()}


def unsure(store: Store, question: Question, values: Values) -> int:
    """Return how many claims of the kinds of a question are about all that is asked about, and are uncertain."""
    nodes = [term for terms in values.values() for term in terms[:1] if isinstance(term, NamedNode)]
    if not question.kinds or not nodes:
        return 0
    kinds = " ".join(f"v:kind-{kind}" for kind in question.kinds)
    about = " ".join(f"?item ?property{number} {node} ." for number, node in enumerate(nodes))
    return int(str(store.query(_UNSURE % (kinds, about, CERTAIN)).rows[0][0]))


def _others(question: Question, given: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the same question without what restricts it, and then of other places."""
    asked = [parameter for parameter in question.parameters if parameter.name in given]
    for parameter in asked:
        if parameter.type not in _PLACES and not parameter.required:
            yield {name: text for name, text in given.items() if name != parameter.name}
    for parameter in asked:
        if parameter.type in _PLACES:
            yield from ({**given, parameter.name: name} for name in _around(given[parameter.name]))


def _around(name: str) -> Iterator[str]:
    lang = "ru" if any("а" <= letter.casefold() <= "я" for letter in name) else "en"
    for entry in gazetteer.load().find(name)[:1]:
        yield from (_called(one, lang) for one in _neighbours(entry))


def _beside(term: Term) -> Iterator[Term]:
    known = gazetteer.load().entries()
    entry = known.get(term.value.removeprefix(str(iri.ID)))
    around = [*_neighbours(entry), *_regions(entry)] if entry else []
    yield from (NamedNode(iri.ID[one.id]) for one in around)


def _regions(entry: Entry) -> Iterator[Entry]:
    """Yield the regions of a country."""
    if entry.kind == "country":
        yield from (
            one for one in gazetteer.load().entries().values() if one.kind == "region" and one.country == entry.id
        )


def _neighbours(entry: Entry) -> Iterator[Entry]:
    """Yield what lies around a place, and then what lies in it: never its country, of which all would be told."""
    known = gazetteer.load().entries()
    yield from (known[part] for part in entry.part_of if part.startswith("region-") and part in known)
    if entry.kind == "region":
        yield from (one for one in known.values() if entry.id in one.part_of)


def _called(entry: Entry, lang: str) -> str:
    return entry.names.get(lang) or iri.ID[entry.id]
