"""The bodies, ports and sites of Kazakh sentences: a head noun with the name, quotation or territory before it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from coopatlas.gazetteer import Gazetteer
from coopatlas.language.kazakh import grammar, lexicon
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.kazakh.firms import LATIN
from coopatlas.reading.kazakh.names import CLOSE, OPEN, listed, printed, text, words

_MOST_IN_A_NAME = 9


def named(gazetteer: Gazetteer, sentence: Sentence) -> Iterator[Mention]:
    """Yield the bodies, ports and sites of a sentence, each of a body up to its press service."""
    yield from _pressing(sentence, _bodies(gazetteer, sentence))


def _bodies(gazetteer: Gazetteer, sentence: Sentence) -> Iterator[Mention]:
    """Yield bodies, ports and sites: a head noun with the name, quotation or territory before it."""
    for head in sentence.tokens:
        kind = _kind(head.lemma)
        if not kind or "State" in head.feats or _is_region(sentence, head):
            continue
        first, last = _extent(sentence, head)
        inside = sentence.tokens[first : last + 1]
        if kind == "port" and any(t.pos == "CCONJ" for t in inside):
            yield from _each_port(gazetteer, sentence, inside, head)
            continue
        if _only_described(sentence, inside, head):
            continue
        first = _joint_ministry(sentence, first, head)
        inside = sentence.tokens[first : last + 1]
        ministry = first < last and _is_ministry(head, inside[0])
        if first == last or last - first > _MOST_IN_A_NAME or not (ministry or _proper(inside[:-1])):
            continue
        if (whole := _quoted_whole(sentence, inside, head)) is not None:
            yield whole
            continue
        first = _without_owner(sentence, inside, first, head)
        inside = sentence.tokens[first : last + 1]
        quoted = inside[0].text in OPEN and head.lemma in words("companies")
        latin = [t for t in inside if LATIN.match(t.text)] if head.lemma in words("companies") else []
        if latin:
            yield Mention("organization", text(sentence, latin[0].i, latin[-1].i), latin[0].i, last, head.i)
        elif quoted:
            closing = next((t.i for t in inside[1:] if t.text in CLOSE), last)
            name = text(sentence, first + 1, closing - 1)
            yield Mention("organization", name, first, last, head.i, "quoted")
        else:
            yield _institution(gazetteer, sentence, kind, first, head)
            if kind == "port":
                yield from _all_ports(gazetteer, sentence, first, head)


def _joint_ministry(sentence: Sentence, first: int, head: Token) -> int:
    """Return where the name of a ministry of two things begins: «Сауда және интеграция министрлігі»."""
    tokens = sentence.tokens
    joint = tokens[first - 1] if first > 1 else None
    if joint is None or joint.pos != "CCONJ" or head.lemma not in {"министрлік", "департамент", "басқарма"}:
        return first
    start = joint.i - 1
    while start and tokens[start].text[:1].islower() and tokens[start - 1].pos in {"NOUN", "ADJ", "PROPN"}:
        start -= 1
    return start if tokens[start].text[:1].isupper() and tokens[first].text[:1].islower() else first


def _each_port(gazetteer: Gazetteer, sentence: Sentence, inside: Sequence[Token], head: Token) -> Iterator[Mention]:
    """Yield both ports of «Ақтау мен Баку порттары»."""
    for token, after in pairwise(inside):
        if token.pos == "PROPN" and (after.pos == "CCONJ" or after.text == "," or after.i == head.i):
            name, last = f"{printed(sentence, token.i, token.i)} {head.lemma}ы", token.i
            last = head.i if after.i == head.i else last
            yield Mention("port", name, token.i, last, last, "name", next(iter(gazetteer.find(name, "kk")), None))


def _only_described(sentence: Sentence, inside: Sequence[Token], head: Token) -> bool:
    """Whether a phrase tells what a body is like or whose it is, but does not name it."""
    if head.lemma == "орталық" and sentence.tokens[head.i - 1].case == "Gen":
        return True
    if any(t.lemma in _SHARED for t in inside):
        return True
    joint = any(t.pos == "CCONJ" or t.text in {"–", "—"} for t in inside)
    if joint and inside[0].pos in {"NOUN", "ADJ"} and head.feats.get("Number") == "Plur":
        return _kind(head.lemma) == "organization"  # «шет мемлекеттердің және Ресейдің ведомстволары»
    joint = joint and inside[0].pos == "PROPN"
    return joint and (
        head.lemma in {"комиссия", "кеңес"} or (head.feats.get("Number") == "Plur" and _kind(head.lemma) != "port")
    )


_SHARED = frozenset({"бірлескен", "ортақ", "біріккен"})
"""What is called so has no name yet: «бірлескен сүт комбинаты»."""


def _is_ministry(head: Token, first: Token) -> bool:
    """Whether a body is named by its field alone: «Көлік министрлігі», «Ұлттық статистика бюросы»."""
    national = first.lemma in {"ұлттық", "халықаралық"} and first.text[:1].isupper() and head.feats.get("Poss") == "3"
    return (head.lemma == "министрлік" and first.pos in {"NOUN", "ADJ"}) or national


def _without_owner(sentence: Sentence, inside: Sequence[Token], first: int, head: Token) -> int:
    """Return where the quoted name of a firm begins, without whose it is."""
    if head.lemma not in words("companies") or sentence.tokens[head.i - 1].text not in CLOSE:
        return first
    # A straight mark opens and closes: the one right before the noun closes.
    return next((t.i for t in reversed(inside) if t.text in OPEN and t.i < head.i - 1), first)


def _quoted_whole(sentence: Sentence, inside: Sequence[Token], head: Token) -> Mention | None:
    """Return a name in quotation marks of which the noun is the last word: «Алюминий құю зауыты»."""
    behind = sentence.tokens[head.i + 1 : head.i + 2]
    opening = next((t for t in inside if t.text in OPEN), None) if behind and behind[0].text in CLOSE else None
    if opening is None or any(t.text in CLOSE for t in sentence.tokens[opening.i + 1 : head.i]):
        return None  # «Х» ҰК» АҚ: the name ends at the first mark
    return Mention("organization", text(sentence, opening.i + 1, head.i), opening.i, head.i + 1, head.i, "quoted")


def _is_region(sentence: Sentence, head: Token) -> bool:
    """Whether «аймағы» behind a bare name makes a region of it, and no zone: «Баян-Өлгий аймағы»."""
    return head.lemma == "аймақ" and head.i > 0 and sentence.tokens[head.i - 1].pos == "PROPN"


def _kind(lemma: str) -> str:
    if lemma in words("companies") | words("institutions"):
        return "organization"
    if lemma in words("ports"):
        return "port"
    return "place" if lemma in words("sites") or lemma in {"аймақ", "қызмет"} else ""


def _extent(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the name before a head noun, without what only describes it."""
    first, last = grammar.phrase(sentence, head)
    tokens = sentence.tokens
    for token in tokens[first : head.i]:
        inner = token.case == "Gen" and token.lemma in words("institutions") and tokens[token.i + 1].text[:1].isupper()
        foreign = token.case == "Gen" and token.pos == "PROPN" and tokens[token.i + 1].pos == "PROPN"
        oblique = token.case in {"Loc", "Dat", "Abl", "Ins", "Acc"} and "Attr" not in token.feats
        if inner or foreign or oblique or token.pos == "ADP" or (token.feats.get("Attr") and head.lemma not in _POSTED):
            first = token.i + 1
    if first and tokens[first - 1].lemma in lexicon.words().persons and tokens[first - 1].feats.get("Poss") == "3":
        while first < head.i and tokens[first].pos == "PROPN":
            first += 1  # the name of who holds the office before it
    if 1 < first <= head.i and tokens[first].text[:1].islower() and _begins_office(tokens[first - 1]):
        first -= 1  # «бұл туралы | Азаматтық авиация комитеті»
    while first < head.i and (_describes(tokens[first]) or tokens[first].text == ","):
        first += 1
    return first, last


