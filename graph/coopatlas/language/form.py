"""The build of a language, as the rooms that all languages share ask for it; `form.toml` of its lexicon tells it.

A shared room asks what is true of a language, and never which one it is: what holds of Kazakh for its build holds of
Turkish, and what holds of Kazakh alone is a word of its lexicon or a rule of its grammar.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from coopatlas import content


@dataclass(frozen=True, slots=True)
class Form:
    """How a language builds its clauses.

    `head_final`: what governs stands behind what it governs – the verb at the end of its clause, the owner and the
    attribute before their noun, the case on the last word of a phrase or list.
    `agreeing`: attributes and appositions agree with their noun in case, gender and number, whose it is stands behind
    it in the genitive, and the order of words is free.
    `future_present`: its present tense tells what is to be as well («барады»).
    `analytic`: no cases; place tells subject and object, and prepositions the rest.
    `reflexive` are the endings of reflexive verbs, `acts` those of nouns of acts; `compound` is the mark before the
    part of a compound that tells what it is, `decimal` the mark of decimals.
    """

    head_final: bool = False
    agreeing: bool = False
    analytic: bool = False
    future_present: bool = False
    reflexive: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    compound: str = ""
    decimal: str = ","


@cache
def form(lang: str) -> Form:
    """Return the form of a language."""
    told = tomllib.loads((content.ontology() / "lexicon" / lang / "form.toml").read_text("utf-8"))
    endings = {name: tuple(told.get(name, ())) for name in ("reflexive", "acts")}
    return Form(**{**told, **endings})
