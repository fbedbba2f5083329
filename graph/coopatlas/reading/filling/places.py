"""Places that a sentence names and that are not where the thing is: of another event, or where a place lies."""

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.filling.chains import DASHABLE


def is_of_another(discourse: Discourse, sentence: Sentence, head: Token, word: Token) -> bool:
    """Whether a place is that of an event which is only spoken of: «вопросы в свете форума в Туле», not «на форуме»."""
    words = lexicon.lists(discourse.lang, "references", ("events", "at_events", "in_light"))
    for token in reversed(sentence.tokens[max(0, head.i - _EVENT) : head.i]):
        qualifies = token.feats.get("VerbForm") == "Part" and token.case  # «перед форумом, назначенным в Туле»
        opens = token.text == "," and sentence.tokens[token.i + 1].feats.get("VerbForm") == "Part"
        if token.i == word.i or (token.pos in {"VERB", "PUNCT"} and not (qualifies or opens)):
            return False
        if token.lemma in words["events"]:
            before = [t.lemma for t in sentence.tokens[max(0, token.i - _ATTRIBUTES) : token.i]]
            return words["at_events"].isdisjoint(before[-3:]) or not words["in_light"].isdisjoint(before)
    return False


_EVENT, _ATTRIBUTES = 8, 4
"""Words between an event and its place, and of its attributes."""


def says_where(sentence: Sentence, token: Token, heads: set[int]) -> bool:
    """Whether a name only says where the place before it lies, which is an argument itself, as `heads` of others are.

    «Минском (Беларусь)», «город Эдремит в провинции X»
    """
    name = sentence.mention_at(token)
    if name is None or name.kind != "territory" or name.first < 2:
        return False
    first = name.first - (name.first > 2 and _qualifies(sentence, name.first - 1))
    opening = sentence.tokens[first - 1]
    place = sentence.mention_at(sentence.tokens[first - 2])
    if place is None or place.kind not in DASHABLE or place.form != "name":
        return False
    if opening.text == "(":
        return [t.text for t in sentence.tokens[name.last + 1 : name.last + 2]] == [")"]
    inside = place.entry is None or (name.entry is not None and name.entry.id in place.entry.part_of)
    larger = name.entry is not None and name.entry.kind in {"region", "country"}
    beside = heads & set(range(place.first - 1, place.last + 1))
    return opening.lemma in _WITHIN and token.case in {"Loc", ""} and inside and larger and bool(beside)


def _qualifies(sentence: Sentence, at: int) -> bool:
    """Whether an adjective of a state stands here: «в турецкой провинции X»."""
    mention = sentence.mention_at(sentence.tokens[at])
    return mention is not None and mention.form == "adjective"


_WITHIN = frozenset({"в", "во", "in"})
