"""The catalogue: one question is one `.rq` file, a header of comments and a SPARQL query.

The header ends at the first line that is not `# key: value`. Its keys, each once unless marked `…`:

    # title.ru: Кто с кем встречался                      title.en, about.ru, about.en, empty.ru, empty.en likewise
    # group: meetings                                     one of `GROUPS`
    # parameter.person: person; Человек; Person           … type (one of `parameters.TYPES`); label ru; label en
    # parameter.year: year = 2018; Год; Year              … with a default; `territory required` where there is none
    # column.who: entity many; Участники; Participants    … type (one of `answers.COLUMN_TYPES`); heading ru; heading en
    # analysis: brokers                                   optional: an operation of `analysis` on what the query finds

The query holds a slot `VALUES ?person { UNDEF }` for each parameter and is SPARQL as it stands: unfilled, a slot
restricts nothing. Filled, it holds RDF terms serialised by the store's own library; text is never pasted into a query.
A line that ends in `# if person` is there to restrict, and goes with the slot: unfilled, it would only multiply.
A query may select, beside its columns, the `?item` (what is claimed) or the `?claim` that a row is about, by which the
row shows its sentences. A `many` column gathers the values of the rows that agree in all else, `?item` and `?claim`
included; a row that gathers over items selects them as `?basis`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from pyoxigraph import NamedNode

from coopatlas import content
from coopatlas.answers import COLUMN_TYPES, Answer, Column, labelled, rows_of
from coopatlas.errors import ContentError, QuestionError
from coopatlas.parameters import TYPES, Parameter, Values, near, understand
from coopatlas.store import Solutions, Store

GROUPS: Mapping[str, Mapping[str, str]] = {
    "diplomats": {"ru": "Дипломаты и должности", "en": "Diplomats and posts"},
    "meetings": {"ru": "Встречи и визиты", "en": "Meetings and visits"},
    "partnerships": {"ru": "Партнёрства и намерения", "en": "Partnerships and intentions"},
    "agreements": {"ru": "Соглашения", "en": "Agreements"},
    "trade": {"ru": "Торговля", "en": "Trade"},
    "goods": {"ru": "Товары и поставки", "en": "Goods and supplies"},
    "ports": {"ru": "Порты, пути, союзы", "en": "Ports, routes, unions"},
    "deeds": {"ru": "От слов к делу", "en": "From words to deeds"},
    "bridges": {"ru": "Кто связывает", "en": "Who is the bridge"},
    "disagreement": {"ru": "Расхождения", "en": "Disagreement"},
    "sources": {"ru": "Источники и слова", "en": "Sources and words"},
}
"""The groups of the catalogue, in the order in which they are listed."""

_HEADER = re.compile(r"# (?P<key>[a-z]+)(?:\.(?P<name>[A-Za-z]+))?: (?P<value>.+)")
_SLOT = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_ONLY_IF = re.compile(r"# if (\w+)$")
_TEXTS = (*((key, lang) for key in ("title", "about", "empty") for lang in ("ru", "en")), ("group", ""))
_REMEDY = "see the head of coopatlas/questions.py"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue; `title`, `about` and `empty` (the words of the empty answer) are by language."""

    id: str
    group: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    empty: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    query: str
    analysis: str = ""

    def sparql(self, values: Values) -> str:
        """Return the query with the slots of `values` filled; the other slots vanish."""

        def fill(slot: re.Match[str]) -> str:
            terms = values.get(slot[1])
            return f"VALUES ?{slot[1]} {{ {' '.join(map(str, terms))} }}" if terms else ""

        lines = (line for line in self.query.splitlines() if not (only := _ONLY_IF.search(line)) or only[1] in values)
        return _SLOT.sub(fill, "\n".join(lines))


@cache
def load() -> Mapping[str, Question]:
    """Return the catalogue by id, in the order of `GROUPS` and then of the ids; raises `ContentError`."""
    files = (entry for entry in content.queries().iterdir() if entry.name.endswith(".rq"))
    questions = [parse(file.name.removesuffix(".rq"), file.read_text("utf-8")) for file in files]
    order = list(GROUPS)
    return {q.id: q for q in sorted(questions, key=lambda q: (order.index(q.group), q.id))}


def find(words: str) -> Question:
    """Return the question with this id, or the one whose title, in Russian or English, has all these words."""
    catalogue = load()
    if words in catalogue:
        return catalogue[words]
    wanted = _words(words)
    found = [q for q in catalogue.values() if wanted and any(_has(title, wanted) for title in q.title.values())]
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError(words, "several questions have these words", f"choose: {', '.join(q.id for q in found)}")
    named = {text: q.id for q in catalogue.values() for text in (q.id, *q.title.values())}
    like = dict.fromkeys(named[text] for text in near(words, named))
    remedy = f"did you mean {', '.join(like)}?" if like else "`coopatlas ask` lists the questions"
    raise QuestionError(words, "there is no such question", remedy)


