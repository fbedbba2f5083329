"""Words with a capital letter in English: the stretches that may be names, and what stands around them."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Token
from coopatlas.reading.english import lexicon


def capital(token: Token) -> bool:
    """Whether a word begins with a capital letter."""
    return token.text[:1].isupper()


def _is_date(token: Token) -> bool:
    """Whether a word is of the calendar: «May», «January-September»."""
    return all(part in lexicon.CALENDAR for part in re.split("[-–]", token.lemma))


def shouted(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is in capitals, which then tell nothing."""
    words = [t for t in tokens if t.text[:1].isalpha()]
    return len(words) > 6 and sum(map(capital, words)) > 0.7 * len(words)


def runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitalised words; particles and the full stop of an initial do not end one."""
    plain = portfolio_words(tokens)
    at = 0
    while at < len(tokens):
        if not capital(tokens[at]) or at in plain or _is_date(tokens[at]):
            at += 1
            continue
        last = at
        while last + 1 < len(tokens) and last - at < 12:
            ahead = last + 1
            while ahead + 1 < len(tokens) and (
                tokens[ahead].text in lexicon.PARTICLES
                or (tokens[ahead].text == "." and len(tokens[ahead - 1].text) == 1)
            ):
                ahead += 1
            if not capital(tokens[ahead]) or ahead in plain or _is_date(tokens[ahead]):
                break
            last = ahead
        yield at, last
        at = last + 1


def portfolio_words(tokens: Sequence[Token]) -> set[int]:
    """Return the places of «Trade», «Integration» in «Minister of Trade and Integration», «Energy Minister»."""
    found: set[int] = set()
    for i, token in enumerate(tokens):
        if token.lemma not in {"minister", "ministers"}:
            continue
        for step, start in (
            (-1, i - 1),
            (1, i + 2 if i + 1 < len(tokens) and tokens[i + 1].text == "of" else len(tokens)),
        ):
            at = start
            while 0 <= at < len(tokens) and (
                tokens[at].lemma in lexicon.PORTFOLIOS or tokens[at].text in {"and", ",", "&"}
            ):
                found.add(at)
                at += step
    return found


def opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word opens a sentence or a quotation, where any word has a capital."""
    return at == 0 or tokens[at - 1].text in {'"', "“", "«", ":", "‘", "(", "—", "–", "•", "*", "-"}


def headed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a stretch of words contains the head word of a body or a port."""
    heads = lexicon.ORGANISATION_HEADS | lexicon.PLACE_HEADS
    if first == last:
        return (
            tokens[first].lemma in {"ministry", "port", "embassy", "akimat"}
            and last + 2 < len(tokens)
            and tokens[last + 1].text == "of"
        )
    return (
        any(tokens[i].lemma.rstrip(".") in heads for i in range(first, last + 1))
        and tokens[last].lemma not in lexicon.ROUTE_HEADS
    )


def joins(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether «and» joins words of one name: «Ministry of Trade and Integration», «Construction and Operation Co.»."""
    heads = {"ministry", "department", "chamber", "committee", "union", "agency"}
    if any(token.lemma in heads for token in tokens[first:after]):
        return True
    end = after
    while end + 1 < len(tokens) and capital(tokens[end + 1]):
        end += 1
    return tokens[end].lemma in {"co", "ltd", "corp", "company", "inc", "llc", "group", "jsc"}


def is_head_ahead(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a title word belongs to the name of a body: «Foreign Ministry», «First Heartland Bank»."""
    return any(tokens[i].lemma.rstrip(".") in lexicon.ORGANISATION_HEADS for i in range(at + 1, last + 1))


def described_before(tokens: Sequence[Token], first: int) -> bool:
    """Whether an office stands before a name: «counterpart X», «the head of the Holding, X»."""
    if first and tokens[first - 1].lemma in lexicon.OFFICES and tokens[first - 1].text[:1].islower():
        return True
    if first < 2 or tokens[first - 1].text != ",":
        return False
    for i in range(first - 2, max(-1, first - 14), -1):
        if tokens[i].text in {",", ";", ":"}:
            return False
        if tokens[i].lemma in lexicon.OFFICES:
            return True
    return False


def described_behind(tokens: Sequence[Token], last: int) -> bool:
    """Whether an office stands behind a name: «X, general director of Y», «X, who chairs Y»."""
    if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return False
    for i in range(last + 2, min(len(tokens), last + 12)):
        if tokens[i].text in {",", ";", ".", ":"}:
            return False
        if tokens[i].lemma in lexicon.OFFICES or (i == last + 2 and tokens[i].text == "who"):
            return True
    return False
