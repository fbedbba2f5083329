"""What an infinitive does, as a noun: «развивать туризм» is «развитие туризма». Verbs are data: `deeds.toml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import dropwhile

from coopatlas.language.russian.morphology import inflect, may_be
from coopatlas.language.tokens import Token
from coopatlas.language.wording import lexicon

_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_OBJECTS = frozenset({"Acc", "Nom"})
"""Cases of an object: of things the tagger tells the accusative from the nominative by guess."""

_HOW = frozenset({"ADV", "PART"})
_QUOTES = frozenset('«"“')
_LISTING = frozenset({"и", ","})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


@cache
def _nouns() -> Mapping[str, str]:
    return {verb: noun for noun, verbs in lexicon("ru", "deeds").items() for verb in verbs}


def goes_on(tokens: Sequence[Token]) -> bool:
    """Whether another infinitive is joined: «укреплять | и развивать связи»."""
    return [t.text for t in tokens[:1]] == ["и"] and [t.feats.get("VerbForm") for t in tokens[1:2]] == ["Inf"]


def named(tokens: Sequence[Token]) -> str:
    """Return an infinitive with its complements as the noun of what is done; nothing where a verb has none."""
    at, found = 0, [_nouns().get(tokens[0].lemma, "")]
    while goes_on(tokens[at + 1 : at + 3]):
        at += 2
        found.append(_nouns().get(tokens[at].lemma, ""))
    complements = list(dropwhile(lambda t: t.pos in _HOW, tokens[at + 1 :]))
    return " и ".join(found) + _genitive(complements) if all(found) and complements else ""


def _genitive(tokens: Sequence[Token]) -> str:
    """Return what stands behind an infinitive with its object in the genitive, blanks as in the text.

    The object ends with its noun, unless a list goes on: «запустить рейс | Омск – Астана», «в Омске | завод».
    """
    out, end, within, over, many = "", -1, False, False, False
    for token in tokens:
        within = within or token.pos == "ADP"
        over = (over and token.text not in _LISTING) or token.text in _QUOTES
        taken_for_genitive = many and token.pos == "NOUN" and may_be(token.text, "Acc", "Plur")
        declined = (token.case in _OBJECTS or taken_for_genitive) and not within and not over
        out += ("" if token.start == end else " ") + (_of(token, many=many) if declined else token.text)
        many = declined and token.pos == "ADJ" and token.feats.get("Number") == "Plur"
        if token.pos in _NOUNS:
            over, within = over or (declined and not within), False
        end = token.end
    return out


def _of(token: Token, *, many: bool) -> str:
    number = "plur" if many or token.feats.get("Number") == "Plur" else "sing"
    adjective = token.pos in {"ADJ", "DET"} or token.feats.get("VerbForm") == "Part"
    gender = _GENDERS.get(token.feats.get("Gender", ""), "")
    told = {"gent", number, *([gender] if adjective and number == "sing" and gender else [])}
    return inflect(token.text, *told, adjective=adjective)