def _begins_office(token: Token) -> bool:
    """Whether a common word in a capital amid a sentence begins the name of a body: «Азаматтық»."""
    return token.pos in {"ADJ", "NOUN"} and token.text[:1].isupper() and token.case in {"Nom", ""}


_POSTED = frozenset({"елшілік", "консулдық", "өкілдік"})
"""Bodies that are called with where they are: «Қазақстанның Ресейдегі елшілігі»."""


def _describes(token: Token) -> bool:
    """Whether a word only describes: a number, «жаңа», «бұл», «Ресейдегі» is kept."""
    common = token.pos in {"ADJ", "NUM", "PRON", "CCONJ"} and token.text[:1].islower()
    return common or token.pos in {"NUM", "PRON"}


def _proper(tokens: Sequence[Token]) -> bool:
    """Whether a stretch holds a name: a quotation, a proper name, or a capital amid the sentence."""
    return any(t.pos == "PROPN" or t.text in OPEN or (t.text[:1].isupper() and t.i > 0) for t in tokens)


def _all_ports(gazetteer: Gazetteer, sentence: Sentence, first: int, head: Token) -> Iterator[Mention]:
    """Yield each of «Ақтау мен Оля порттары»."""
    for start, end in listed(sentence, head, first):
        name = f"{printed(sentence, start, end)} {head.lemma}ы"
        yield Mention("port", name, start, end, end, "name", next(iter(gazetteer.find(name, "kk")), None))


