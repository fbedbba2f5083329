"""Whom or what a phrase stands for: a name, a description, a pronoun, the territory of a side. One place for all kinds.

Words are data: `ontology/lexicon/<lang>/references.toml`. Each way of referring is tried in turn, the surest first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.draft import CONTEXT, SLOT, Filler

_LISTS = (
    "sides", "groups", "facilities", "regions", "countries", "republics", "cities", "unions", "both", "they", "he",
    "she", "we", "offices", "descriptions", "bodies",
)  # fmt: skip
_FITS = {
    "person": frozenset({"person"}),
    "body": frozenset({"organization", "port"}),
    "territory": frozenset({"territory", "union"}),
    "owner": frozenset(),
    "union": frozenset({"union"}),
    "side": frozenset({"territory", "union", "organization", "port"}),
    "agent": frozenset({"person", "organization", "territory", "union", "port"}),
    "place": frozenset({"territory", "port", "place", "organization"}),
}
"""The kinds of mention that a type of slot takes."""
_OWNING = frozenset({"adj", "gen", "poss", "из", "of", "from", "abl"})
"""Functions of the territory whose side, firm or place a noun is."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase that stands for something, and what is wanted of it."""

    discourse: Discourse
    sentence: Sentence
    token: Token
    wanted: str
    words: Mapping[str, frozenset[str]]

    def is_one_of(self, *lists: str) -> bool:
        return any(self.token.lemma in self.words[name] for name in lists)

    @property
    def plural(self) -> bool:
        return self.token.feats.get("Number") == "Plur"


def refer(discourse: Discourse, sentence: Sentence, token: Token, wanted: str) -> list[Filler]:
    """Return what the phrase around a token stands for, as far as it is of the wanted type; nothing where unsure."""
    mention = _mention(sentence, token, wanted)
    if mention is not None:
        return _of_mention(discourse, mention, wanted)
    if any(m.first <= token.i <= m.last for m in sentence.mentions if m.kind in {"person", "product"}):
        return []
    phrase = _Phrase(discourse, sentence, token, wanted, lexicon.lists(discourse.lang, "references", _LISTS))
    for way in (_people, _speaking_side, _called, _side, _both, _place, _territory):
        if found := way(phrase):
            return found
    return []


def _mention(sentence: Sentence, token: Token, wanted: str) -> Mention | None:
    """Return the mention that covers a token, the longest that fits the type."""
    kinds = _FITS[wanted] | ({"person"} if wanted == "side" else frozenset())
    covering = [m for m in sentence.mentions if m.first <= token.i <= m.last and m.kind in kinds]
    return max(covering, key=lambda m: m.last - m.first, default=None)


def _of_mention(discourse: Discourse, mention: Mention, wanted: str) -> list[Filler]:
    if mention.kind == "person":
        person = discourse.person(mention) or Person(mention.name)
        if wanted == "side":
            return [_filler(person.side, mention, f"office of {person.name}")] if person.side else []
        return [_filler(person.name, mention, mention.form)]
    return [_filler(mention.name, mention, mention.form)]


def _filler(value: str, mention: Mention, reason: str, source: str = SLOT) -> Filler:
    return Filler(value, mention.first, mention.last, source, reason, mention)


# The ways ------------------------------------------------------------------------------------------------------------


def _people(phrase: _Phrase) -> list[Filler]:
    """«губернатор Иван Петров», «он», «дипломат»: a person, or the side whose office he holds."""
    if phrase.wanted not in {"person", "agent", "side"}:
        return []
    people = list(_named_behind(phrase)) if phrase.is_one_of("offices") else []
    source = SLOT if people else CONTEXT
    if not people and not (phrase.is_one_of("offices") and _owners(phrase)):
        people = list(_remembered(phrase))[:1]
    names = ((p.side if phrase.wanted == "side" else p.name, p.name) for p in people)
    return [Filler(value, phrase.token.i, phrase.token.i, source, name) for value, name in names if value]


def _named_behind(phrase: _Phrase) -> Iterator[Person]:
    """Yield the persons whose names stand in apposition to an office: behind it, over what the office governs."""
    reach = max((t.i for t in phrase.sentence.subtree(phrase.token)), default=phrase.token.i)
    behind = [m for m in phrase.sentence.mentions if m.kind == "person" and phrase.token.i < m.first <= reach + 1]
    for mention in behind[:1]:
        yield phrase.discourse.person(mention) or Person(mention.name)


def _remembered(phrase: _Phrase) -> Iterator[Person]:
    """Yield whom a pronoun, an office or a description without a name may stand for, the likeliest first."""
    discourse, token = phrase.discourse, phrase.token
    named = (discourse.person(m) for m in discourse.before(phrase.sentence, token.i, "person"))
    people = [person for person in named if person is not None]
    if phrase.is_one_of("he", "she"):
        prominent = discourse.prominent(phrase.sentence)
        feminine = phrase.is_one_of("she")
        yield from (p for p in (*prominent, *people) if p.feminine == feminine)
    elif phrase.is_one_of("offices"):
        yield from (p for p in people if token.lemma in p.role.casefold().split())
    elif phrase.is_one_of("descriptions") and not phrase.plural:
        yield from (p for p in people if p.role)


