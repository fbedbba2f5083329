"""What the lexicon of Kazakh says: stems by kind, endings, words of the grammar. Read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from coopatlas import content


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return one file of `ontology/lexicon/kk`."""
    file = content.ontology() / "lexicon" / "kk" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def morphology() -> Mapping[str, Any]:
    """Return the endings."""
    return table("morphology")


@cache
def abbreviations() -> frozenset[str]:
    """Return the words in small letters whose full stop ends no sentence where a name follows."""
    return frozenset(table("stems")["abbreviations"].split())


@dataclass(frozen=True, slots=True)
class Words:
    """The stems and words that are known, each list as a set."""

    persons: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    conjunctions: frozenset[str]
    comitative: frozenset[str]
    numerals: frozenset[str]
    postpositions: Mapping[str, frozenset[str]]
    after_converb: frozenset[str]
    predicates: frozenset[str]
    of_territory: frozenset[str]
    time: frozenset[str]
    event_nouns: frozenset[str]
    idiomatic: frozenset[str]
    deeds: frozenset[str]
    lines: frozenset[str]
    address: frozenset[str]
    ending: frozenset[str]
    sides: frozenset[str]
    leading: frozenset[str]
    making: frozenset[str]
    occasions: frozenset[str]
    mutual: frozenset[str]
    compass: frozenset[str]
    helping: frozenset[str]
    given: frozenset[str]
    measuring: frozenset[str]
    measured: frozenset[str]
    units: frozenset[str]
    becoming: frozenset[str]
    saying: frozenset[str]
    adnominal: frozenset[str]
    copulas: frozenset[str]
    states: frozenset[str]
    exemplary: frozenset[str]
    circumstances: frozenset[str]
    complete: frozenset[str]
    smaller: frozenset[str]
    times: frozenset[str]
    per: frozenset[str]
    journeys: frozenset[str]
    coming: frozenset[str]
    linking: frozenset[str]
    loading: frozenset[str]
    economy: frozenset[str]
    not_owned: frozenset[str]
    verbs: Mapping[str, str]
    intransitive: frozenset[str]
    amounts: frozenset[str]
    """Nouns of how much of another there is, of which a participle before both tells: «тартылған инвестиция көлемі»."""

    @property
    def nominal(self) -> frozenset[str]:
        """All stems that are declined."""
        return self.persons | self.bodies | self.places | self.nouns | self.pronouns


@cache
def words() -> Words:
    """Return the stems and words of the lexicon."""
    stems = table("stems")
    lists = ("persons", "bodies", "places", "nouns", "adjectives", "adverbs", "pronouns", "conjunctions", "comitative",
             "numerals")  # fmt: skip
    sets = {name: frozenset(stems[name].split()) for name in lists}
    syntax = {name: frozenset(w.partition(":")[0] for w in text.split()) for name, text in stems["syntax"].items()}
    auxiliaries, verbs = stems["auxiliaries"], stems["verbs"]
    known = dict(stem for part in ("transitive", "intransitive") for stem in map(_stem, verbs[part].split()))
    return Words(
        **sets,
        **syntax,
        postpositions=_by_word(stems["postpositions"]),
        after_converb=frozenset(auxiliaries["after_converb"].split()),
        predicates=frozenset(auxiliaries["predicates"].split()),
        verbs=known,
        amounts=frozenset(table("references")["amounts"]),
        intransitive=frozenset(word.partition(":")[0] for word in verbs["intransitive"].split()),
    )


def _by_word(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    words = {word for them in table.values() for word in them.split()}
    return {word: frozenset(case for case, them in table.items() if word in them.split()) for word in words}


def _stem(entry: str) -> tuple[str, str]:
    """Return the stem and the infinitive of an entry: «ашу» → «аш», «шығу» → «шық», «оқу:оқы» → «оқы»."""
    infinitive, _, stem = entry.partition(":")
    return stem or stem_of(infinitive), infinitive


def stem_of(infinitive: str) -> str:
    """Return the stem of an infinitive in -у; a consonant that is voiced before a vowel is hardened."""
    stem = infinitive.removesuffix("у") if infinitive.endswith("у") else infinitive.removesuffix("ю") + "й"
    return stem[:-1] + {"ғ": "қ", "г": "к", "б": "п"}.get(stem[-1:], stem[-1:])


def infinitive_of(stem: str) -> str:
    """Return the infinitive of a stem by rule: «аш» → «ашу», «қой» → «қою», «шық» → «шығу», «тасы» → «тасу»."""
    if stem.endswith("й"):
        return stem[:-1] + "ю"
    if stem[-1:] in "ыі":
        return stem[:-1] + "у"
    return stem[:-1] + {"қ": "ғ", "к": "г", "п": "б"}.get(stem[-1:], stem[-1:]) + "у"
