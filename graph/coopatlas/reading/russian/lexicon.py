"""Offices and bodies in Russian: `ontology/lexicon/ru/offices.toml` and `bodies.toml`, by what they signal.

All are lemmas in lower case with `е` for `ё`.
"""

from coopatlas.reading import lexicon

_OFFICES, _BODIES = lexicon.words("ru", "offices"), lexicon.words("ru", "bodies")

# Offices -----------------------------------------------------------------------------------------------------------

DIPLOMATS, TERRITORY_HEADS, MINISTERS, BODY_HEADS, SERVING = (
    _OFFICES[name] for name in ("diplomats", "territory_heads", "ministers", "body_heads", "serving")
)
DEPUTIES = SERVING | _OFFICES["deputies"]
OFFICES = DIPLOMATS | TERRITORY_HEADS | MINISTERS | BODY_HEADS | DEPUTIES
OFFICE_SPELLING, OFFICE_ADJECTIVES, PASSING_ADJECTIVES = (
    _OFFICES[name] for name in ("spelling", "adjectives", "passing")
)
PERSON_DESCRIPTIONS, OCCASIONS, HONORIFICS = (_OFFICES[name] for name in ("descriptions", "occasions", "honorifics"))

# Bodies ------------------------------------------------------------------------------------------------------------

BODY_SPELLING, MISSIONS, STAFFS = (_BODIES[name] for name in ("spelling", "missions", "staffs"))
BODIES = _BODIES["bodies"] | BODY_SPELLING.keys() | MISSIONS.keys() | _BODIES["works"]
"""Nouns that head the name of a body."""
COMMON_BODIES = _BODIES["common"] | _BODIES["works"]
SHARED_BODIES = _BODIES["shared"]
SPEAKING_BODIES = BODIES - _BODIES["silent"]
NOT_BODIES, NAMED_THINGS, CURRENCIES = (_BODIES[name] for name in ("no_bodies", "named_things", "currencies"))
GOVERNMENTS, ENTRUSTED_BODIES, ON_OCCASION = (_BODIES[name] for name in ("governments", "entrusted", "on_occasion"))

# Capitals that stand for their state -------------------------------------------------------------------------------

STATE_ACTS, NEGOTIATION = _BODIES["state_acts"], _BODIES["negotiation"]
