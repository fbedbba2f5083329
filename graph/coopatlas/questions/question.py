"""The file of a question: a header of comments and a SPARQL query.

The header ends at the first line that is not `# key: value`. Its keys, each once unless marked `…`:

    # title.ru: Кто с кем встречался                      title.en, about.ru, about.en, empty.ru, empty.en likewise
    # asked.ru: с кем встречался {person}; …              asked.en: as people put it, phrases apart by «;»; optional
    # group: meetings                                     one of `GROUPS`
    # parameter.person: person; Человек; Person           … type (one of `parameters.TYPES`); label ru; label en
    # parameter.year: year = 2018; Год; Year              … with a default; `territory required` where there is none
    # example.territory: Карелия                          … a value to try; each required parameter has one
    # column.who: entity many; Участники; Participants    … type (one of `answers.COLUMN_TYPES`); heading ru; heading en
    # kinds: trade growth                                 optional: the kinds of fact that an answer rests on
    # analysis: brokers                                   optional: an operation of `analysis` on what the query finds

The query holds a slot `VALUES ?person { UNDEF }` for each parameter and is SPARQL as it stands: unfilled, a slot
restricts nothing. Filled, it holds RDF terms serialised by the store's own library; text is never pasted into a query.
A line that ends in `# if person` is there to restrict, and goes with the slot: unfilled, it would only multiply.
A query may select, beside its columns, the `?item` (what is claimed) or the `?claim` that a row is about, by which the
row shows its sentences. A `many` column gathers the values of the rows that agree in all else, `?item` and `?claim`
included; a row that gathers over items selects them as `?basis`, and one that gathers over the tellings of an event
selects the event as `?event`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from coopatlas.errors import ContentError
from coopatlas.model import kinds
from coopatlas.questions.answers import COLUMN_TYPES, Column
from coopatlas.questions.parameters import TYPES, Parameter, Values

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
    "statistics": {"ru": "Сказанное и статистика", "en": "Words and statistics"},
    "disagreement": {"ru": "Расхождения", "en": "Disagreement"},
    "sources": {"ru": "Источники и слова", "en": "Sources and words"},
}
"""The groups of the catalogue, in the order in which they are listed."""

_HEADER = re.compile(r"# (?P<key>[a-z]+)(?:\.(?P<name>[A-Za-z]+))?: (?P<value>.+)")
_SLOT = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_ONLY_IF = re.compile(r"# if (\w+)$")
_TEXTS = (*((key, lang) for key in ("title", "about", "empty") for lang in ("ru", "en")), ("group", ""))
_OPTIONAL = (("asked", "ru"), ("asked", "en"), ("analysis", ""), ("kinds", ""))
_REMEDY = "see the head of coopatlas/questions/question.py"


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
    line: int = 1
    """The line of the file at which `query` begins."""
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How people ask it, by language: phrases with a parameter in braces where its value stands."""
    kinds: tuple[str, ...] = ()
    """The kinds of fact on whose reading the answer rests, where it rests on few."""

    def sparql(self, values: Values) -> str:
        """Return the query with the slots of `values` filled; the other slots vanish."""
        return self.filled({name: " ".join(map(str, terms)) for name, terms in values.items()})

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the query with these texts in its slots, which are SPARQL."""

        def fill(slot: re.Match[str]) -> str:
            terms = values.get(slot[1])
            return f"VALUES ?{slot[1]} {{ {terms} }}" if terms else ""

        # What goes leaves its line empty, so that the engine's complaints name the lines of the file.
        lines = ("" if _idle(line, values) else line for line in self.query.splitlines())
        return _SLOT.sub(fill, "\n".join(lines))


def _idle(line: str, values: Mapping[str, str]) -> bool:
    only = _ONLY_IF.search(line)
    return only is not None and only[1] not in values


def parse(name: str, text: str) -> Question:
    """Read the `.rq` file of the question `name`; raises `ContentError` for what the format does not know."""
    file, lines = f"{name}.rq", text.splitlines()
    texts: dict[tuple[str, str], str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    examples: dict[str, str] = {}
    headers = [match for match in takewhile(bool, map(_HEADER.fullmatch, lines)) if match]
    for number, header in enumerate(headers, start=1):
        where, key, part, value = f"{file}:{number}", header["key"], header["name"] or "", header["value"].strip()
        if key == "parameter":
            parameters.append(_parameter(where, part, value))
        elif key == "column":
            columns.append(_column(where, part, value))
        elif key == "example" and part not in examples:
            examples[part] = value
        elif (key, part) in (*_TEXTS, *_OPTIONAL) and (key, part) not in texts:
            texts[key, part] = value
        else:
            raise ContentError(where, f"the key {key}.{part} is unknown or repeated", _REMEDY)
    begin = next((n for n, line in enumerate(lines) if n >= len(headers) and line.strip()), len(headers))
    query = "\n".join(lines[begin:]).strip() + "\n"
    _check(file, texts, parameters, columns, query)
    parameters = _with_examples(file, parameters, examples)
    title, about, empty = ({lang: texts[key, lang] for lang in ("ru", "en")} for key in ("title", "about", "empty"))
    group, analysis = texts["group", ""], texts.get(("analysis", ""), "")
    asked = {lang: _phrases(file, texts.get(("asked", lang), ""), parameters) for lang in ("ru", "en")}
    told = tuple(texts.get(("kinds", ""), "").split())
    if unknown := [kind for kind in told if kind not in kinds()]:
        raise ContentError(file, f"there is no kind {unknown[0]}", _REMEDY)
    return Question(
        name, group, title, about, empty, tuple(parameters), tuple(columns), query, analysis, begin + 1, asked, told
    )


def _phrases(file: str, text: str, parameters: Sequence[Parameter]) -> tuple[str, ...]:
    """Return the phrases of `asked`; raises `ContentError` where one names a parameter that is none."""
    unknown = set(re.findall(r"\{(\w+)\}", text)) - {parameter.name for parameter in parameters}
    if unknown:
        raise ContentError(file, f"asked names a parameter that the question lacks: {min(unknown)}", _REMEDY)
    return tuple(phrase.strip() for phrase in text.split(";") if phrase.strip())


def _with_examples(file: str, parameters: Sequence[Parameter], examples: Mapping[str, str]) -> list[Parameter]:
    without = [p.name for p in parameters if p.required and p.name not in examples]
    if without:
        raise ContentError(file, f"a required parameter lacks its example: {without[0]}", _REMEDY)
    if unknown := examples.keys() - {p.name for p in parameters}:
        raise ContentError(file, f"an example of no parameter: {min(unknown)}", _REMEDY)
    return [replace(parameter, example=examples.get(parameter.name)) for parameter in parameters]


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
