"""Russian mentions: territories by gazetteer, people by the tagger, bodies by their head nouns and by the tagger.

The gazetteer overrides the tagger, which takes «Карелией» for a person and «СП» for an organisation; the tagger
overrides it only where a longer personal name begins with the name of a place («Владимир Петров»).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.morphology import inflect, lemmas, nominal_case, to_nominative
from coopatlas.reading.russian.tagger import Span

_QUOTES_OPEN, _QUOTES_CLOSE = '«„“"', '»“”"'
_TERRITORIES = {"country", "region", "city", "macroregion", "district"}


def mark(sentences: Sequence[Sentence], spans: Sequence[Span], gazetteer: Gazetteer) -> None:
    """Fill `mentions` of every sentence, in order, without overlaps."""
    matches = [
        gazetteer.scan(words, [lemmas(word) for word in words], "ru")
        for words in ([t.text for t in s.tokens] for s in sentences)
    ]
    known = _unambiguous(matches)
    ordered = sorted(spans, key=lambda span: span.start)
    at = 0
    for sentence, named in zip(sentences, matches, strict=True):
        own = []
        while at < len(ordered) and ordered[at].start < sentence.end:
            if ordered[at].start >= sentence.start:
                own.append(ordered[at])
            at += 1
        sentence.mentions = _of_sentence(sentence, own, list(_places(sentence, named, known, gazetteer)))


def _of_sentence(sentence: Sentence, spans: Sequence[Span], places: Sequence[Mention]) -> list[Mention]:
    people = [m for m in _people(sentence, spans, places) if not _same_as_place(m, places)]
    found = _without_overlaps(people, _without_overlaps([], places))
    bodies = list(_bodies(sentence, found))
    found = [m for m in found if m.kind not in {"person", "port"} or not any(_within(m, body) for body in bodies)]
    quoted = list(_quoted_names(sentence))
    found = [m for m in found if not _touches(m, quoted)]
    bodies = [m for m in bodies if not any(q.first <= m.head <= q.last for q in quoted)]
    quoted = _without_overlaps([], [q for q in quoted if not _touches(q, bodies)])
    found += quoted
    tagged = [m for m in _tagged_bodies(sentence, spans) if not _touches(m, [*found, *bodies])]
    return sorted([*found, *bodies, *tagged], key=lambda m: (m.first, -m.last))


def _within(mention: Mention, body: Mention) -> bool:
    """Whether a body's name goes on beyond a mention inside it."""
    return (
        body.first <= mention.first
        and mention.last <= body.last
        and body.last - body.first > mention.last - mention.first
    )


def _touches(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.first <= other.last and other.first <= mention.last for other in others)


def _without_overlaps(chosen: Sequence[Mention], more: Sequence[Mention]) -> list[Mention]:
    return [*chosen, *(m for m in more if not _touches(m, chosen))]


def _same_as_place(person: Mention, places: Sequence[Mention]) -> bool:
    """Whether the gazetteer knows the whole span as a place; a name of two words and more is a person's."""
    return any(p.form != "adjective" and p.first <= person.first and person.last <= p.last for p in places) or any(
        p.first <= person.last and person.first <= p.last and p.last - p.first >= person.last - person.first
        for p in places
    )


def _unambiguous(matches: Sequence[Sequence[Match]]) -> Counter[str]:
    """Count what the document names without ambiguity, and what it lies in: this decides РК, РТ, КР."""
    counts: Counter[str] = Counter()
    for match in (match for named in matches for match in named if len(match.entries) == 1):
        counts[match.entries[0].id] += 2
        counts.update(match.entries[0].part_of)
    return counts


def _places(
    sentence: Sentence, matches: Sequence[Match], known: Counter[str], gazetteer: Gazetteer
) -> Iterator[Mention]:
    for match in matches:
        head = top(sentence, match.start_token, match.end_token - 1)
        for named in sorted(match.entries, key=lambda e: -known[e.id])[:1]:
            entry = _meant(sentence, head, named, gazetteer)
            kind = "territory" if entry.kind in _TERRITORIES else entry.kind
            name = entry.names.get("ru") or next(iter(entry.names.values()))
            form = "name" if match.form == "abbreviation" else match.form
            yield Mention(kind, name, match.start_token, match.end_token - 1, head.i, form, entry)


