"""Bodies named by a noun, and what belongs to their names: «посольство РК в РФ», «МИД Узбекистана», «завод «…»»."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile

from coopatlas.language.russian.morphology import is_known, nominal_case, to_nominative
from coopatlas.language.russian.names import quoted_name
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import lexicon

QUOTES_OPEN, QUOTES_CLOSE = '«„“"', '»“”"'
_POINTING = {"этот", "тот", "новый", "наш", "другой", "данный", "сам"}
"""Adjectives before a body that are no part of its name."""
_LONGEST_QUOTED = 8
"""Tokens up to which quotation marks behind a body hold its name."""


def bodies(sentence: Sentence, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the bodies named by a noun: «посольства РК в РФ», «МИД Узбекистана», «управление «A»»."""
    at = 0
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if any(m.kind == "union" and m.first <= at <= m.last for m in known):
            at += 1
        elif (token.lemma in lexicon.BODIES or _clipped(token)) and token.pos in {"NOUN", "PROPN"}:
            mention = _body(sentence, token, known)
            if _is_one(sentence, token, mention, known):
                yield mention
            at = mention.last + 1
        else:
            at += 1


_CLIPPED = re.compile(r"(?:Мин|Гос|Рос|Глав|Обл|Нац|Каз|Узб)[а-яё]{4,}|[А-ЯЁ][а-яё]{2,}стат(?:а|у|ом|е)?")


def _clipped(token: Token) -> bool:
    """Whether a word is the clipped name of a body that no dictionary has: «Госкомтаможня», «Минцифры»."""
    return _CLIPPED.fullmatch(token.text) is not None and not is_known(token.text)


def _body(sentence: Sentence, head: Token, known: Sequence[Mention]) -> Mention:
    first = _first_of_body(sentence, head)
    last = _last_of_body(sentence, head, known)
    return Mention("organization", body_name(sentence, first, head, last, known), first, last, head.i, "noun")


def _is_one(sentence: Sentence, head: Token, mention: Mention, known: Sequence[Mention]) -> bool:
    """Whether a body is a certain one: not a plural, and of a common kind only with a name that tells which.

    «мебельная фабрика» is one of many; «Омская мебельная фабрика», «омская фабрика» and «фабрика «Север»» are not.
    """
    if head.lemma in lexicon.MISSIONS and head.feats.get("Number") == "Plur":
        return False
    inside = sentence.tokens[mention.first : mention.last + 1]
    if any(t.lemma in lexicon.SHARED_BODIES for t in inside[: head.i - mention.first]):
        return False
    if head.lemma not in lexicon.COMMON_BODIES or "«" in mention.name or mention.name.isascii():
        return True
    proper = any(t.text[:1].isupper() and t.i > 0 for t in inside)
    placed = any(mention.first <= m.first and m.last <= mention.last for m in known)
    placed = placed or (len(inside) > _LOCAL_BODY and inside[0].lemma in _LOCAL)
    return head.feats.get("Number") != "Plur" and mention.first < mention.last and (proper or placed)


_LOCAL = frozenset({"региональный", "областной", "краевой", "республиканский"})
_LOCAL_BODY = 2
"""Words beyond which a body of the region is a certain one: «региональный центр поддержки экспорта»."""


def _first_of_body(sentence: Sentence, head: Token) -> int:
    first = head.i
    while first > 0:
        before = sentence.tokens[first - 1]
        if before.pos != "ADJ" or before.case != head.case or before.lemma in _POINTING:
            break
        first -= 1
    return first


def _last_of_body(sentence: Sentence, head: Token, known: Sequence[Mention]) -> int:
    """Walk over what belongs to the name: genitives, their adjectives, «и» between them, a place, a quoted name."""
    last, at = head.i, head.i + 1
    people = {i for m in known if m.kind == "person" for i in range(m.first, m.last + 1)}
    places = {m.first: m for m in known if m.kind != "person"}
    while at < len(sentence.tokens) and at not in people:
        token = sentence.tokens[at]
        if _foreign(token) and head.lemma in lexicon.COMMON_BODIES:
            last, at = at, at + 1
        elif token.text in QUOTES_OPEN and (close := closing(sentence, at)) and close - at <= _LONGEST_QUOTED:
            last, at = close, close + 1
        elif (
            at in places
            and places[at].form != "adjective"
            and token.case in {"Gen", "Loc", ""} | ({token.case} if token.text.isupper() else set())
        ):
            last, at = places[at].last, places[at].last + 1
        elif (token.pos == "ADJ" and token.case == "Gen") or (token.text == "и" and last == at - 1):
            at += 1
        elif token.pos in {"NOUN", "PROPN"} and token.case == "Gen" and _belongs(head, token):
            last, at = at, at + 1
        elif (end := _end_of_matters(sentence, head, at)) is not None:
            last, at = end, end + 1
        elif token.text == "," and at not in places and _lists_matters(sentence, head, at):
            at += 1
        elif token.lemma == "в" and _is_mission(sentence, head, at) and places.keys() & {at + 1, at + 2}:
            at += 1  # «посольство в России», «пресс-служба посольства в России»
        else:
            break
    return last


def _end_of_matters(sentence: Sentence, head: Token, at: int) -> int | None:
    """Return the last word of what a body is there for: «комитет | по внешним связям | Омской области»."""
    if sentence.tokens[at].lemma != "по" or head.lemma not in lexicon.ENTRUSTED_BODIES:
        return None
    end = None
    for token in sentence.tokens[at + 1 :]:
        joins = end == token.i - 1 and token.text in {"и", ","} and _goes_on(sentence, token.i, "Dat")
        if token.lemma in lexicon.ON_OCCASION:
            break
        if token.pos in {"NOUN", "PROPN"} and token.case == "Dat":
            end = token.i
        elif not (joins or (token.pos == "ADJ" and token.case == "Dat")):
            break
    return end


