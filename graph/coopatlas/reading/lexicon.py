"""The lexicon of a language, as data: frames (after OntoLex-Lemon: a word evokes a frame) and lists of words.

`ontology/lexicon/<lang>/frames/*.toml` hold the frames, one file a kind; the other files hold lists of words by name.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from coopatlas import content
from coopatlas.errors import ContentError
from coopatlas.language.form import form

TYPES = frozenset(
    {
        "person", "chair", "body", "territory", "owner", "group", "folk", "holder", "land", "union", "side", "party",
        "agent", "place", "site", "city", "region", "where", "goods", "topic", "phrase", "sector", "project", "product",
        "money", "amount", "percent", "date", "word", "guests", "delegation",
    }
)  # fmt: skip
"""What may fill a slot."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to fill a role: by a function of the grammar, or none (anywhere in the clause), and a type.

    Of a list all slots of one `alternative` are filled; another is tried where none before it was.
    """

    function: str
    type: str
    alternative: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word evokes: a kind of fact, and by which functions its roles are filled.

    `verbs` and `nouns` are lemmas, a phrase being its lemmas in order; `require` lists alternatives, of each of which
    one must be filled; `fixed` are values that the frame gives itself, `harbour` those that it gives where its place is
    a port or a town with one, `values` those by the word that evoked it;
    `event` are lemmas of which one must be said of the word («подписать» of an agreement) and tells what became of it,
    none where an empty word is among them, at the confidence `bare`;
    `near` are lemmas of which one must stand in the clause, `without` such of which none may; `each` is the role of
    whose fillers each makes a fact of its own; `modality` and `phase` are what the words say whatever their form;
    `pair` is the list of two sides that the text completes, by
    the side of who is quoted first if `spoken`, `default` the status of what is told as done;
    `pairs` is the role whose many fillers make facts of two each, `each_other` the same where the word is a plural;
    `two` are roles that together need two fillers, the first alone where it has them, one in the sentence if `named`;
    `alone` is required, as `require` is, where the list that the text completes has one filler all the same;
    of a thing `itself` tells an event, of none beside it or done by it; `theirs` goes on with those told of before;
    `form` are features of the form in which alone the word evokes the frame («VerbForm=Des», «алғысы келеді»);
    a frame that `adds` tells more of the fact of its kind before it. `particular` is the role in which a fact
    that only goes on needs more than a territory, else another kind tells it; `between` are the roles of two sides, of
    which the text may complete one; `posted` are the roles of whose a mission is and where, which its diplomat tells.
    """

    kind: str
    name: str
    lang: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    roles: Mapping[str, tuple[Slot, ...]]
    require: tuple[frozenset[str], ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    harbour: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    near: frozenset[str] = frozenset()
    event: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    each: str = ""
    modality: str = ""
    phase: str = ""
    pair: str = ""
    default: str = ""
    two: tuple[str, ...] = ()
    named: bool = False
    alone: tuple[frozenset[str], ...] = ()
    particular: str = ""
    between: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    pairs: str = ""
    each_other: str = ""
    spoken: bool = False
    bare: float = 0.0
    adds: bool = False
    follows: bool = False
    itself: bool = False
    theirs: bool = False
    form: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.85

    @property
    def rule(self) -> str:
        """The id that facts read by this frame carry."""
        return f"{self.lang}/{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The frames of a language by the governing lemma of the words that evoke them, the first or the last."""

    lang: str
    frames: tuple[Frame, ...]
    by_lemma: Mapping[str, tuple[tuple[tuple[str, ...], bool, Frame], ...]]
    """Governing lemma → (it and the others of the phrase, whether it is a verb, the frame)."""


@cache
def load(lang: str) -> Lexicon:
    """Return the lexicon of a language; raises `ContentError` naming file and frame where one cannot be read."""
    frames, final = tuple(_frames(lang)), form(lang).head_final  # «қол қою» is evoked by «қою»
    index: defaultdict[str, list[tuple[tuple[str, ...], bool, Frame]]] = defaultdict(list)
    for frame in frames:
        for words, verbal in ((frame.verbs, True), (frame.nouns, False)):
            for word in words:
                first, *others = word.split()
                lemmas = (others[-1], first, *others[:-1]) if others and final else (first, *others)
                index[lemmas[0]].append((lemmas, verbal, frame))
    return Lexicon(lang, frames, {lemma: tuple(entries) for lemma, entries in index.items()})


@cache
def required(lang: str) -> Mapping[str, tuple[frozenset[str], ...]]:
    """Return what the frames of a language ask for, by rule: of each choice of roles one is filled."""
    return {frame.rule: tuple(map(frozenset, frame.require)) for frame in load(lang).frames}


@cache
def words(lang: str, file: str) -> Mapping[str, Any]:
    """Return the tables of a file of the lexicon, such as `references`, with its lists as frozen sets."""
    path = content.ontology() / "lexicon" / lang / f"{file}.toml"
    return {name: frozenset(v) if isinstance(v, list) else v for name, v in _toml(path).items()}


def _frames(lang: str) -> Iterator[Frame]:
    folder = content.ontology() / "lexicon" / lang / "frames"
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            kind = file.name.removesuffix(".toml")
            for table in _toml(file).get("frame", ()):
                yield _frame(lang, kind, table, file.name)


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(str(file), str(error), "mend the file") from error


def _frame(lang: str, kind: str, table: Mapping[str, Any], file: str) -> Frame:
    known = {
        "name", "verbs", "nouns", "require", "set", "values", "near", "event", "without", "each", "modality", "phase",
        "pair", "roles", "confidence", "default", "two", "named", "alone", "pairs", "each_other", "bare",
        "spoken", "adds", "follows", "particular", "between", "form", "posted", "harbour", "itself", "theirs",
    }  # fmt: skip
    where = f"lexicon/{lang}/frames/{file}: frame {table.get('name', '?')}"
    if unknown := sorted(table.keys() - known):
        raise ContentError(where, f"no such key: {', '.join(unknown)}", f"use {', '.join(sorted(known))}")
    roles = {role: _slots(text, where) for role, text in table.get("roles", {}).items()}
    return Frame(
        kind=kind,
        name=table["name"],
        lang=lang,
        verbs=tuple(table.get("verbs", ())),
        nouns=tuple(table.get("nouns", ())),
        roles=roles,
        require=tuple(frozenset(text.split("|")) for text in table.get("require", ())),
        fixed=table.get("set", {}),
        harbour=table.get("harbour", {}),
        values={role: _by_word(table) for role, table in table.get("values", {}).items()},
        near=frozenset(table.get("near", ())),
        event=frozenset(table.get("event", ())),
        without=frozenset(table.get("without", ())),
        each=table.get("each", ""),
        modality=table.get("modality", ""),
        phase=table.get("phase", ""),
        pair=table.get("pair", ""),
        default=table.get("default", ""),
        two=tuple(table.get("two", ())),
        named=table.get("named", False),
        alone=tuple(frozenset(text.split("|")) for text in table.get("alone", ())),
        particular=table.get("particular", ""),
        between=tuple(table.get("between", ())),
        posted=tuple(table.get("posted", ())),
        pairs=table.get("pairs", ""),
        each_other=table.get("each_other", ""),
        spoken=table.get("spoken", False),
        bare=table.get("bare", 0.0),
        adds=table.get("adds", False),
        follows=table.get("follows", False),
        itself=table.get("itself", False),
        theirs=table.get("theirs", False),
        form=dict(told.split("=") for told in table.get("form", "").split()),
        confidence=table.get("confidence", 0.85),
    )


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return value by word of a table of words by value: `air = ["рейс", "авиарейс"]`."""
    return {word: value for value, words in table.items() for word in words}


def _slots(text: str, where: str) -> tuple[Slot, ...]:
    slots = []
    for alternative, parts in enumerate(text.split("/")):
        for part in parts.split("|"):
            function, _, kind = part.strip().partition(":")
            if kind not in TYPES:
                problem = f"no such type of filler: {kind or part.strip()!r}"
                raise ContentError(where, problem, f"use {sorted(TYPES)}")
            slots.append(Slot(function, kind, alternative))
    return tuple(slots)


@lru_cache(maxsize=256)
def lists(lang: str, file: str, names: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Return some lists of words of a file, empty where the language has none."""
    table = words(lang, file)
    return {name: table.get(name, frozenset()) for name in names}