def _institution(gazetteer: Gazetteer, sentence: Sentence, kind: str, first: int, head: Token) -> Mention:
    name = printed(sentence, first, head.i)
    if kind == "port" and head.feats.get("Number") == "Plur":
        name = f"{printed(sentence, first, head.i - 1)} {head.lemma}ы"
    for press in lexicon.table("bodies")["press"].split("|"):
        if name.endswith(press) and (owner := _owner_of_press(sentence, first, head)):
            name, kind = owner, "organization"
    for long, short in lexicon.table("bodies")["short"].items():
        name = re.sub(rf"^{long}\b", short, name)
    entry = next((e for e in gazetteer.find(name, "kk") if e.kind in {"organization", "port", "union"}), None)
    if entry is not None and entry.kind == "union":
        kind, name = "union", entry.names.get("kk", name)
    return Mention(kind, name, first, head.i, head.i, "name", entry)


def name_ports(sentences: Sequence[Sentence]) -> None:
    """Call a port as the text called it in full before: «Поти порты» after «Поти теңіз порты»."""
    known: dict[tuple[str, str], Mention] = {}
    for sentence in sentences:
        for n, mention in enumerate(sentence.mentions):
            words_ = mention.name.split()
            if mention.kind != "port" or len(words_) < 2:
                continue
            full = known.setdefault((words_[0], words_[-1]), mention)
            if len(words_) == 2 and len(full.name.split()) > 2:
                sentence.mentions[n] = replace(mention, name=full.name, entry=full.entry or mention.entry)
            elif len(words_) > 2:
                known[words_[0], words_[-1]] = mention


def _pressing(sentence: Sentence, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions, each of a body up to its press service: «… министрлігінің баспасөз қызметі»."""
    press = {p.partition(" ")[0] for p in lexicon.table("bodies")["press"].split("|")}
    for mention in mentions:
        at = mention.last + 1
        while at < len(sentence.tokens) and _is_legal_form(sentence.tokens[at]):
            at += 1
        behind = sentence.tokens[at : at + 2]
        serves = bool(behind) and behind[0].text.casefold() in press
        if serves and mention.kind in {"organization", "union"}:
            last = behind[-1].i if "-" not in behind[0].text else behind[0].i
            yield replace(mention, last=last, head=last)
        else:
            yield mention


def _is_legal_form(token: Token) -> bool:
    """Whether a word behind the name of a firm only tells its legal form: «Х» ҰК» | АҚ."""
    return token.text in CLOSE or (token.text.isupper() and token.text.casefold() in words("companies"))


def _owner_of_press(sentence: Sentence, first: int, head: Token) -> str:
    """Return the body whose press service a phrase names."""
    before = [t for t in sentence.tokens[first : head.i] if t.text.casefold() not in {"баспасөз", "баспасөз-қызметі"}]
    return printed(sentence, before[0].i, before[-1].i) if before else ""