def _meant(sentence: Sentence, head: Token, entry: Entry, gazetteer: Gazetteer) -> Entry:
    """Return the state where its capital stands for it: «Минск предложил», «обсуждать с Москвой», «интересы Анкары»."""
    above = sentence.head(head)
    if not entry.capital_of or above is None:
        return entry
    acts = head.rel.startswith("nsubj") and above.lemma in lexicon.STATE_ACTS
    talks = (
        head.case == "Ins"
        and above.lemma in lexicon.NEGOTIATION
        and head.i > 0
        and sentence.tokens[head.i - 1].lemma == "с"
    )
    owns = head.case == "Gen" and above.lemma in {"интерес", "позиция", "предложение", "инициатива", "согласие"}
    country = gazetteer.entries().get(entry.capital_of)
    return country if country is not None and (acts or talks or owns) else entry


def _tokens_of(sentence: Sentence, span: Span) -> list[Token]:
    return [t for t in sentence.tokens if t.start >= span.start and t.end <= span.end]


def _people(sentence: Sentence, spans: Sequence[Span], places: Sequence[Mention]) -> Iterator[Mention]:
    for span in spans:
        tokens = _tokens_of(sentence, span) if span.type == "PER" else []
        tokens = [
            t
            for t in tokens
            if t.text[:1].isupper() or t.text in {".", "-", "фон", "ван", "де", "аль", "оглы", "кызы", "бен", "бин"}
        ]
        while len(tokens) > 2 and any(p.first <= tokens[0].i <= p.last and p.form == "name" for p in places):
            tokens = tokens[1:]  # «провинции Хэйлунцзян Лян Хуэйлин»
        if tokens and any(len(t.text) > 1 for t in tokens):
            first, last = tokens[0].i, tokens[-1].i
            yield Mention(
                "person", person_name(sentence.tokens[first : last + 1]), first, last, top(sentence, first, last).i
            )


def person_name(tokens: Sequence[Token]) -> str:
    """Return a personal name in the nominative: «Артуром Парфенчиковым» → «Артур Парфенчиков»; initials stay."""
    gender = next((t.feats["Gender"] for t in tokens if t.feats.get("Gender") in {"Masc", "Fem"}), "Masc")
    words: list[str] = []
    for token in tokens:
        if token.text == "." and words:
            words[-1] += "."
        elif len(token.text) > 1 and gender == "Masc" and _looks_inflected(token):
            words.append(token.text[: len(token.lemma)])
        elif len(token.text) > 1:
            feats = {**token.feats, "Gender": gender, "Number": "Sing"}
            words.append(to_nominative(token.text, "PROPN", feats))
        else:
            words.append(token.text)
    return " ".join(words)


def _looks_inflected(token: Token) -> bool:
    """Whether a masculine name tagged as nominative bears a case ending: «Вагаршаком», whose lemma is «вагаршак»."""
    stem, plain = token.lemma, token.text.casefold().replace("ё", "е")
    return token.case in {"Nom", ""} and plain.startswith(stem) and plain[len(stem) :] in {"ом", "ем", "ым", "у", "ю"}


def top(sentence: Sentence, first: int, last: int) -> Token:
    """Return the token of `[first, last]` that is governed from outside; the last one where several are."""
    for token in sentence.tokens[first : last + 1]:
        if not first <= token.head <= last:
            return token
    return sentence.tokens[last]


