"""Whom or what a phrase stands for: a name, a description, a pronoun, the territory of a side. One place for all kinds.

Words are data: `ontology/lexicon/<lang>/references.toml`. Each way of referring is tried in turn, the surest first.
"""

from collections.abc import Callable, Mapping

from coopatlas import gazetteer
from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import SLOT, Filler
from coopatlas.reading.referents.bodies import (
    LONGEST_SEAT,
    as_called,
    as_listed,
    as_printed,
    body_meant,
    group_meant,
    it_meant,
    site_meant,
    speaking_side,
    union_meant,
)
from coopatlas.reading.referents.names import fits, named_at, of_mention, sharing
from coopatlas.reading.referents.owners import owners_of, owning_side, region_of
from coopatlas.reading.referents.people import (
    chaired,
    delegation,
    folk_meant,
    holder_meant,
    leaders,
    owning_bodies,
    persons,
    travelling,
)
from coopatlas.reading.referents.phrase import LISTS, PLACES, Phrase
from coopatlas.reading.referents.territories import both_sides, territory_meant


def refer(
    discourse: Discourse, sentence: Sentence, token: Token, wanted: str, word: Token | None = None
) -> list[Filler]:
    """Return what the phrase around a token stands for, as far as it is of the wanted type; nothing where unsure.

    A name that `word` is part of itself is none of its arguments.
    """
    mention = named_at(discourse.lang, sentence, token, wanted, word)
    if mention is not None:
        same = [
            m for m in sentence.mentions if (m.first, m.last, m.kind) == (mention.first, mention.last, mention.kind)
        ]
        fitting = [m for m in (*same, *sharing(sentence, mention)) if fits(discourse.lang, sentence, m, wanted)]
        return [filler for m in fitting for filler in of_mention(discourse, sentence, m, wanted)]
    if any(m.first <= token.i <= m.last for m in sentence.mentions if m.kind in {"person", "product"}):
        return []
    phrase = Phrase(discourse, sentence, token, wanted, lexicon.lists(discourse.lang, "references", LISTS))
    if wanted in PLACES and phrase.is_one_of("delegations", "times"):
        return []
    if (special := _SPECIAL.get(wanted)) is not None:
        return special(phrase)
    if token.rel == "compound" and _is_related(phrase):
        return []  # "a sister-city agreement"
    for way in (
        delegation,
        persons,
        region_of,
        speaking_side,
        as_called,
        as_listed,
        owning_side,
        both_sides,
        it_meant,
        body_meant,
        _place,
        territory_meant,
    ):
        if found := way(phrase):
            return found
    return []


def note_guests(discourse: Discourse, sentence: Sentence) -> None:
    """Remember the delegation that a sentence introduces, for «гости» and «делегация» of later ones."""
    words = lexicon.lists(discourse.lang, "references", LISTS)
    for token in sentence.tokens:
        if token.lemma in words["delegations"] & words["guests"]:
            phrase = Phrase(discourse, sentence, token, "agent", words)
            led, owned = leaders(phrase), [*owners_of(phrase), *owning_bodies(phrase)]
            if owned or not discourse.guests:
                discourse.guests = [*led, *owned] or discourse.guests
            else:  # «делегацию возглавил …»: who led those who came
                known = {f.value for f in discourse.guests}
                discourse.guests = [*discourse.guests, *(f for f in led if f.value not in known)]


def seated(discourse: Discourse, sentence: Sentence, token: Token, word: Token) -> bool:
    """Whether a place is where someone else than `word` is posted, not where a thing happens: «посол Кубы в России»."""
    posted = lexicon.lists(discourse.lang, "references", ("posted",))["posted"]
    for other in reversed(sentence.tokens[max(0, token.i - LONGEST_SEAT) : token.i]):
        if other.lemma in posted or other.i == word.i:
            named = any(other.i < m.first and m.last < token.i for m in sentence.mentions if m.kind == "person")
            return other.i != word.i and not (named and discourse.form.analytic)  # "met the consul X | in Riga"
        if other.pos in {"VERB", "PUNCT", "CCONJ"}:
            return False
    return False


def _place(phrase: Phrase) -> list[Filler]:
    """«порты Ленинградской области», «завод в Омске»: a facility as it is called; «на территории Карелии»: Karelia."""
    if phrase.wanted not in PLACES - {"city", "region"}:
        return []
    if phrase.is_one_of("capitals"):
        return _capital(phrase)
    if phrase.is_one_of("sites") and (site := site_meant(phrase)):
        return site
    if phrase.wanted == "site" and phrase.is_one_of("operation"):
        return [filler for a in _genitives(phrase) for filler in refer(phrase.discourse, phrase.sentence, a, "site")]
    # «В посольстве Чехии» is where that is, and not in Czechia.
    if phrase.wanted == "site" or phrase.is_one_of("offices", "missions") or _is_related(phrase):
        return []
    owners, house = owners_of(phrase), phrase.is_one_of("houses") and phrase.token.text[:1].isupper()
    if house or (owners and phrase.is_one_of("facilities")):
        return as_printed(phrase)
    return [] if phrase.plural else owners[:1]


def _is_related(phrase: Phrase) -> bool:
    """Whether a noun tells what one is to a territory, which is named beside it: "X, the sister state of Y"."""
    related = lexicon.lists(phrase.discourse.lang, "references", ("related",))["related"]
    before = phrase.sentence.tokens[max(0, phrase.token.i - 2) : phrase.token.i + 1]
    return any(t.lemma in related for t in before)


def _genitives(phrase: Phrase) -> list[Token]:
    arguments = phrase.discourse.grammar.arguments(phrase.sentence, phrase.token)
    return [a.head for a in arguments if a.rank == TREE and a.function == "gen" and a.head.i > phrase.token.i]


def _capital(phrase: Phrase) -> list[Filler]:
    """Return the capital of the country that a phrase tells of: «столица Беларуси», «белорусская столица»."""
    owners = owners_of(phrase)
    for owner in owners:
        country = owner.mention.entry.id if owner.mention is not None and owner.mention.entry is not None else ""
        for entry in gazetteer.load().entries().values():
            if country and entry.capital_of == country:
                name = entry.names.get(phrase.discourse.lang) or next(iter(entry.names.values()))
                return [Filler(name, phrase.token.i, phrase.token.i, SLOT, phrase.token.lemma)]
    return owners[:1]


_SPECIAL: Mapping[str, Callable[[Phrase], list[Filler]]] = {
    "union": union_meant,
    "chair": chaired,
    "delegation": travelling,
    "folk": folk_meant,
    "holder": holder_meant,
    "group": group_meant,
}
"""Types of filler with one way of their own."""
