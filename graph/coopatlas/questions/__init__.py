"""The catalogue of questions, one `.rq` file each: find one, and ask it of a store."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode
from rdflib.term import Identifier, URIRef
from rdflib.util import from_n3

from coopatlas import content, index
from coopatlas.errors import ContentError, QuestionError
from coopatlas.index.relation import UnsupportedError
from coopatlas.ontology.measured import measured
from coopatlas.questions import near
from coopatlas.questions.answers import Answer, Found, labelled, rows_of
from coopatlas.questions.near import Near
from coopatlas.questions.parameters import Values, understand
from coopatlas.questions.parameters import near as spelt_like
from coopatlas.questions.question import GROUPS, Question, parse
from coopatlas.rdf.oxigraph import node
from coopatlas.store import Solutions, Store

__all__ = [
    "AMBIGUOUS",
    "GROUPS",
    "Near",
    "Question",
    "ask",
    "faults",
    "find",
    "forget",
    "load",
    "near_answers",
    "parse",
    "unsure",
]

if TYPE_CHECKING:
    from coopatlas.questions.network import Named  # numpy, which only networks need

AMBIGUOUS = "several questions have these words"
_IN_QUERY = re.compile(r"SPARQL (\d+):(\d+)")


@cache
def load() -> Mapping[str, Question]:
    """Return the catalogue by id, by group and id; `faults` tells of the malformed files."""
    questions = [found for found in _read().values() if isinstance(found, Question)]
    order = list(GROUPS)
    return {q.id: q for q in sorted(questions, key=lambda q: (order.index(q.group), q.id))}


def faults() -> Mapping[str, ContentError]:
    """Return what is wrong with the files that hold no question, by the ids that they would have."""
    return {name: found for name, found in _read().items() if isinstance(found, ContentError)}


def forget() -> None:
    """Read the files again when next asked: those who edit questions need not start anew."""
    load.cache_clear()
    _read.cache_clear()


@cache
def _read() -> Mapping[str, Question | ContentError]:
    return {name: _read_one(name, file) for name, file in content.files_of("queries", ".rq").items()}


def _read_one(name: str, file: Traversable) -> Question | ContentError:
    try:
        return parse(name, file.read_text("utf-8"))
    except UnicodeDecodeError as error:
        return ContentError(f"{name}.rq", f"it cannot be read ({error})", "write it in UTF-8")
    except ContentError as error:
        return error


def find(words: str) -> Question:
    """Return the question with this id, or the one whose title, in Russian or English, has all these words.

    Raises `QuestionError` where none or several have them, `ContentError` where the file of this id is malformed.
    """
    catalogue = load()
    if words in catalogue:
        return catalogue[words]
    if words in faults():
        raise faults()[words]
    wanted = _words(words)
    found = [q for q in catalogue.values() if wanted and any(_has(title, wanted) for title in q.title.values())]
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError(words, AMBIGUOUS, f"choose: {', '.join(q.id for q in found)}")
    named = {text: q.id for q in catalogue.values() for text in (q.id, *q.title.values())}
    like = dict.fromkeys(named[text] for text in spelt_like(words, named))
    remedy = f"did you mean {', '.join(like)}?" if like else "ask in other words; `coopatlas ask` lists the questions"
    raise QuestionError(words, "there is no such question", remedy)


def ask(
    store: Store,
    question: Question,
    given: Mapping[str, str] | None = None,
    limit: int | None = None,
    *,
    after: int = 0,
    widen: bool = False,
) -> Answer:
    """Ask `question` with parameters as a person writes them; raises `QuestionError` for one that is not understood.

    At most `limit` rows are answered, those `after` so many; the answer says how many more there are. With `widen`,
    what is around a place and in it counts as that place.
    """
    values = understand(store, question.parameters, given or {})
    values = near.widened(values) if widen else values
    solutions = (_analysed if question.analysis else _solved)(store, question, values)
    rows, count = rows_of(store, question.columns, solutions, limit, after)
    nodes = labelled(store, (term.value for terms in values.values() for term in terms if isinstance(term, NamedNode)))
    return Answer(
        question=question.id,
        title=question.title,
        empty=question.empty,
        understood={name: tuple(nodes.get(t.value, t.value) for t in terms) for name, terms in values.items()},
        columns=question.columns,
        rows=rows,
        documents=store.count(),
        more=max(0, count - after - len(rows)),
        before=min(after, count),
        read={kind: measured()[kind] for kind in question.kinds if kind in measured()},
    )


def near_answers(store: Store, question: Question, given: Mapping[str, str]) -> tuple[Near, ...]:
    """Return questions like this one, of which nothing is stated, that have an answer."""
    return near.near(question, given, lambda other: ask(store, question, other, 100))


def unsure(store: Store, question: Question, given: Mapping[str, str]) -> int:
    """Return how many claims of these kinds, about all that is asked about, were read with little certainty."""
    return near.unsure(store, question, understand(store, question.parameters, given))


def _solved(store: Store, question: Question, values: Values) -> Found:
    if held := index.current(store):
        slots = question.filled({name: f"<{index.SLOT}{name}>" for name in values})
        with suppress(UnsupportedError):
            return held.ask(slots, {name: list(map(node, terms)) for name, terms in values.items()})
    try:
        return store.query(question.sparql(values))
    except QuestionError as error:
        if place := _IN_QUERY.fullmatch(error.where):
            where = f"{question.id}.rq:{question.line + int(place[1]) - 1}:{place[2]}"
            raise ContentError(where, error.problem, error.remedy) from error
        raise


def _analysed(store: Store, question: Question, values: Values) -> Found:
    """Return what the analysis of a question makes of what its query finds, from the index where that keeps it."""
    given = {name: [term.value for term in terms] for name, terms in sorted(values.items())}

    def work() -> list[tuple[Any, ...]]:
        # Here, since numpy takes 0.1 s, for which most questions need not wait.
        from coopatlas.questions import analysis

        solved = analysis.solve(question.analysis, analysis.joined(*_numbered(_solved(store, question, values))), given)
        return [solved.columns, *(tuple(map(_text, row)) for row in solved.rows)]

    held = index.current(store)
    name = json.dumps([question.analysis, question.query, given, _analyses()], ensure_ascii=False)
    columns, *rows = held.kept(name, work) if held else work()
    known: dict[str | None, Identifier | None] = {text: _term(text) for text in {cell for row in rows for cell in row}}
    return Solutions(columns, tuple(tuple(map(known.get, row)) for row in rows))


def _text(term: Identifier | None) -> str | None:
    return None if term is None else f"<{term}>" if isinstance(term, URIRef) else term.n3()


def _numbered(links: Found) -> tuple[Sequence[int], Sequence[int], Sequence[bool] | None, "Named"]:
    """Return the items and the nodes of links as numbers, whether each may be an answer, and what tells the names."""
    places = {name: place for place, name in enumerate(links.columns)}
    rows: Sequence[Sequence[Any]] = links.rows
    named: Named | None = None
    if isinstance(links, index.Rows):
        if links.kind("item") == links.kind("node") == "id" != links.kind("candidate"):
            named = links.named
        else:  # a number of a term is no truth
            rows = links.texts()
    may_answer = [str(row[places["candidate"]]) in {"1", "true"} for row in rows] if "candidate" in places else None
    items, nodes = ([row[places[name]] for row in rows] for name in ("item", "node"))
    if named is not None:
        return items, nodes, may_answer, named
    names = sorted({*map(str, items), *map(str, nodes)})
    number = {name: place for place, name in enumerate(names)}
    items, nodes = ([number[str(term)] for term in terms] for terms in (items, nodes))
    return items, nodes, may_answer, lambda numbers: {one: names[one] for one in numbers}


def _term(text: str | None) -> Identifier | None:
    found = URIRef(text[1:-1]) if text and text.startswith("<") else from_n3(text) if text else None
    return found if isinstance(found, Identifier) else None


@cache
def _analyses() -> str:
    """Return what changes with the way of analyses: what another one found is not taken for theirs."""
    modules = files("coopatlas.questions")
    code = b"".join(modules.joinpath(f"{name}.py").read_bytes() for name in ("analysis", "network"))
    return sha256(code).hexdigest()[:16]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _has(title: str, wanted: Iterable[str]) -> bool:
    # A word stands for the words that begin as it does: «встреч» finds «встречался».
    title_words = _words(title)
    return all(any(word.startswith(begin) for word in title_words) for begin in wanted)
