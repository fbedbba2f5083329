"""The named people, places and organisations of a text at their full extent, a name inside another name included.

The mentions of `mentions` serve the facts of cooperation news; these serve every kind of news: «правительство Японии»,
«сборная России», «Комитет защиты журналистов (КЗЖ)», «тюрьма Абу-Грейб». They start from the tagger's spans.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coopatlas.language.russian.morphology import is_common
from coopatlas.language.russian.names import joined, organisation_name, person_name
from coopatlas.language.russian.tagger import Span
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import extents, naming

_KINDS = {"PER": "person", "LOC": "place", "ORG": "organization"}
_ADDRESS = re.compile(r"(?<![\w.])[\w-]+\.(?:ru|com|org|net)\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:ами|ями|ого|ому|ыми|ах|ях|ом|ем|ой|ей|ым|ою|ею|ов|ам|а|я|у|ю|е|ы|и|й|ь|о)$")


def named(sentences: Sequence[Sentence], spans: Sequence[Span]) -> list[list[Mention]]:
    """Return the named entities of each sentence, in order; `kind` is person, place or organization."""
    ordered = sorted(spans, key=lambda span: span.start)
    starts = [span.start for span in ordered]
    tagged = [list(_tagged(s, ordered[bisect_left(starts, s.start) : bisect_left(starts, s.end)])) for s in sentences]
    known = Known.of(sentences, tagged)
    found = [_corrected(sentence, own, known) for sentence, own in zip(sentences, tagged, strict=True)]
    found = _consistent(sentences, found, known)
    return [_completed(sentence, own) for sentence, own in zip(sentences, found, strict=True)]


def key(word: str) -> str:
    """Return what the forms of a name have in common: «Лофнеру» and «Лофнер» → «лофнер»."""
    plain = word.casefold().replace("ё", "е")
    return _ENDING.sub("", plain) if len(plain) > 3 else plain


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole document tells of single words: surnames, names of ships and works, words in small letters."""

    people: frozenset[str]
    things: frozenset[str]
    common: frozenset[str]

    @classmethod
    def of(cls, sentences: Sequence[Sentence], tagged: Sequence[Sequence[Mention]]) -> "Known":
        """Return what the spans of all sentences show."""
        people = {
            key(sentence.tokens[mention.last].text)
            for sentence, own in zip(sentences, tagged, strict=True)
            for mention in own
            if mention.kind == "person" and mention.last > mention.first
        }
        things = frozenset(word for sentence in sentences for word in _things(sentence))
        common = frozenset(key(t.text) for sentence in sentences for t in sentence.tokens if t.text.islower())
        return cls(frozenset(people), things, common)


def _things(sentence: Sentence) -> Iterator[str]:
    for token in sentence.tokens:
        if token.lemma in naming.VESSELS:
            after = next((t for t in sentence.tokens[token.i + 1 : token.i + 3] if t.text not in extents.OPEN), None)
            if after is not None and after.text[:1].isupper():
                yield key(after.text)


def _before(sentence: Sentence, mention: Mention) -> Token | None:
    return next((t for t in reversed(sentence.tokens[: mention.first]) if t.text not in extents.OPEN), None)


# The tagger's spans ----------------------------------------------------------------------------------------------


def _tagged(sentence: Sentence, spans: Sequence[Span]) -> Iterator[Mention]:
    for span in spans:
        tokens = [t for t in sentence.tokens if t.start >= span.start and t.end <= span.end]
        for part in _parts(span.type, tokens):
            yield _mention(sentence, _KINDS[span.type], part[0].i, part[-1].i)


