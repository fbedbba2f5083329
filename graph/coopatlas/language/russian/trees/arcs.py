"""What a Russian word hangs on, where the parser drew the arc elsewhere, the other way round, or none."""

from itertools import pairwise

from coopatlas.language.russian.morphology import may_be
from coopatlas.language.tokens import NO_HEAD, Token


def turn_attributes(tokens: list[Token]) -> None:
    """Let a noun govern its attribute and its genitive, where the parser drew the arc the other way round.

    It does so around rare compounds: «российско-узбекский бизнес-форум», «бизнес-миссия компаний».
    """
    for one, noun in pairwise(tokens):
        if noun.pos != "NOUN":
            continue
        case = one.feats.get("Case", "")
        agrees = case == noun.feats.get("Case") or may_be(noun.text, case, noun.feats.get("Number", ""))
        if one.pos == "ADJ" and noun.head == one.i and case and agrees:
            noun.feats = {**noun.feats, "Case": case}
            _above(tokens, noun, one, "amod")
        elif one.pos == "NOUN" and one.rel == "amod" and one.head == noun.i and noun.feats.get("Case") == "Gen":
            _above(tokens, one, noun, "nmod")


def _above(tokens: list[Token], upper: Token, lower: Token, relation: str) -> None:
    """Put one of two words in the place of the other, which hangs on it by `relation`."""
    upper.head, upper.rel = lower.head, lower.rel
    lower.head, lower.rel = upper.i, relation
    for token in tokens:
        if token.head == lower.i and token.rel not in {"nmod", "advmod", "punct"} and token.i != upper.i:
            token.head = upper.i


def put_in_place_of_likened(tokens: list[Token]) -> None:
    """Let what is likened stand in the place of what it is likened to: «интересуется Омском как рынком сбыта»."""
    for before, word in pairwise(tokens):
        role = tokens[before.head] if word.lemma == "как" and before.head > word.i else None
        case = before.feats.get("Case")
        if role is not None and case and case == role.feats.get("Case"):
            verbs = (t.i for t in reversed(tokens[: before.i]) if t.pos == "VERB")
            upper = role.head if role.head != before.i else next(verbs, NO_HEAD)
            before.head, before.rel = upper, role.rel
            role.head, role.rel = before.i, "nmod"
            if word.head == before.i:
                word.head = role.i


_ATTRIBUTIVE = (
    "ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ого", "его", "ому", "ему", "ым", "им", "ом",
    "ем", "ых", "их", "ей",
)  # fmt: skip


def part_names(tokens: list[Token]) -> None:
    """Let a name behind a preposition be no attribute of the noun behind it: «в Джизак оборудование»."""
    for before, name in pairwise(tokens):
        noun = tokens[name.head] if name.head != NO_HEAD else None
        capital = name.text[:1].isupper() and before.pos == "ADP" and before.head == name.i
        attribute = name.pos == "ADJ" and name.rel == "amod" and not name.text.casefold().endswith(_ATTRIBUTIVE)
        if capital and attribute and noun is not None and noun.i > name.i:
            name.pos, name.rel, name.head = "PROPN", "obl", noun.head if noun.head != NO_HEAD else noun.i


def join_in_case(tokens: list[Token]) -> None:
    """Join a noun behind «и» to the nearest before it in its own case: «о дружбе между Псковом и городом X».

    What stands between may be what that one governs: «правительство Псковской области и акимат».
    """
    for noun in (t for t in tokens if t.rel == "conj" and t.pos in {"NOUN", "PROPN"} and t.head != NO_HEAD):
        case, first = noun.feats.get("Case"), tokens[noun.head]
        at = noun.i - 1
        while at > 0 and tokens[at].pos == "ADJ":
            at -= 1
        if not case or first.feats.get("Case") in {case, None} or at <= 0 or tokens[at].text != "и":
            continue
        before = tokens[at - 1]
        while before.feats.get("Case") != case and before.pos in _NOUNS and NO_HEAD != before.head < before.i:
            before = tokens[before.head]
        alike = before.pos in _NOUNS and before.feats.get("Case") == case and before.rel not in _NAMING
        if alike and noun.i not in {before.i, before.head}:
            noun.head = before.i


def join_behind_title(tokens: list[Token]) -> None:
    """Join a noun to the one that names joined by a dash call, and not to such a name: «рейс A – B и поезд до C»."""
    for noun in (t for t in tokens if t.rel == "conj" and t.pos == "NOUN"):
        if (
            noun.i < _TITLED
            or tokens[noun.i - 1].text != "и"
            or (noun.head != NO_HEAD and tokens[noun.head].pos == "NOUN")
        ):
            continue
        at = noun.i - 2
        while at > 0 and (tokens[at].pos == "PROPN" or tokens[at].text in _DASHES):
            at -= 1
        title = tokens[at + 1 : noun.i - 1]
        if tokens[at].pos == "NOUN" and any(t.text in _DASHES for t in title):
            noun.head = at
            for name in (t for t in title if t.pos == "PROPN" and t.head >= noun.i):
                name.head = at