def _bodies(sentence: Sentence, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the bodies named by a noun: «посольства РК в РФ», «МИД Узбекистана», «управление «Росморпорта»»."""
    at = 0
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if token.lemma in lexicon.BODIES and token.pos in {"NOUN", "PROPN"}:
            mention = _body(sentence, token, known)
            if _is_one(token, mention):
                yield mention
            at = mention.last + 1
        else:
            at += 1


def _body(sentence: Sentence, head: Token, known: Sequence[Mention]) -> Mention:
    first = _first_of_body(sentence, head)
    last = _last_of_body(sentence, head, known)
    return Mention("organization", body_name(sentence, first, head, last, known), first, last, head.i, "noun")


def _is_one(head: Token, mention: Mention) -> bool:
    """Whether a body is a certain one: not a plural, and of a common kind only with something that tells which."""
    if head.lemma not in lexicon.COMMON_BODIES or "«" in mention.name:
        return True
    return head.feats.get("Number") != "Plur" and mention.first < mention.last


def _first_of_body(sentence: Sentence, head: Token) -> int:
    first = head.i
    while first > 0:
        before = sentence.tokens[first - 1]
        if (
            before.pos != "ADJ"
            or before.case != head.case
            or before.lemma in {"этот", "тот", "новый", "наш", "другой", "данный", "сам"}
        ):
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
        if token.text in _QUOTES_OPEN and (close := _closing(sentence, at)) and close - at <= 8:
            last, at = close, close + 1
        elif (
            at in places
            and places[at].form != "adjective"
            and token.case in {"Gen", "Loc", ""} | ({token.case} if token.text.isupper() else set())
        ):
            last, at = places[at].last, places[at].last + 1
        elif (token.pos == "ADJ" and token.case == "Gen") or (token.text == "и" and last == at - 1):
            at += 1
        elif token.pos in {"NOUN", "PROPN"} and token.case == "Gen" and token.lemma not in lexicon.OFFICES:
            last, at = at, at + 1
        elif token.lemma in {"в", "по", "при"} and _place_follows(sentence, at, places, head):
            at += 1
        else:
            break
    return last


def _place_follows(sentence: Sentence, at: int, places: dict[int, Mention], head: Token) -> bool:
    """Whether a preposition still belongs to the body: «посольство в России», «управление по делам …»."""
    token = sentence.tokens[at]
    if token.lemma == "в":
        return head.lemma in lexicon.MISSIONS and any(at + 1 <= first <= at + 2 for first in places)
    return False


def _closing(sentence: Sentence, opening: int) -> int | None:
    for token in sentence.tokens[opening + 1 :]:
        if token.text in _QUOTES_CLOSE:
            return token.i
    return None


def body_name(sentence: Sentence, first: int, head: Token, last: int, known: Sequence[Mention]) -> str:
    """Return the name of a body in dictionary form, abbreviations expanded, places by their short names."""
    if head.lemma in lexicon.COMMON_BODIES and (named := _quoted_within(sentence, head.i + 1, last)):
        return named
    spelled = lexicon.BODY_SPELLING.get(head.lemma)
    proper = head.text[:1].isupper() and not head.text.isupper() and head.i > 0
    before, genitives = [], []
    for token in sentence.tokens[first : head.i]:
        place = next((m for m in known if m.first <= token.i <= m.last and m.form == "adjective"), None)
        if place and place.entry and place.entry.kind == "country":
            genitives.append(nominal_case(place.name, "gent"))
        else:
            before.append(to_nominative(token.text, token.pos, token.feats))
    noun = spelled or _noun(head)
    if proper and not before:
        noun = noun[:1].upper() + noun[1:]
    return (
        " ".join([*before, noun, *genitives, *_tail(sentence, head.i + 1, last, known)])
        .replace("« ", "«")
        .replace(" »", "»")
    )


def _quoted_within(sentence: Sentence, first: int, last: int) -> str:
    """Return the name in quotation marks inside a body's name: a firm is called by it alone."""
    opening = next((t.i for t in sentence.tokens[first : last + 1] if t.text in _QUOTES_OPEN), None)
    close = _closing(sentence, opening) if opening is not None else None
    return (
        quoted_name(sentence.tokens[opening + 1 : close])
        if opening is not None and close and close > opening + 1
        else ""
    )


def _noun(head: Token) -> str:
    word = to_nominative(head.text, head.pos, head.feats)
    return word if head.text.isupper() else word[:1].lower() + word[1:]


def _tail(sentence: Sentence, at: int, last: int, known: Sequence[Mention]) -> Iterator[str]:
    places = {m.first: m for m in known if m.kind in {"territory", "union"} and m.form != "adjective"}
    case = "gent"
    while at <= last:
        place = places.get(at)
        if place:
            yield nominal_case(place.name, case)
            at, case = place.last + 1, "gent"
        else:
            case = "loct" if sentence.tokens[at].lemma == "в" else "gent"
            token = sentence.tokens[at]
            spelled = lexicon.BODY_SPELLING.get(token.lemma)
            yield nominal_case(spelled, "gent") if spelled else token.text
            at += 1


def _quoted_names(sentence: Sentence) -> Iterator[Mention]:
    """Yield the short capitalised names in quotation marks: «КАМАЗ», «Кастамону Энтегре»; what they name is not a place."""
    for token in sentence.tokens:
        close = _closing(sentence, token.i) if token.text in "«„“" else None
        words = sentence.tokens[token.i + 1 : close] if close else []
        if (
            not words
            or len(words) > 5
            or not words[0].text[:1].isupper()
            or any(t.pos in {"VERB", "PUNCT"} and t.text not in "-." for t in words)
        ):
            continue
        before = sentence.tokens[token.i - 1].lemma if token.i else ""
        kind = "product" if before in lexicon.NAMED_THINGS else "organization"
        yield Mention(
            kind, quoted_name(words), token.i, words[-1].i + 1, top(sentence, words[0].i, words[-1].i).i, "quoted"
        )


def _tagged_bodies(sentence: Sentence, spans: Sequence[Span]) -> Iterator[Mention]:
    for span in spans:
        tokens = _tokens_of(sentence, span) if span.type == "ORG" else []
        words = [t for t in tokens if t.text not in _QUOTES_OPEN + _QUOTES_CLOSE]
        if not words or words[0].lemma in lexicon.NOT_BODIES or not any(t.text[:1].isupper() for t in words):
            continue
        quoted = words[0].i > 0 and sentence.tokens[words[0].i - 1].text in _QUOTES_OPEN
        name = quoted_name(words) if quoted else organisation_name(words)
        first, last = tokens[0].i, tokens[-1].i
        yield Mention("organization", name, first, last, top(sentence, words[0].i, words[-1].i).i)


def quoted_name(tokens: Sequence[Token]) -> str:
    """Return a name in quotation marks as it stands, but for a single inflected noun: «КАМАЗа» → «КАМАЗ»."""
    if len(tokens) == 1:
        return organisation_name(tokens)
    return joined(tokens)


def organisation_name(tokens: Sequence[Token]) -> str:
    """Return the name with the words before and at its first noun in the nominative."""
    out, done = [], False
    for token in tokens:
        if done or token.pos not in {"ADJ", "NOUN", "PROPN", "DET"}:
            out.append(token.text)
            continue
        out.append(_proper_nominative(token))
        done = token.pos in {"NOUN", "PROPN"}
    return " ".join(out)


def _proper_nominative(token: Token) -> str:
    if any(c.isupper() for c in token.text[1:]) and not token.text.isupper():
        return (
            re.sub(r"(?<=[а-яА-Я]{3})(?:ом|ой|у|а|е|и|ы)$", "", token.text)
            if token.case not in {"Nom", ""}
            else token.text
        )
    if token.feats.get("Foreign") or not any("а" <= c <= "я" for c in token.text.casefold()):
        return token.text
    return inflect(token.text, "nomn") if token.case not in {"Nom", ""} else token.text


def joined(tokens: Sequence[Token]) -> str:
    """Return the text of consecutive tokens with the spaces that stand between them."""
    out = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        out += (" " * (token.start - before.end) if before else "") + token.text
    return " ".join(out.split())
