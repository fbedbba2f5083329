"""Organisations: what kind of body a name names, and the words that tell it from others of its kind."""

import re
from dataclasses import dataclass

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


def telling(text: str) -> list[str]:
    """Return the spellings of the words that tell an organisation from others: no legal form, no preposition."""
    plain = [out for word in words(text) for out in _WRITTEN_OUT.get(word.casefold(), word).split()]
    told = [word for word in plain if word.casefold() not in _FILLING and not _LEGAL_FORM.fullmatch(word)]
    return [spelled for word in told if (spelled := spelling(word))]
