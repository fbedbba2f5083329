"""Whom or what a phrase stands for: a name, a description, a pronoun, the territory of a side. One place for all kinds.

Words are data: `ontology/lexicon/<lang>/references.toml`.
"""

from collections.abc import Iterator, Sequence

from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.draft import CONTEXT, SLOT, Filler

_LISTS = (
    "sides", "regions", "countries", "cities", "unions", "both", "he", "she", "they", "we", "offices", "republics",
    "transparent",
)  # fmt: skip
_FITS = {
    "person": frozenset({"person"}),
    "body": frozenset({"organization", "port"}),
    "territory": frozenset({"territory", "union"}),
    "union": frozenset({"union"}),
    "side": frozenset({"territory", "union", "organization"}),
    "agent": frozenset({"person", "organization", "territory", "union"}),
    "place": frozenset({"territory", "port", "place", "organization"}),
}
"""The kinds of mention that a type of slot takes."""


def refer(discourse: Discourse, sentence: Sentence, token: Token, wanted: str) -> list[Filler]:
    """Return what the phrase around a token stands for, as far as it is of the wanted type; nothing where unsure."""
    mention = _mention(sentence, token, wanted)
    if mention is not None:
        return _of_mention(discourse, mention, wanted)
    if any(m.first <= token.i <= m.last for m in sentence.mentions if m.kind in {"person", "product"}):
        return []
    return _described(discourse, sentence, token, wanted)


def _mention(sentence: Sentence, token: Token, wanted: str) -> Mention | None:
    """Return the mention that covers a token, the longest that fits the type."""
    kinds = _FITS[wanted] | ({"person"} if wanted == "side" else frozenset())
    covering = [m for m in sentence.mentions if m.first <= token.i <= m.last and m.kind in kinds]
    return max(covering, key=lambda m: m.last - m.first, default=None)


def _of_mention(discourse: Discourse, mention: Mention, wanted: str) -> list[Filler]:
    if mention.kind == "person":
        person = discourse.person(mention)
        if wanted == "side":
            return [_filler(person.side, mention, f"office of {person.name}")] if person and person.side else []
        return [_filler(person.name if person else mention.name, mention, mention.form)]
    return [_filler(mention.name, mention, mention.form)]


def _filler(value: str, mention: Mention, reason: str, source: str = SLOT) -> Filler:
    return Filler(value, mention.first, mention.last, source, reason, mention)


def _described(discourse: Discourse, sentence: Sentence, token: Token, wanted: str) -> list[Filler]:
    words = lexicon.lists(discourse.lang, "references", _LISTS)
    lemma = token.lemma
    if wanted in {"person", "agent"} and (person := _person(discourse, sentence, token, words)):
        return [Filler(person.name, token.i, token.i, CONTEXT, lemma)]
    if wanted == "person":
        return []
    if wanted == "side" and (person := _person(discourse, sentence, token, words)) and person.side:
        return [Filler(person.side, token.i, token.i, CONTEXT, f"office of {person.name}")]
    if (lemma in words["sides"] or (wanted == "place" and lemma in words["transparent"])) and (
        own := _owners(discourse, sentence, token)
    ):
        return own
    plural = token.feats.get("Number") == "Plur"
    if (lemma in words["both"] and plural) or lemma in words["they"]:
        pair = () if _owners(discourse, sentence, token) else discourse.pair(sentence) or ()
        return [_filler(m.name, m, lemma, CONTEXT) for m in pair]

    found = _territory(discourse, sentence, token, words)
    return [Filler(found.name, token.i, token.i, CONTEXT, lemma, found)] if found else []


_OWNING = frozenset({"adj", "gen", "poss", "из", "of", "from", "abl"})


def _owners(discourse: Discourse, sentence: Sentence, token: Token) -> list[Filler]:
    """Return the territories whose side a noun is: «казахстанская сторона», «власти Карелии», «фирмы из Омска»."""
    found: list[Filler] = []
    for argument in discourse.grammar.arguments(sentence, token):
        if argument.rank > TREE or argument.function.partition("+")[0] not in _OWNING:
            continue
        mention = next(
            (m for m in sentence.mentions if m.head == argument.head.i and m.kind in {"territory", "union"}), None
        )
        if mention is not None:
            found.append(_filler(mention.name, mention, token.lemma))
    return found


def _person(discourse: Discourse, sentence: Sentence, token: Token, words: dict[str, frozenset[str]]) -> Person | None:
    """Return whom a pronoun or an office without a name stands for: the last named person of that gender or office."""
    lemma = token.lemma
    named = (discourse.person(m) for m in discourse.before(sentence, token.i, "person"))
    people = [person for person in named if person is not None]
    if lemma in words["he"] | words["she"]:
        return next((p for p in people if p.feminine == (lemma in words["she"])), None)
    if lemma in words["offices"]:
        return next((p for p in people if lemma in p.role.casefold().split()), None)
    return None


def _territory(
    discourse: Discourse, sentence: Sentence, token: Token, words: dict[str, frozenset[str]]
) -> Mention | None:
    """Return the territory that a common noun in the singular stands for: «регион», «республика», «страна»."""
    if token.feats.get("Number") == "Plur":
        return None
    for name, kinds in _DESCRIPTIONS:
        if token.lemma in words[name]:
            return _near(discourse.before(sentence, token.i, "territory", "union"), kinds)
    return None


_DESCRIPTIONS: Sequence[tuple[str, frozenset[str]]] = (
    ("regions", frozenset({"region"})),
    ("countries", frozenset({"country"})),
    ("republics", frozenset({"country", "region"})),
    ("cities", frozenset({"city"})),
    ("unions", frozenset({"union"})),
)


def _near(mentions: Iterator[Mention], kinds: frozenset[str]) -> Mention | None:
    return next((m for m in mentions if m.entry is not None and m.entry.kind in kinds), None)