def _speaking_side(phrase: _Phrase) -> list[Filler]:
    """«мы», «наша сторона»: the speaker, or his side."""
    owned = phrase.is_one_of("sides", "groups", "regions", "countries", "republics") and any(
        phrase.sentence.tokens[i].lemma in phrase.words["we"] for i in phrase.token.children
    )
    if not (phrase.is_one_of("we") or owned):
        return []
    name = phrase.discourse.speaker(phrase.sentence, phrase.token.start)
    person = phrase.discourse.people.get(name or "")
    value = name if phrase.wanted in {"person", "agent"} and not owned else person.side if person else ""
    return [Filler(value, phrase.token.i, phrase.token.i, CONTEXT, "speaker's side")] if value else []


def _called(phrase: _Phrase) -> list[Filler]:
    """«томские предприятия», «садоводы Кыргызстана»: a group of firms or people, as it is called."""
    if phrase.wanted not in {"agent", "side", "body"} or not phrase.is_one_of("groups") or not _owners(phrase):
        return []
    return _as_printed(phrase)


def _as_printed(phrase: _Phrase) -> list[Filler]:
    first, last = phrase.discourse.grammar.phrase(phrase.sentence, phrase.token)
    name = phrase.discourse.grammar.dictionary_form(phrase.sentence, first, last)
    return [Filler(name, first, last, SLOT, phrase.token.lemma)]


def _side(phrase: _Phrase) -> list[Filler]:
    """«казахстанская сторона», «власти Карелии»; where an owner is wanted, any noun that is a territory's."""
    if phrase.wanted in {"person", "body", "place"}:
        return []
    if phrase.is_one_of("sides", "both", "countries") or phrase.wanted == "owner":
        return _owners(phrase)
    return []


def _owners(phrase: _Phrase) -> list[Filler]:
    """Return the territories whose a noun is: in an attribute, a genitive, behind «из»."""
    found: list[Filler] = []
    for argument in phrase.discourse.grammar.arguments(phrase.sentence, phrase.token):
        if argument.rank > TREE or argument.function.partition("+")[0] not in _OWNING:
            continue
        heads = [m for m in phrase.sentence.mentions if argument.head.i in {m.head, m.first}]
        mention = next((m for m in heads if m.kind in {"territory", "union"}), None)
        if mention is not None:
            found.append(_filler(mention.name, mention, phrase.token.lemma))
    return found


def _both(phrase: _Phrase) -> list[Filler]:
    """«стороны», «две страны», «они»: the pair spoken of."""
    if phrase.wanted not in {"side", "agent", "territory", "owner"}:
        return []
    if not (phrase.is_one_of("they") or (phrase.is_one_of("both") and phrase.plural)):
        return []
    pair = phrase.discourse.pair(phrase.sentence) or ()
    return [_filler(m.name, m, phrase.token.lemma, CONTEXT) for m in pair]


def _place(phrase: _Phrase) -> list[Filler]:
    """«порты Ленинградской области», «завод в Омске»: a facility as it is called; «на территории Карелии»: Karelia."""
    if phrase.wanted != "place":
        return []
    owners = _owners(phrase)
    if owners and phrase.is_one_of("facilities"):
        return _as_printed(phrase)
    return owners[:1]


def _territory(phrase: _Phrase) -> list[Filler]:
    """«регион», «республика», «страна»: the territory of this kind that was spoken of last."""
    if phrase.plural or phrase.wanted in {"person", "body", "union"}:
        return []
    for name, kinds in _DESCRIPTIONS:
        if phrase.is_one_of(name):
            named = phrase.discourse.before(phrase.sentence, phrase.token.i, "territory", "union")
            own = phrase.discourse.speaking_for(phrase.sentence, phrase.token.start)
            found = _republic(own, named) if name == "republics" else _near(named, kinds)
            return [Filler(found.name, phrase.token.i, phrase.token.i, CONTEXT, name, found)] if found else []
    return []


_DESCRIPTIONS: Sequence[tuple[str, frozenset[str]]] = (
    ("regions", frozenset({"region"})),
    ("countries", frozenset({"country"})),
    ("republics", frozenset({"country", "region"})),
    ("cities", frozenset({"city"})),
    ("unions", frozenset({"union"})),
)


def _republic(own: str, mentions: Iterable[Mention]) -> Mention | None:
    """Return the territory that is called a republic: the speaker's, else the one named last."""
    republics = [
        m for m in mentions if m.entry is not None and m.entry.kind in {"country", "region"} and _is_republic(m)
    ]
    return next((m for m in republics if m.name == own), next(iter(republics), None))


def _is_republic(mention: Mention) -> bool:
    called = (
        " ".join(name for lang in ("ru", "en", "kk") for name in mention.entry.called(lang)) if mention.entry else ""
    )
    return any(word in called.casefold() for word in ("республик", "republic"))


def _near(mentions: Iterable[Mention], kinds: frozenset[str]) -> Mention | None:
    return next((m for m in mentions if m.entry is not None and m.entry.kind in kinds), None)
