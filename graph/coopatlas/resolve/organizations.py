"""Organisations: what kind of body a name names, and the words that tell it from others of its kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas.gazetteer import Entry, Gazetteer
from coopatlas.model import LANGUAGES
from coopatlas.resolve.spelling import spelling, words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body and the words that name it.

    `slug` stands for these words in IRIs; a kind without one leaves them in the name. `label` is the English name of a
    mission, which has a sender and a host.
    """

    slug: str
    cls: str
    pattern: re.Pattern[str]
    label: str = ""


def _kind(slug: str, cls: str, words: str, label: str = "") -> Kind:
    return Kind(slug, cls, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), label)


KINDS = (
    _kind("press-service", "PressService", r"пресс-служб[аы]|баспас[оө]з қызметі|press[ -]service"),
    _kind(
        "honorary-consulate",
        "Consulate",
        r"поч[её]тн\w+ консульств\w+|құрметті консулды\w+|honorary consulate",
        "Honorary Consulate",
    ),
    _kind(
        "consulate-general",
        "ConsulateGeneral",
        r"генеральн\w+ консульств\w+|генконсульств\w+|бас консулды\w+|consulate[ -]general|general consulate",
        "Consulate General",
    ),
    _kind("consulate", "Consulate", r"консульств\w+|консулды\w+|consulate", "Consulate"),
    _kind("embassy", "Embassy", r"посольств\w+|елшілі\w+|embassy", "Embassy"),
    _kind(
        "trade-mission",
        "DiplomaticMission",
        r"торгпредств\w+|торгов\w+ представительств\w+|trade (?:mission|representation)",
        "Trade Mission",
    ),
    _kind(
        "foreign-ministry",
        "GovernmentBody",
        r"министерств\w+ иностранных дел|мид|сыртқы істер министрлігі|"
        r"ministry of foreign affairs|foreign (?:affairs )?ministry|mfa",
    ),
    _kind("government", "GovernmentBody", r"правительств[оа]|үкіметі?|government|cabinet of ministers"),
    _kind("administration", "GovernmentBody", r"администраци[яи]|акимата?|әкімдігі|administration|akimat"),
    _kind(
        "chamber-of-commerce",
        "BusinessAssociation",
        r"торгово-промышленн\w+ палат\w+|тпп|chamber of commerce(?: and industry)?",
    ),
    _kind(
        "",
        "GovernmentBody",
        r"министерств[оа]|министрлігі|департамент|комитет|управление|ministry|department|committee",
    ),
    _kind("", "BusinessAssociation", r"деловой совет|ассоциация|business council|association"),
    _kind(
        "",
        "Company",
        r"компания|концерн|холдинг|корпорация|company|holding|corporation|co|ltd|inc|llc|llp|jsc|ао|оао|зао|пао|ооо|тоо",
    ),
)
"""Kinds in the order in which a name is tried: the press service of an embassy is no embassy."""

SPEAKING = frozenset({"foreign-ministry", "government", "administration"})
"""The slugs of the bodies that speak for the territory in their name, as missions do."""

TERRITORIES = frozenset({"country", "region", "macroregion", "city", "union"})
"""The kinds of entry for which a body can speak."""

TOKEN = re.compile(r"\w+(?:[-’'ʼ]\w+)*|[^\w\s]")
"""A word or a mark of a name, as the gazetteer scans it."""

_LEGAL_FORM = re.compile(
    r"(?:ао|оао|зао|пао|ооо|тоо|ип|гк|нк|фгуп|компания|концерн|холдинг|корпорация|"
    r"company|holding|corporation|co|ltd|inc|llc|llp|jsc|plc|gmbh)\.?",
    re.IGNORECASE,
)
_FILLING = frozenset({"of", "the", "and", "и", "в", "во", "in", "at", "to", "for", "по", "s"})
_WRITTEN_OUT = {
    "оэз": "особая экономическая зона",
    "сэз": "специальная экономическая зона",
    "sez": "special economic zone",
}
QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]+)[»”“\"]")
"""What stands in quotation marks: the name of one organisation, and no kind or territory."""


def kind_of(name: str) -> Kind | None:
    """Return the kind of body that a name names outside its quotation marks."""
    plain = QUOTED.sub(" ", name)
    return next((kind for kind in KINDS if kind.pattern.search(plain)), None)


def distinctive_words(text: str) -> list[str]:
    """Return the spellings of the words that tell an organisation from others: no legal form, no preposition."""
    plain = [out for word in words(text) for out in _WRITTEN_OUT.get(word.casefold(), word).split()]
    told = [word for word in plain if word.casefold() not in _FILLING and not _LEGAL_FORM.fullmatch(word)]
    return [spelled for word in told if (spelled := spelling(word))]


@cache
def listed(gazetteer: Gazetteer) -> Mapping[str, Entry]:
    """Return the organisations of the gazetteer by the keys of all their names."""
    entries = [entry for entry in gazetteer.entries().values() if entry.kind == "organization"]
    named = ((entry, lang, text) for entry in entries for lang in LANGUAGES for text in entry.called(lang))
    return {key_of(gazetteer, text, lang): entry for entry, lang, text in named}


def key_of(gazetteer: Gazetteer, name: str, lang: str) -> str:
    """Return what all writings of an organisation's name share: its kinds, its distinctive words, its territories."""
    slugs, plain = [], QUOTED.sub(" ", name)
    for kind in KINDS:
        if kind.slug and kind.pattern.search(plain):
            slugs.append(kind.slug)
            plain = kind.pattern.sub(" ", plain)
    places, rest = apart(gazetteer, plain, lang)
    quoted = [word for text in QUOTED.findall(name) for word in distinctive_words(text)]
    return " ".join((*slugs, *rest, *quoted, *map(code, places)))


def apart(gazetteer: Gazetteer, name: str, lang: str) -> tuple[list[Entry], list[str]]:
    """Return the territories that a name holds and the spellings of its other distinctive words."""
    tokens = TOKEN.findall(name)
    matches = [m for m in gazetteer.scan(tokens, (), lang) if m.entries[0].kind in TERRITORIES]
    covered = {i for match in matches for i in range(match.start_token, match.end_token)}
    rest = " ".join(token for i, token in enumerate(tokens) if i not in covered)
    return list(dict.fromkeys(match.entries[0] for match in matches)), distinctive_words(rest)


def code(entry: Entry) -> str:
    """Return the id of an entry without its kind."""
    return entry.id.partition("-")[2]