def _parts(kind: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Part a span at brackets and at the bullets of a list, and take the punctuation off its ends."""
    part: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.text not in "•*;()" and not (kind == "PER" and token.text == ","):
            part.append(token)
            continue
        while part and (
            not part[0].text[0].isalnum() or (kind == "ORG" and part[0].lemma.split("-")[-1] in naming.OFFICES)
        ):
            del part[0]
        while part and not part[-1].text[-1].isalnum() and part[-1].text != ".":
            del part[-1]
        if part:
            yield part
        part = []


def _mention(sentence: Sentence, kind: str, first: int, last: int, head: int | None = None) -> Mention:
    tokens = sentence.tokens[first : last + 1]
    name = person_name(tokens) if kind == "person" else organisation_name(tokens)
    return Mention(kind, name, first, last, sentence.top(first, last).i if head is None else head)


def _corrected(sentence: Sentence, tagged: Sequence[Mention], known: Known) -> list[Mention]:
    """Set right what the gazetteer and the word before a name know better than the tagger."""
    found = [right for m in tagged if (right := _by_context(sentence, m, known)) is not None]
    for place in sentence.mentions:
        if place.entry is None or place.form in {"adjective", "demonym", "description"}:
            continue
        if not sentence.tokens[place.first].text[:1].isupper():
            continue
        over = [m for m in found if m.first <= place.last and place.first <= m.last]
        if place.kind == "union":
            found = [m for m in found if m not in over or m.last - m.first > place.last - place.first]
        elif over or place.kind not in {"territory", "macroregion"}:
            continue
        if not over or place.kind == "union":
            found.append(
                _mention(sentence, "organization" if place.kind == "union" else "place", place.first, place.last)
            )
    return sorted(found, key=lambda m: (m.first, -m.last))


def _is_noun(word: Token, kind: str) -> bool:
    """Whether what was taken for a body is a common noun with the capital of a sentence: «Грузооборот между …»."""
    return kind == "organization" and word.pos == "NOUN" and not word.text.isupper() and is_common(word.text.casefold())


def _by_context(sentence: Sentence, mention: Mention, known: Known) -> Mention | None:
    words = sentence.tokens[mention.first : mention.last + 1]
    single = key(words[-1].text) if len(words) == 1 else ""
    small = (single in known.common and words[0].pos != "PROPN") or _is_noun(words[0], mention.kind)
    if not _may_name(words) or (single and words[0].i == 0 and small):
        return None
    if mention.kind == "person":
        return mention if len(words) > 1 or single in known.people else _no_person(sentence, mention)
    if single in known.things:
        return None
    if words[0].lemma in naming.PLACES or words[-1].lemma in naming.PLACES or words[0].text in naming.PLACE_ACRONYMS:
        return replace(mention, kind="place")
    if mention.kind == "place":
        return replace(mention, kind="organization") if single and _compound(words[0]) else mention
    before = _before(sentence, mention)
    if before is None or before.pos != "NOUN" or words[0].lemma in naming.BODIES:
        return mention
    if before.lemma in naming.VESSELS:
        return None
    return replace(mention, kind="place") if before.lemma in naming.PLACES - naming.SEATS else mention


def _may_name(words: Sequence[Token]) -> bool:
    if len(words) == 1 and words[0].pos in {"PRON", "DET", "ADV"}:
        return False
    return any(t.lemma not in naming.NO_NAMES for t in words) and any(c.isupper() for t in words for c in t.text)


def _no_person(sentence: Sentence, mention: Mention) -> Mention:
    """Turn a single word taken for a person into a firm («команда Феррари»), where its noun says so."""
    before, word = _before(sentence, mention), sentence.tokens[mention.last]
    firm = before is not None and before.lemma in naming.FIRMS and before.pos == "NOUN"
    return replace(mention, kind="organization") if firm or _compound(word) else mention


def _compound(word: Token) -> bool:
    """Whether a word is made of the noun of a body: «Еврокомиссия», «Нацфронт», «Рыбохрана»."""
    return any(word.lemma.endswith(noun) and len(word.lemma) > len(noun) + 2 for noun in naming.COMPOUNDED)


# One name in the whole document ----------------------------------------------------------------------------------


def _consistent(sentences: Sequence[Sentence], found: Sequence[list[Mention]], known: Known) -> list[list[Mention]]:
    """Let the document decide what a single word names: most mentions win, and unmarked ones are marked."""
    votes: dict[str, Counter[str]] = {}
    for sentence, own in zip(sentences, found, strict=True):
        for mention in own:
            for word in _voting(sentence, mention):
                votes.setdefault(key(word.text), Counter())[mention.kind] += 1 + (mention.last > mention.first)
    votes = {word: kinds for word, kinds in votes.items() if word not in known.things}
    return [_voted(sentence, own, votes) for sentence, own in zip(sentences, found, strict=True)]


def _voting(sentence: Sentence, mention: Mention) -> list[Token]:
    """Return the words that may stand for the whole name: a single word, a surname."""
    words = sentence.tokens[mention.first : mention.last + 1]
    if len(words) == 1 or mention.kind == "person":
        return [words[-1]]
    return []


def _voted(sentence: Sentence, own: list[Mention], votes: dict[str, Counter[str]]) -> list[Mention]:
    out = []
    for mention in own:
        kinds = votes.get(key(sentence.tokens[mention.last].text), Counter())
        if mention.first == mention.last and kinds and mention.kind != "person":
            best, count = kinds.most_common(1)[0]
            if best == "person" and count > 2 * kinds[mention.kind]:
                out.append(_mention(sentence, best, mention.first, mention.last))
                continue
        out.append(mention)
    covered = {i for m in own for i in range(m.first, m.last + 1)}
    for token in sentence.tokens:
        if token.i in covered or not _like_a_name(token):
            continue
        kinds = votes.get(key(token.text), Counter())
        quoted = token.i > 0 and sentence.tokens[token.i - 1].text in extents.OPEN
        if sum(kinds.values()) >= (1 if quoted else 2):
            kind = kinds.most_common(1)[0][0]
            out.append(
                _mention(
                    sentence, kind, _first_name(sentence, token, covered) if kind == "person" else token.i, token.i
                )
            )
    return sorted(out, key=lambda m: (m.first, -m.last))


def _first_name(sentence: Sentence, surname: Token, covered: set[int]) -> int:
    before = sentence.tokens[surname.i - 1] if surname.i else surname
    named = before.pos == "PROPN" and before.text[:1].isupper() and before.i not in covered
    return before.i if named else surname.i


def _like_a_name(token: Token) -> bool:
    return token.text[:1].isupper() and len(token.text) > 2 and token.pos in {"PROPN", "NOUN", "X", "VERB", "ADJ"}


# Bodies and places around their names ----------------------------------------------------------------------------


def _completed(sentence: Sentence, own: Sequence[Mention]) -> list[Mention]:
    found = list(own)
    for token in sentence.tokens:
        if token.pos not in {"NOUN", "PROPN"}:
            continue
        known = token.lemma in naming.BODIES or any(
            m.first == m.last == token.i for m in own if m.kind == "organization"
        )
        if known and not any(m.kind == "place" and m.first <= token.i <= m.last for m in own):
            found = _with(found, extents.body(sentence, token, own))
    found += _addresses(sentence, found)
    found += _sites(sentence, found)
    found += _bracketed(sentence, found)
    return sorted(found, key=lambda m: (m.first, -m.last))


def _with(found: list[Mention], new: Mention | None) -> list[Mention]:
    """Add a mention; those of its kind that it overlaps are parts of it."""
    if new is None:
        return found
    kept = [m for m in found if m.kind != new.kind or m.last < new.first or new.last < m.first]
    merged = [m for m in found if m not in kept]
    first = min([new.first, *(m.first for m in merged)])
    last = max([new.last, *(m.last for m in merged)])
    return [*kept, replace(new, first=first, last=last)]


def _addresses(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the sites of the net that are cited by their address: «сообщает infox.ru»."""
    for match in _ADDRESS.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        inside = [t.i for t in sentence.tokens if start <= t.start and t.end <= end]
        if inside and not any(m.first <= inside[-1] and inside[0] <= m.last for m in found):
            yield Mention("organization", match[0], inside[0], inside[-1], inside[0])


def _sites(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the buildings and rooms of organisations: «здание Конгресса», «штаб-квартира Google»."""
    bodies = {m.first: m for m in found if m.kind == "organization"}
    for token in sentence.tokens:
        if token.lemma in naming.SEATS and token.i + 1 in bodies:
            body = bodies[token.i + 1]
            yield Mention("place", joined(sentence.tokens[token.i : body.last + 1]), token.i, body.last, token.i)


def _bracketed(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the other name in brackets behind a name: «Комитет защиты журналистов (КЗЖ)»."""
    ends = {m.last: m for m in sorted(found, key=lambda m: m.last - m.first)}
    covered = {i for m in found for i in range(m.first, m.last + 1)}
    for token in sentence.tokens:
        if token.text != "(":
            continue
        close = next((t.i for t in sentence.tokens[token.i + 1 : token.i + 9] if t.text == ")"), None)
        before = next((ends[i] for i in (token.i - 1, token.i - 2) if i in ends), None)
        if close is None or before is None or close == token.i + 1:
            continue
        inside = sentence.tokens[token.i + 1 : close]
        if covered.isdisjoint(t.i for t in inside) and _other_name(inside):
            mention = _mention(sentence, before.kind, inside[0].i, inside[-1].i)
            ends[close] = mention
            yield mention


def _other_name(words: Sequence[Token]) -> bool:
    if len(words) == 1:
        text = words[0].text
        return len(text) > 1 and (text.isupper() or (text[0].isupper() and text.isascii())) and text.isalpha()
    return (
        words[0].text[:1].isupper()
        and all(t.text.isascii() for t in words)
        and all(not t.text.isdigit() for t in words)
    )