def ask(store: Store, question: Question, given: Mapping[str, str] | None = None, limit: int | None = None) -> Answer:
    """Ask `question` with parameters as a person writes them; raises `QuestionError` for one that is not understood.

    At most `limit` rows are answered; the answer says how many more there are.
    """
    values = understand(store, question.parameters, given or {})
    solutions = _analysed(question, store.query(question.sparql(values)), values)
    rows, more = rows_of(store, question.columns, solutions, limit)
    nodes = labelled(store, (term.value for terms in values.values() for term in terms if isinstance(term, NamedNode)))
    return Answer(
        question=question.id,
        title=question.title,
        empty=question.empty,
        understood={name: tuple(nodes.get(t.value, t.value) for t in terms) for name, terms in values.items()},
        columns=question.columns,
        rows=rows,
        documents=store.count(),
        more=more,
    )


def _analysed(question: Question, found: Solutions, values: Values) -> Solutions:
    if not question.analysis:
        return found
    # Here, since networkx takes 0.2 s, for which most questions need not wait.
    from coopatlas import analysis

    return analysis.solve(question.analysis, found, {name: [t.value for t in terms] for name, terms in values.items()})


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _has(title: str, wanted: Iterable[str]) -> bool:
    # A word stands for the words that begin as it does: «встреч» finds «встречался».
    title_words = _words(title)
    return all(any(word.startswith(begin) for word in title_words) for begin in wanted)


def parse(name: str, text: str) -> Question:
    """Read the `.rq` file of the question `name`; raises `ContentError` for what the format does not know."""
    file, lines = f"{name}.rq", text.splitlines()
    texts: dict[tuple[str, str], str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    headers = [match for match in takewhile(bool, map(_HEADER.fullmatch, lines)) if match]
    for number, header in enumerate(headers, start=1):
        where, key, part, value = f"{file}:{number}", header["key"], header["name"] or "", header["value"].strip()
        if key == "parameter":
            parameters.append(_parameter(where, part, value))
        elif key == "column":
            columns.append(_column(where, part, value))
        elif (key, part) in (*_TEXTS, ("analysis", "")) and (key, part) not in texts:
            texts[key, part] = value
        else:
            raise ContentError(where, f"the key {key}.{part} is unknown or repeated", _REMEDY)
    query = "\n".join(lines[len(headers) :]).strip() + "\n"
    _check(file, texts, parameters, columns, query)
    title, about, empty = ({lang: texts[key, lang] for lang in ("ru", "en")} for key in ("title", "about", "empty"))
    group, analysis = texts["group", ""], texts.get(("analysis", ""), "")
    return Question(name, group, title, about, empty, tuple(parameters), tuple(columns), query, analysis)


def _parameter(where: str, name: str, value: str) -> Parameter:
    head, ru, en = _three(where, value)
    kind, _, default = (part.strip() for part in head.partition("="))
    kind, _, mark = kind.partition(" ")
    if kind not in TYPES or mark not in ("", "required") or (default and mark):
        raise ContentError(where, f"parameter type «{head}» is unknown", f"use one of {', '.join(TYPES)}")
    return Parameter(name, kind, {"ru": ru, "en": en}, default or None, required=bool(mark))


def _column(where: str, name: str, value: str) -> Column:
    head, ru, en = _three(where, value)
    kind, _, mark = head.partition(" ")
    if kind not in COLUMN_TYPES or mark not in ("", "many"):
        raise ContentError(where, f"column type «{head}» is unknown", f"use one of {', '.join(COLUMN_TYPES)}")
    return Column(name, kind, {"ru": ru, "en": en}, many=bool(mark))


def _three(where: str, value: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in value.split(";")]
    if len(parts) != 3 or not all(parts):
        raise ContentError(where, f"«{value}» has not three parts", "write: type; Russian label; English label")
    return parts[0], parts[1], parts[2]


def _check(
    file: str,
    texts: Mapping[tuple[str, str], str],
    parameters: Sequence[Parameter],
    columns: Sequence[Column],
    query: str,
) -> None:
    missing = [".".join(filter(None, key)) for key in _TEXTS if key not in texts]
    if missing:
        raise ContentError(file, f"the header lacks {', '.join(missing)}", _REMEDY)
    if texts["group", ""] not in GROUPS:
        raise ContentError(file, f"the group «{texts['group', '']}» is unknown", f"use one of {', '.join(GROUPS)}")
    for names in ([p.name for p in parameters], [c.name for c in columns]):
        if len(names) != len(set(names)):
            raise ContentError(file, "two parameters or two columns have one name", "rename one")
    named, slots = {p.name for p in parameters}, set(_SLOT.findall(query))
    # An operation takes what no slot takes.
    if slots - named or (named - slots and ("analysis", "") not in texts):
        raise ContentError(file, "parameters and slots differ", "give each parameter a slot VALUES ?name { UNDEF }")
