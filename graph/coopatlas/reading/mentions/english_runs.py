"""Stretches of English words with a capital, cut where an office ends and a name begins."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coopatlas.gazetteer import Match
from coopatlas.language.english.annotation import is_heading
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.mentions.english_words import NameWords

_OPENING = frozenset({'"', "“", "«", ":", "‘", "(", "—", "–", "•", "*", "-", "--", "/", ")"})
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[first, last]` with a capital; `titled` says that an office or a title stands right before them."""

    first: int
    last: int
    titled: bool = False


def is_titled(sentence: Sentence) -> bool:
    """Whether the sentence is a heading in which nearly every word has a capital."""
    return is_heading([t.text for t in sentence.tokens])


def runs(sentence: Sentence, words: NameWords, matched: Mapping[int, Match]) -> Iterator[Run]:
    """Yield the stretches of a sentence; `matched` has the names of the gazetteer by the places of their words."""
    tokens = sentence.tokens
    titled = is_titled(sentence)
    plain = _portfolios(tokens, words, matched)
    known = {i for i in matched if i not in plain}
    at = 0
    while at < len(tokens):
        if at in plain or not _named(tokens, at, words, known, titled=titled):
            at += 1
            continue
        last = at
        while last + 1 < len(tokens) and last - at < _LONGEST:
            ahead = last + 1
            while ahead + 1 < len(tokens) and _inner(tokens, ahead, words):
                ahead += 1
            if ahead in plain or not _named(tokens, ahead, words, known, titled=titled):
                break
            last = ahead
        yield from _cut(tokens, at, last, words, matched)
        at = last + 1


def _inner(tokens: Sequence[Token], at: int, words: NameWords) -> bool:
    """Whether a small word may stand within a name: «de», «bin», the mark of «Employers' Association»."""
    if tokens[at].text in {"'", "’", "'s", "’s"}:
        return at + 1 < len(tokens) and words.is_a(tokens[at + 1], "bodies") and tokens[at + 1].text[:1].isupper()
    return words.is_a(tokens[at], "particles") and tokens[at].text.islower()


def _portfolios(tokens: Sequence[Token], words: NameWords, matched: Mapping[int, Match]) -> set[int]:
    """Return the places of what an office is of: «Trade and Integration» in «Minister of Trade and Integration»."""
    found: set[int] = set()
    for i, token in enumerate(tokens[:-2]):
        if not (words.is_office(token) and tokens[i + 1].text in {"of", "for"}):
            continue
        at = i + 2
        if at in matched and matched[at].form == "adjective":  # "Minister of Belarusian | Foreign Affairs"
            at = matched[at].end_token
        first = at
        while at < len(tokens) and (words.is_a(tokens[at], "portfolios") or tokens[at].text in {"and", ",", "&"}):
            at += 1
        while at > first and tokens[at - 1].text in {"and", ",", "&"}:
            at -= 1
        found |= set(range(first, at))
    return found


def _named(tokens: Sequence[Token], at: int, words: NameWords, known: Collection[int], *, titled: bool) -> bool:
    """Whether a word may be part of a name: it has its capital for itself."""
    token = tokens[at]
    if at in known:
        return True
    if not token.text[:1].isupper() or words.is_calendar(token) or token.pos in {"PUNCT", "NUM", "PART"}:
        return False
    if token.pos in {"DET", "ADP", "AUX", "CCONJ", "SCONJ", "PRON"}:
        return False
    if titled:
        return token.pos == "PROPN" or words.is_a(
            token, "offices", "modifiers", "bodies", "places", "regions", "titles"
        )
    if at == 0 or tokens[at - 1].text in _OPENING:
        follows = at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper() and tokens[at + 1].pos in {"PROPN", "NOUN"}
        heads = words.is_a(token, "offices", "modifiers", "bodies", "places", "regions", "titles")
        return token.pos == "PROPN" or (token.pos in {"NOUN", "ADJ"} and (follows or heads))
    return True


def _cut(tokens: Sequence[Token], first: int, last: int, words: NameWords, known: Mapping[int, Match]) -> Iterator[Run]:
    """Yield the parts of a stretch between the offices in it; «Prince Rupert», a city, has none."""
    start, titled = first, _office_before(tokens, first, words)
    at = first
    while at <= last:
        named = at in known or _in_territory(tokens, start, at, words, known)
        end = -1 if named else _office(tokens, at, last, words)
        if end < 0:
            at += 1
            continue
        if start < at:
            yield Run(start, at - 1, titled)
        start, titled = end + 1, True
        at = end + 1
    if start <= last:
        yield Run(start, last, titled)


def _in_territory(tokens: Sequence[Token], start: int, at: int, words: NameWords, known: Mapping[int, Match]) -> bool:
    """Whether a word that may begin an office ends the name of a territory: «Jigawa State | Governor»."""
    before = known.get(at - 1)
    return at > start and words.is_a(tokens[at], "regions") and (before is None or before.form == "name")


def _office_before(tokens: Sequence[Token], first: int, words: NameWords) -> bool:
    if not first:
        return False
    at = first - 1
    if (posted := _home_before(tokens, first)) and words.is_office(tokens[posted]):
        return tokens[posted].feats.get("Number") != "Plur"
    while at > 1 and (words.is_a(tokens[at], "portfolios") or tokens[at].text in {"and", ",", "of", "for", "&"}):
        at -= 1
    before = tokens[at]
    if at < first - 1 and not (tokens[first - 1].text[:1].isupper() and tokens[at + 1].text in {"of", "for"}):
        return False
    return (words.is_office(before) and before.feats.get("Number") != "Plur") or words.is_a(before, "titles")


def _home_before(tokens: Sequence[Token], first: int) -> int:
    """Return what stands before "to the country", "of the region" right before a name, 0 where nothing does."""
    homes = lexicon.words("en", "posts")["homes"]
    told = [t.text for t in tokens[max(0, first - 3) : first]]
    home = len(told) == 3 and told[0] in {"of", "to", "in"} and told[1] == "the" and told[2] in homes
    return max(0, first - 4) if home else 0


def _office(tokens: Sequence[Token], at: int, last: int, words: NameWords) -> int:
    """Return the last word of an office that begins at a place, -1 where none does: «Deputy Prime Minister»."""
    if words.is_a(tokens[at], "titles") and (tokens[at].text.endswith(".") or at < last):
        return at if not words.is_a(tokens[min(at + 1, last)], "bodies") else -1
    end = at
    while end <= last and words.is_a(tokens[end], "modifiers", "portfolios") and not words.is_office(tokens[end]):
        end += 1
    if end > last or not words.is_office(tokens[end]) or _of_body(tokens, end, last, words):
        return -1
    if tokens[end].lemma in {"general", "king", "prince", "chief"} and end == at and end == last:
        return -1
    behind = lexicon.words("en", "posts")["behind"]
    while end < last and (words.is_office(tokens[end + 1]) or tokens[end + 1].text.casefold() in behind):
        if _of_body(tokens, end + 1, last, words):
            break
        end += 1
    return end


def _of_body(tokens: Sequence[Token], at: int, last: int, words: NameWords) -> bool:
    """Whether a word of office belongs to the name of a body: «General Authority», «Leader Bank»."""
    return at < last and words.is_a(tokens[at + 1], "bodies") and not words.is_office(tokens[at + 1])
