"""Whose a side, a firm or a place is: by an attribute, a genitive, a preposition."""

from collections.abc import Iterator
from dataclasses import replace

from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.draft import CONTEXT, Filler
from coopatlas.reading.referents.phrase import PLACES, Phrase, as_filler
from coopatlas.reading.referents.territories import both_sides, territory_meant

_OWNING = frozenset({"adj", "gen", "poss", "из", "of", "from", "abl"})
"""Functions of the territory whose side, firm or place a noun is."""


def owning_side(phrase: Phrase) -> list[Filler]:
    """«казахстанская сторона», «власти Карелии»; where an owner is wanted, any noun that is a territory's."""
    if phrase.wanted in {"person", "body", "place"}:
        return []
    several = phrase.wanted == "agent" and phrase.plural and phrase.is_one_of("offices")
    if several or phrase.is_one_of("sides", "both", "countries") or phrase.wanted == "owner":
        return owners_of(phrase)
    if phrase.plural and phrase.is_one_of("offices"):
        owners = owners_of(phrase)  # "the mayors of A and B": each stands for his own
        return owners if len({f.value for f in owners}) > 1 else []
    return []


def owners_of(phrase: Phrase, depth: int = 2) -> list[Filler]:
    """Return the territories whose a noun is: in an attribute, a genitive, behind «из»; over nouns between."""
    if of_town := _called_of(phrase):
        return of_town
    final = phrase.discourse.form.head_final
    found, seats = list(_attributes(phrase)), list[Filler]()
    for argument in phrase.discourse.grammar.arguments(phrase.sentence, phrase.token):
        attribute = argument.function == "loc" and argument.head.feats.get("Attr") == "Yes"
        located = attribute and phrase.wanted not in PLACES  # «облыстағы әріптестер»
        if argument.rank > TREE or (argument.function.partition("+")[0] not in _OWNING and not located):
            continue
        if argument.function == "abl" and not _comes_from(phrase, argument.head):
            continue  # from where the verb goes: «Сианьнан … іске қосты» is no deed of Xi'an's
        heads = [m for m in phrase.sentence.mentions if argument.head.i in {m.head, m.first}]
        kinds = {"territory", "union"} | ({"place"} if phrase.wanted in {"folk", "party"} else set())
        named = [m for m in heads if m.kind in kinds and all(m is not f.mention for f in found)]
        whose = seats if attribute and phrase.is_one_of("offices") else found
        whose += [as_filler(mention.name, mention, phrase.token.lemma) for mention in named]
        if not heads and depth and (argument.head.i > phrase.token.i or final):
            below = replace(phrase, token=argument.head)
            held = below.plural and below.is_one_of("offices") and final
            # «министры культуры | A и B»: of what they are ministers says nothing of whose they are.
            held = held or (phrase.is_one_of("offices") and argument.head.i > phrase.token.i)
            inner = owners_of(below, depth - 1) if held or below.is_one_of("sides", "groups") else []
            both = both_sides(below) if final else []
            found += inner or both or territory_meant(below)
        elif not named and phrase.is_one_of("offices"):
            bodies = [m for m in heads if phrase.plural or _of_state(phrase, m)]
            within = [m for body in bodies for m in territories_within(phrase.sentence, body)]
            found += [as_filler(m.name, m, phrase.token.lemma) for m in within]
    return found or seats  # «Ресейдің Өскемендегі консулы» is Russia's, not of the town


def _comes_from(phrase: Phrase, place: Token) -> bool:
    """Whether those of a phrase come from a place, by their words or as those who come: «Омбыдан делегация келді»."""
    if place in phrase.sentence.subtree(phrase.token):
        return True
    verb = phrase.sentence.head(phrase.token)
    coming = lexicon.lists(phrase.discourse.lang, "references", ("coming",))["coming"]
    return verb is not None and verb.lemma in coming and phrase.is_one_of("delegations", "guests")


def _called_of(phrase: Phrase) -> list[Filler]:
    """Return the town or region whose name stands behind its noun: "the Canadian city of X", «с городом X в Китае»."""
    towns = phrase.is_one_of("cities")
    if phrase.plural or phrase.discourse.form.head_final or not (towns or phrase.is_one_of("regions")):
        return []
    of = [t.text for t in phrase.sentence.tokens[phrase.token.i + 1 : phrase.token.i + 2]] == ["of"]
    behind = (m for m in phrase.sentence.mentions if m.first == phrase.token.i + 1 + of and m.form == "name")
    if phrase.discourse.form.analytic:
        named = [m for m in behind if of and m.kind == "territory"]
    else:
        named = [m for m in behind if m.kind == "place" or (m.entry is not None and (m.entry.kind == "city") == towns)]
    return [as_filler(m.name, m, phrase.token.lemma) for m in named[:1]]


def _of_state(phrase: Phrase, body: Mention) -> bool:
    """Whether a body is a ministry or its like, whose head stands for the territory: «глава МИД Ирана»."""
    ministries = lexicon.lists(phrase.discourse.lang, "references", ("ministries",))["ministries"]
    return not ministries.isdisjoint(body.name.casefold().split()[:1])


def territories_within(sentence: Sentence, body: Mention) -> list[Mention]:
    """Return the territories in the name of a body: «главы МИД Казахстана и Узбекистана»."""
    inside = [m for m in sentence.mentions if body.first <= m.first and m.last <= body.last and m is not body]
    return [m for m in inside if m.kind == "territory" and body.kind == "organization"]


def _attributes(phrase: Phrase) -> Iterator[Filler]:
    """Yield the territories of adjectives right before a noun and of the genitive behind it, whatever the tree says."""
    tokens, at = phrase.sentence.tokens, phrase.token.i
    for mention in phrase.sentence.mentions:
        between = tokens[mention.last + 1 : at]
        agrees = tokens[mention.last].case in {phrase.token.case, ""} and all(t.pos == "ADJ" for t in between)
        if mention.form == "adjective" and mention.last < at and agrees:
            yield as_filler(mention.name, mention, phrase.token.lemma)
        behind = mention.first == at + 1 and mention.form == "name" and tokens[mention.head].case == "Gen"
        if behind and not phrase.discourse.form.head_final and mention.kind in {"territory", "union"}:
            yield as_filler(mention.name, mention, phrase.token.lemma)


def region_of(phrase: Phrase) -> list[Filler]:
    """Return the region of a country that was spoken of: "the Chinese province", «китайская провинция»."""
    if phrase.plural or not phrase.is_one_of("regions") or phrase.wanted in {"person", "body", "union", "city"}:
        return []
    states = [f.mention.entry.id for f in _attributes(phrase) if f.mention is not None and f.mention.entry is not None]
    for mention in phrase.discourse.before(phrase.sentence, phrase.token.i, "territory") if states else ():
        entry = mention.entry
        if entry is not None and entry.kind == "region" and entry.country == states[0]:
            return [as_filler(mention.name, mention, phrase.token.lemma, CONTEXT)]
    return []
