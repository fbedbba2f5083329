"""English bodies, places and groups of states: «the Kazakh embassy», «the port of X», «Caspian states»."""

from collections.abc import Iterator, Sequence

from coopatlas.language.english import grammar
from coopatlas.language.english.dependants import preposition
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.mentions.english_words import NameWords

_OWNERS = frozenset({"territory", "union", "organization", "port"})


def described(sentence: Sentence, named: Sequence[Mention], words: NameWords) -> list[Mention]:
    """Return the mentions that common nouns make of the names around them."""
    found: list[Mention] = []
    for token in sentence.tokens:
        if token.pos != "NOUN" or any(m.first <= token.i <= m.last and m.form == "name" for m in named):
            continue
        if words.is_a(token, "groups_of_states"):
            found += _group(sentence, token, named, words)
        elif token.feats.get("Number") == "Plur" and token.lemma != "customs":
            if words.is_a(token, "small_places", "small_bodies"):
                found += _each(sentence, token, named, words)
        elif words.is_a(token, "small_bodies") and _told(sentence, token, words):
            found += _body(sentence, token, named)
        elif words.is_a(token, "small_places"):
            found += _place(sentence, token, named, words)
    return found


def _each(sentence: Sentence, token: Token, named: Sequence[Mention], words: NameWords) -> Iterator[Mention]:
    """Read «the ports of A and B» as the port of A and the port of B."""
    below = [t for t in sentence.children(token, "nmod") if preposition(sentence, t) == "of"]
    owners = [m for t in below for m in named if m.head in {i.i for i in sentence.subtree(t)} and m.kind == "territory"]
    if not owners or any(m.entry is not None and m.entry.kind == "macroregion" for m in owners):
        return
    kind = "port" if words.is_a(token, "ports") else "place" if words.is_a(token, "small_places") else "organization"
    last = max(m.last for m in owners)
    scope = next((f" of {t.text}" for t in below if t.text.islower()), "")
    plural = token.text.lower()
    if scope or kind != "organization" or plural == "railways":
        noun = (plural if plural == "railways" else token.lemma) + scope
        for owner in owners:
            yield Mention(kind, f"{noun} of {owner.name}", token.i, last, token.i, "description", owner.entry)


def _told(sentence: Sentence, token: Token, words: NameWords) -> bool:
    """Whether a noun of many senses is a body here: «press service», «chamber of commerce»."""
    wanted = words.lists["told_bodies"].get(token.lemma)
    if not wanted:
        return True
    first, last = grammar.phrase(sentence, token)
    return any(t.lemma in wanted or t.text.casefold() in wanted for t in sentence.tokens[first : last + 1])


def _owner(sentence: Sentence, token: Token, named: Sequence[Mention]) -> Mention | None:
    """Return whose a noun is: in an attribute, with 's, behind «of»."""
    for child in sentence.children(token):
        if child.rel in {"compound", "amod", "nmod:poss"} or (
            child.rel == "nmod" and preposition(sentence, child) in {"of", "for"}
        ):
            owner = next((m for m in named if m.first <= child.i <= m.last and m.kind in _OWNERS), None)
            if owner is not None:
                return owner
            if child.rel == "nmod" and (inner := _owner(sentence, child, named)) is not None:
                return inner
    return None


def _body(sentence: Sentence, token: Token, named: Sequence[Mention]) -> Iterator[Mention]:
    owner = _owner(sentence, token, named)
    if owner is None:
        return
    first, last = _bounds(sentence, token, owner)
    if owner.first < token.i and (owner.form in {"adjective", "demonym"} or _owned(sentence, owner)):
        head = grammar.dictionary_form(sentence, owner.last + 1 + _owned(sentence, owner), last)
        yield Mention("organization", f"{head} of {owner.name}", first, last, token.i, "description", owner.entry)
    else:
        name = grammar.dictionary_form(sentence, first, last)
        yield Mention("organization", name, first, last, token.i, "description", owner.entry)


def _owned(sentence: Sentence, owner: Mention) -> bool:
    return owner.last + 1 < len(sentence.tokens) and sentence.tokens[owner.last + 1].text in {"'s", "’s", "'", "’"}


def _bounds(sentence: Sentence, token: Token, owner: Mention) -> tuple[int, int]:
    """Return the stretch from a noun and its attributes to its owner, and to no further preposition but «of»."""
    places = {token.i, *range(owner.first, owner.last + 1)}
    for t in sentence.tokens[min(places) : max(places)]:
        places.add(t.i)
    for child in sentence.children(token):
        if (
            child.rel in {"compound", "amod", "nmod:poss", "case"}
            and child.i < token.i
            and child.pos not in {"DET", "ADP"}
        ):
            places.add(child.i)
    for child in sentence.children(token, "nmod"):
        if preposition(sentence, child) == "of" and child.i == token.i + 2 and child.text.islower():
            places |= {token.i + 1, child.i}
    first, last = min(places), max(places)
    while sentence.tokens[first].pos in {"DET", "ADP", "PUNCT"} and first < token.i:
        first += 1
    return first, last


def _place(sentence: Sentence, token: Token, named: Sequence[Mention], words: NameWords) -> Iterator[Mention]:
    owner = _owner(sentence, token, named)
    entry = owner.entry if owner is not None else None
    if (
        owner is None
        or owner.kind == "organization"
        or (entry is not None and entry.kind in {"country", "macroregion", "union"})
    ):
        return
    if owner.form in {"adjective", "demonym"}:
        return
    first, last = _bounds(sentence, token, owner)
    kind = "port" if words.is_a(token, "ports") else "place"
    yield Mention(kind, grammar.dictionary_form(sentence, first, last), first, last, token.i, "description", entry)


def _group(sentence: Sentence, token: Token, named: Sequence[Mention], words: NameWords) -> Iterator[Mention]:
    """Read «EU countries» as the union, «Central Asian states» as the region, «Caspian states» as they are called."""
    owner = _owner(sentence, token, named)
    entry = owner.entry if owner is not None else None
    if owner is not None and entry is not None and entry.kind in {"union", "macroregion"}:
        first, last = _bounds(sentence, token, owner)
        kind = "union" if entry.kind == "union" else "territory"
        yield Mention(kind, entry.names["en"], first, last, token.i, "group", entry)
        return
    before = [
        t for t in sentence.children(token, "compound", "amod") if t.text[:1].isupper() and words.is_a(t, "waters")
    ]
    if before and not any(m.first <= before[0].i <= m.last for m in named):
        first = min(t.i for t in sentence.children(token, "compound", "amod") if t.text[:1].isupper())
        name = grammar.dictionary_form(sentence, first, token.i)
        yield Mention("territory", name, first, token.i, token.i, "group")