def _goes_on(sentence: Sentence, at: int, case: str) -> bool:
    """Whether a noun in a case, with its attributes, stands behind a word."""
    behind = list(
        dropwhile(lambda t: t.pos == "ADJ" and t.case == case, sentence.tokens[at + 1 : at + 1 + _ATTRIBUTES])
    )
    return bool(behind) and behind[0].pos == "NOUN" and behind[0].case == case


def _lists_matters(sentence: Sentence, head: Token, at: int) -> bool:
    """Whether a comma parts what a body is there for: «министерство торговли, промышленности и туризма Якутии»."""
    if head.lemma not in lexicon.ENTRUSTED_BODIES or sentence.tokens[at - 1].case != "Gen":
        return False
    behind = takewhile(lambda t: t.text in {",", "и"} or t.case == "Gen", sentence.tokens[at:])
    joined = [t.i for t in behind if t.text in {",", "и"}]
    return all(_goes_on(sentence, i, "Gen") for i in joined) and any(sentence.tokens[i].text == "и" for i in joined)


_ATTRIBUTES = 4


def _belongs(head: Token, genitive: Token) -> bool:
    """Whether a genitive is part of a body's name; an office is of its staff's: «пресс-служба президента Чехии»."""
    return genitive.lemma not in lexicon.OFFICES or head.lemma in lexicon.STAFFS


def _foreign(token: Token) -> bool:
    """Whether a word is of a name in Latin letters: «компания Nile Grain»."""
    return token.text.isascii() and token.text[:1].isupper() and token.text.isalpha()


def _is_mission(sentence: Sentence, head: Token, end: int) -> bool:
    return any(token.lemma in lexicon.MISSIONS for token in sentence.tokens[head.i : end])


def closing(sentence: Sentence, opening: int) -> int | None:
    """Return the position of the first closing quotation mark after an opening one."""
    for token in sentence.tokens[opening + 1 :]:
        if token.text in QUOTES_CLOSE:
            return token.i
    return None


def body_name(sentence: Sentence, first: int, head: Token, last: int, known: Sequence[Mention]) -> str:
    """Return the name of a body in dictionary form, abbreviations expanded, places by their short names.

    Bodies of several places are named as each is: «торгово-промышленная палата Омской области и Таджикистана».
    """
    if head.lemma in lexicon.COMMON_BODIES and (named := _quoted_within(sentence, head.i + 1, last)):
        return named
    spelled = lexicon.BODY_SPELLING.get(head.lemma) or lexicon.BODY_SPELLING.get(head.text.casefold())
    proper = head.text[:1].isupper() and not head.text.isupper() and head.i > 0
    owners = [m for m in known if m.kind == "territory" and m.form != "adjective" and head.i < m.first <= last]
    each = {"Number": "Sing", "Case": "Gen", "Gender": head.feats.get("Gender", "")} if len(owners) > 1 else {}
    before, genitives = [], []
    for token in sentence.tokens[first : head.i]:
        place = next((m for m in known if m.first <= token.i <= m.last and m.form == "adjective"), None)
        if place and place.entry and place.entry.kind == "country" and head.lemma not in lexicon.COMMON_BODIES:
            genitives.append(nominal_case(place.name, "gent"))
        else:
            before.append(to_nominative(token.text, token.pos, {**token.feats, **each}))
    noun = spelled or _noun(head, {**head.feats, **each})
    if proper and not before:
        noun = noun[:1].upper() + noun[1:]
    return (
        " ".join([*before, noun, *genitives, *_tail(sentence, head.i + 1, last, known)])
        .replace("« ", "«")
        .replace(" »", "»")
        .replace(" ,", ",")
    )


def _quoted_within(sentence: Sentence, first: int, last: int) -> str:
    """Return the name in quotation marks or Latin letters inside a body's name: a firm is called by it alone."""
    foreign = [t for t in sentence.tokens[first : last + 1] if _foreign(t)]
    if foreign and foreign[0].i == first:
        return quoted_name(sentence.tokens[first : foreign[-1].i + 1])
    opening = next((t.i for t in sentence.tokens[first : last + 1] if t.text in QUOTES_OPEN), None)
    close = closing(sentence, opening) if opening is not None else None
    return (
        quoted_name(sentence.tokens[opening + 1 : close])
        if opening is not None and close and close > opening + 1
        else ""
    )


def _noun(head: Token, feats: Mapping[str, str]) -> str:
    word = to_nominative(head.text, head.pos, feats)
    return word if head.text.isupper() else word[:1].lower() + word[1:]


def _tail(sentence: Sentence, at: int, last: int, known: Sequence[Mention]) -> Iterator[str]:
    places = {m.first: m for m in known if m.kind in {"territory", "union"} and m.form != "adjective"}
    case = "gent"
    while at <= last:
        place = places.get(at)
        if place and sentence.tokens[at - 1].text not in QUOTES_OPEN:
            yield nominal_case(place.name, case)
            at, case = place.last + 1, "gent"
        else:
            case = "loct" if sentence.tokens[at].lemma == "в" else "gent"
            token = sentence.tokens[at]
            spelled = lexicon.BODY_SPELLING.get(token.lemma)
            yield nominal_case(spelled, "gent") if spelled else token.text
            at += 1
