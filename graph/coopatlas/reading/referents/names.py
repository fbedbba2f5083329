"""Names: which mention a word belongs to, whether it may fill a slot, and its fullest form."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from coopatlas import gazetteer
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.draft import CONTEXT, Filler
from coopatlas.reading.referents.phrase import SIDES, as_filler

FITS = {
    "person": frozenset({"person"}),
    "body": frozenset({"organization", "port"}),
    "territory": frozenset({"territory", "union"}),
    "owner": frozenset(),
    "group": frozenset(),
    "union": frozenset({"union", "organization"}),
    "side": frozenset({"territory", "union", "organization", "port"}),
    "party": frozenset({"territory", "union", "organization", "port", "place"}),
    "agent": frozenset({"person", "organization", "territory", "union", "port"}),
    "place": frozenset({"territory", "port", "place", "organization"}),
    "site": frozenset({"port", "place", "organization"}),
    "where": frozenset({"territory", "port", "place"}),
    "city": frozenset({"territory", "port", "place"}),
    "region": frozenset({"territory"}),
    "chair": frozenset(),
    "delegation": frozenset(),
    "folk": frozenset(),
    "holder": frozenset(),
    "land": frozenset({"territory", "union", "place"}),
}
"""The kinds of mention that a type of slot takes."""


def sharing(sentence: Sentence, mention: Mention) -> list[Mention]:
    """Return the names beside one that share its plural noun: «Омская и Томская области», «порты Поти и Батуми»."""
    found: list[Mention] = []
    first = mention.first
    if mention.first < mention.last and sentence.tokens[mention.first].feats.get("Number") == "Plur":
        return _behind(sentence, mention)
    if sentence.tokens[mention.last].feats.get("Number") != "Plur":
        return found
    for other in reversed([m for m in sentence.mentions if m.last < mention.first and m.kind == mention.kind]):
        between = sentence.tokens[other.last + 1 : first]
        if not between or any(t.text not in {",", "и"} for t in between) or sentence.tokens[other.last].pos != "ADJ":
            break
        found.insert(0, other)
        first = other.first
    return found


def _behind(sentence: Sentence, mention: Mention) -> list[Mention]:
    """Return the names behind one whose plural noun stands before them: «порты Поти и Батуми», "ports of A and B"."""
    found, last = list[Mention](), mention.last
    first, second = sentence.tokens[mention.first : mention.first + 2]
    noun = f"{first.lemma} of" if second.text == "of" else first.lemma
    for other in [m for m in sentence.mentions if m.first > mention.last]:
        between = sentence.tokens[last + 1 : other.first]
        alike = other.kind == mention.kind or (other.first == other.last and other.form == "name")
        if not alike or not between or any(t.text not in {",", "и", "and"} for t in between):
            break
        bare = mention.kind in {other.kind, "territory"}
        found.append(replace(other, kind=mention.kind, name=other.name if bare else f"{noun} {other.name}"))
        last = other.last
    return found


def named_at(lang: str, sentence: Sentence, token: Token, wanted: str, word: Token | None) -> Mention | None:
    """Return the mention that covers a token, the longest that fits the type; else the name right behind a noun."""
    kinds = FITS[wanted] | ({"person"} if wanted in SIDES | {"city"} else frozenset())
    covering = [m for m in sentence.mentions if m.first <= token.i <= m.last and m.kind in kinds]
    covering = [m for m in covering if wanted != "agent" or m.form != "demonym"]  # a people is none who acts
    groups = lexicon.lists(lang, "references", ("delegations",))["delegations"]
    covering = [m for m in covering if m.kind != "organization" or not _travels(sentence, m, groups)]
    if not covering and token.pos in {"NOUN", "PROPN", "X"} and sentence.mention_at(token) is None:
        land = token.lemma in lexicon.lists(lang, "references", ("lands",))["lands"]
        behind = (m for m in sentence.mentions if m.first == token.i + 1 and m.kind in kinds)
        covering = [m for m in behind if m.form == "quoted" or (land and m.form == "name")]
    if word is not None:
        covering = [m for m in covering if not m.first <= word.i <= m.last]
    return max(covering, key=lambda m: m.last - m.first, default=None)


def _travels(sentence: Sentence, body: Mention, groups: frozenset[str]) -> bool:
    """Whether a body is a group that travels, "Delegation of X", rather than a firm that is called so, "Toma Group"."""
    head = sentence.tokens[body.head]
    return head.lemma in groups and not (body.first < body.head and head.text[:1].isupper())


_TOWNS = frozenset({"city", "district", "port"})


def fits(lang: str, sentence: Sentence, mention: Mention, wanted: str) -> bool:
    """Whether a mention is what is wanted within its kind: of territories a town, of bodies one that has members."""
    kind = mention.entry.kind if mention.entry is not None else ""
    if wanted == "city":
        return kind in _TOWNS | {""}
    if wanted == "region":
        return kind in {"region", "macroregion"}
    if wanted == "union" and mention.kind == "organization":
        joined = lexicon.lists(lang, "references", ("joined",))["joined"]
        return any(t.lemma in joined for t in sentence.tokens[mention.first : mention.last + 1])
    return True


def of_mention(discourse: Discourse, sentence: Sentence, mention: Mention, wanted: str) -> list[Filler]:
    """Return what a name stands for, by its fullest form; of a person that a city is wanted of, the town."""
    if mention.kind == "person" and wanted == "city":
        person = discourse.person(mention)
        unknown = person is None or (not person.role and mention.first == mention.last)
        town = mention.name if person is None or unknown else town_of(discourse, person)
        return [as_filler(town, mention, mention.form)] if town else []
    if mention.kind == "person":
        person = discourse.person(mention) or Person(mention.name)
        if wanted in SIDES:
            return [as_filler(person.side, mention, f"office of {person.name}")] if person.side else []
        return [as_filler(person.name, mention, mention.form)]
    if mention.kind == "organization" and (each := _each(sentence, mention)):
        return each
    if mention.kind == "organization" and mention.first == mention.last and mention.form == "noun":
        return [_fuller(discourse, sentence, mention)]
    return [as_filler(mention.name, mention, mention.form)]


def _each(sentence: Sentence, mention: Mention) -> list[Filler]:
    """Return the body of each of those whose bodies a plural noun tells of: «палаты Омской области и Таджикистана»."""
    if sentence.tokens[mention.head].feats.get("Number") != "Plur":
        return []
    inside = [m for m in sentence.mentions if mention.head < m.first and m.last <= mention.last]
    owners = [m for m in inside if m.kind == "territory"]
    if len(owners) <= 1 or any(
        {t.text for t in sentence.tokens[a.last + 1 : b.first]} - {",", "и"} for a, b in pairwise(owners)
    ):
        return []
    head = sentence.tokens[mention.head]
    whose = sentence.text[sentence.tokens[owners[0].first].start - sentence.start :]
    whose = whose[: sentence.tokens[mention.last].end - sentence.tokens[owners[0].first].start]
    stem = mention.name.removesuffix(whose).strip()
    stem = stem if " " in stem else head.lemma
    names = (f"{stem} {' '.join(t.text for t in sentence.tokens[m.first : m.last + 1])}" for m in owners)
    own = (replace(mention, name=name, entry=None) for name in names)
    return [replace(as_filler(m.name, m, m.form), first=o.first, last=o.last) for m, o in zip(own, owners, strict=True)]


def town_of(discourse: Discourse, person: Person) -> str:
    """Return the town whose office a person holds, if it is one: a mayor's, no governor's."""
    entries = gazetteer.load().find(person.represents, discourse.lang) if person.represents else ()
    return person.represents if any(entry.kind in _TOWNS for entry in entries) else ""


def _fuller(discourse: Discourse, sentence: Sentence, mention: Mention) -> Filler:
    """Return a body called by its noun alone as the text calls it in full: «генконсульство», «министерство»."""
    lemma = sentence.tokens[mention.head].lemma
    nearest = list(discourse.before(sentence, mention.first, "organization"))
    for earlier, other in _spoken(discourse, sentence):
        if other.last > other.first and earlier.tokens[other.head].lemma == lemma and (other in nearest or not nearest):
            return Filler(other.name, mention.first, mention.last, CONTEXT, lemma, other)
    return as_filler(mention.name, mention, mention.form)


def _spoken(discourse: Discourse, sentence: Sentence) -> Iterator[tuple[Sentence, Mention]]:
    """Yield the bodies of the document, those before a sentence first and nearest first."""
    before = reversed(discourse.sentences[: sentence.index + 1])
    for one in (*before, *discourse.sentences[sentence.index + 1 :]):
        for mention in reversed(one.mentions):
            if mention.kind == "organization":
                yield one, mention