_TITLED = 5
"""The least place of a noun behind another, two names with a dash and «и»."""
_DASHES = frozenset("–—-−")
_NOUNS = frozenset({"NOUN", "PROPN"})
_NAMING = frozenset({"appos", "flat:name", "flat:foreign"})


def list_titled(tokens: list[Token]) -> None:
    """Let a title of a list that a name follows be a member of it: «глава A Иванов, посол B Петров».

    The parser hangs it on the first as another name of his.
    """
    for title in (t for t in tokens if t.rel == "appos" and t.pos in {"NOUN", "PROPN"} and t.head != NO_HEAD):
        first = tokens[title.head]
        animate = "Anim" in {title.feats.get("Animacy"), first.feats.get("Animacy")}
        named = next((t for t in tokens[first.i + 1 : title.i] if t.rel == "appos" and t.head == first.i), None)
        same = title.feats.get("Case") == first.feats.get("Case")
        if not (named is not None and named.pos == "PROPN" and animate and same):
            continue
        comma = next((t for t in reversed(tokens[named.i : title.i]) if t.pos not in {"ADJ", "CCONJ", "PROPN"}), named)
        follows = [t for t in _up_to_mark(tokens, title) if t.pos == "PROPN" and t.rel in {"appos", "flat:name"}]
        names = [
            t
            for t in follows
            if t.head in {first.i, title.i, named.i} and t.feats.get("Case") == title.feats.get("Case")
        ]
        if comma.text == "," and names:
            title.rel = "conj"
            names[0].head, names[0].rel = title.i, "appos"
            for other in names[1:]:
                other.head, other.rel = names[0].i, "flat:name"


def _up_to_mark(tokens: list[Token], word: Token) -> list[Token]:
    """Return what stands behind a word up to a mark or a verb."""
    behind = tokens[word.i + 1 :]
    end = next((n for n, t in enumerate(behind) if t.pos in {"PUNCT", "VERB"}), len(behind))
    return behind[:end]


def appose_to_last(tokens: list[Token]) -> None:
    """Let a name stand to the last noun of a list before it, where the first has one: «министр A и посол страны B»."""
    for name in (t for t in tokens if t.rel == "appos" and t.pos == "PROPN" and t.head != NO_HEAD):
        first = tokens[name.head]
        named = any(t.head == first.i and t.rel == "appos" and t.i < name.i for t in tokens)
        for noun in reversed(tokens[first.i + 1 : name.i]) if named else ():
            listed = noun.pos == "NOUN" and noun.rel == "conj" and noun.head == first.i
            if listed and noun.feats.get("Case") == name.feats.get("Case"):
                name.head = noun.i
                break


def hang_loose(tokens: list[Token]) -> None:
    """Hang what the parser left alone: an object on the verb beside it, a measure that a printed point cut off.

    «С коллегами достраиваем линию …», «поставка 15 тыс. кубометров плит»
    """
    roots = [t for t in tokens if t.head == NO_HEAD and t.pos != "PUNCT"]
    for token in roots[1:]:
        if token.rel in _OF_VERBS and (above := _verb_beside(tokens, token)) is not None:
            token.head = above.i
            continue
        at = token.i - 1
        while at >= 0 and (tokens[at].pos == "NUM" or tokens[at].text == "." or tokens[at].text in _THOUSANDS):
            at -= 1
        counted = token.feats.get("Case") == "Gen" and token.pos == "NOUN" and at < token.i - 1
        if counted and at >= 0 and tokens[at].pos in {"NOUN", "VERB"}:
            token.head, token.rel = at, "nmod" if tokens[at].pos == "NOUN" else "obj"


_OF_VERBS = frozenset({"obj", "iobj", "nsubj"})


def _verb_beside(tokens: list[Token], noun: Token) -> Token | None:
    """Return the verb nearest before a noun, else behind it, with no stop between."""
    for side in (reversed(tokens[: noun.i]), iter(tokens[noun.i + 1 :])):
        for token in side:
            if token.pos == "PUNCT" and token.text not in _QUOTES:
                break
            if token.pos == "VERB" and token.head != noun.i:
                return token
    return None


_QUOTES = frozenset('«»"')


_THOUSANDS = frozenset({"тыс", "млн", "млрд"})


def cut_cycles(tokens: list[Token]) -> None:
    """Make the arcs a forest: the parser decides on each by itself, and now and then they run in a circle."""
    safe: set[int] = set()
    for token in tokens:
        path: list[int] = []
        at = token.i
        while at != NO_HEAD and at not in safe and at not in path:
            path.append(at)
            at = tokens[at].head
        if at in path:
            tokens[path[-1]].head = NO_HEAD
        safe.update(path)
