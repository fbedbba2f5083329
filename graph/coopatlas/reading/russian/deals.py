"""Agreements, joint ventures and investments, from the wish to the signature."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.model import Fact
from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import clauses, dates, figures, lexicon
from coopatlas.reading.russian.dates import Calendar
from coopatlas.reading.russian.figures import plain
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.morphology import nominal_case
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique
from coopatlas.reading.russian.speech import Speech, full_body, side_of

_TYPES = (
    ("memorandum", re.compile(r"меморандум\w*", re.I)),
    ("roadmap", re.compile(r"дорожн\w+\s+карт\w+", re.I)),
    ("programme", re.compile(r"(?:план\w*|программ\w+)\s+(?:совместных\s+)?(?:мероприятий|действий|сотрудничества|работы)|программ\w+\s+(?:приграничн\w+\s+)?сотрудничества", re.I)),
    ("protocol", re.compile(r"протокол\w*", re.I)),
    ("contract", re.compile(r"контракт\w*|договор(?![её]нн)\w*", re.I)),
    ("declaration", re.compile(r"деклараци\w+|совместн\w+\s+заявлени\w+", re.I)),
    ("agreement", re.compile(r"соглашени\w+", re.I)),
)
_SIGNING = frozenset({"подписать", "подписывать", "заключить", "скрепить", "расписаться", "парафировать", "подписание", "подписаться", "подписанный", "заключение", "подписываться"})
_IN_FORCE = frozenset({"действовать", "вступить", "действующий"})
_ENDING = frozenset({"истечь", "расторгнуть", "прекратить", "денонсировать"})


def read(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    """Yield the agreements, ventures and investments that a sentence names."""
    yield from _agreements(scene, sentence)
    yield from _ventures(scene, sentence)
    yield from _investments(scene, speech, sentence)


# Agreements ----------------------------------------------------------------------------------------------------------


def _agreements(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    seen: set[int] = set()
    for kind, pattern in _TYPES:
        for match in pattern.finditer(sentence.text):
            token = next(t for t in sentence.tokens if t.end - sentence.start > match.start())
            if token.i not in seen and token.pos in {"NOUN", "PROPN", "ADJ"} and not _quoted(sentence, token):
                seen.add(token.i)
                yield from _agreement(scene, sentence, kind, token)


def _quoted(sentence: Sentence, token: Token) -> bool:
    return token.text.isupper() and len(token.text) > 4


def _agreement(scene: Scene, sentence: Sentence, kind: str, token: Token) -> Iterator[Fact]:
    status, mode = _stage(sentence, token)
    if status is None:
        return
    parties = _parties(scene, sentence, token)
    if len(parties) < 2:
        return
    calendar = Calendar.of(scene.document.text, scene.document.published)
    when = next((p.label for p in dates.periods(sentence.text, calendar) if status == "signed" or "/" in p.label or len(p.label) > 4), None)
    args = {"party": parties, "type": kind, "subject": _subject(sentence, token), "status": status, "date": when, "place": _signed_in(sentence, token) if status == "signed" else None}
    yield make("agreement", sentence, args, "deals.agreement", at=token, modality=mode, polarity="negative" if status == "signed" and negated(sentence, token) else "positive", confidence=0.75)


def _stage(sentence: Sentence, token: Token) -> tuple[str | None, str]:
    """Return the status of a document and the modality that goes with it."""
    chain = [token, *sentence.ancestors(token), *(c for w in [token, *sentence.ancestors(token)] for c in sentence.children(w, "xcomp", "acl", "amod"))]
    signing = any(w.lemma in _SIGNING for w in chain)
    mode = modality(sentence, token, ignore=lexicon.SAYING - lexicon.PROPOSAL)
    if mode in {"proposal", "interest"}:
        return "proposed", "proposal"
    if mode == "negotiation":
        return "negotiated", "negotiation"
    if mode in {"intention", "readiness", "evaluation"}:
        return "planned", "intention"
    if any(w.lemma in _ENDING for w in chain):
        return "ended", "stated"
    if signing:
        return "signed", "stated"
    if any(w.lemma in _IN_FORCE for w in chain):
        return "in_force", "stated"
    if re.search(r"готовит\w*\s+к\s+подписанию|разрабатыва\w+|дорабатыва\w+", sentence.text, re.I):
        return "negotiated", "negotiation"
    return None, mode


def _parties(scene: Scene, sentence: Sentence, token: Token) -> list[str]:
    """Return the parties: beside the document («между A и B»), else the signers, else the two sides spoken of."""
    between = _between(scene, sentence, token)
    if len(between) >= 2:
        return between
    verb = next((w for w in sentence.ancestors(token) if w.pos == "VERB"), None)
    signers: list[str] = []
    for subject in clauses.subjects(sentence, verb) if verb is not None and not clauses.passive(verb) else []:
        signers += _party_of(scene, sentence, subject)
    signers = unique([*signers, *between])
    if len(signers) >= 2:
        return signers
    named = unique([m.name for m in sentence.mentions if m.kind == "territory" and m.form == "name" and not _located(sentence, m)])
    if len(named) == 2:
        return named
    pair = scene.pair(sentence)
    if len(signers) == 1 and pair:
        other = next((p for p in pair if p != signers[0]), None)
        return [*signers, other] if other else []
    return list(pair) if pair else []


def _located(sentence: Sentence, mention: Mention) -> bool:
    return mention.first > 0 and sentence.tokens[mention.first - 1].lemma in {"в", "на"} and sentence.tokens[mention.head].case == "Loc"


def _between(scene: Scene, sentence: Sentence, token: Token) -> list[str]:
    tail = sentence.tokens[token.i : token.i + 14]
    start = next((t.i for t in tail if t.lemma in {"между", "с"}), None)
    if start is None:
        return []
    found = [m for m in sentence.mentions if start < m.first <= start + 12 and m.kind in {"territory", "organization"} and m.form != "adjective"]
    return unique([_party_name(scene, sentence, m) for m in found if not any(t.pos == "VERB" for t in sentence.tokens[start : m.first])])[:4]


def _party_of(scene: Scene, sentence: Sentence, subject: Token) -> list[str]:
    mention = sentence.mention_at(subject)
    if mention is not None and mention.kind in {"territory", "organization"}:
        return [_party_name(scene, sentence, mention)]
    if mention is not None and mention.kind == "person":
        person = scene.person(mention)
        return [person.represents or person.organization] if person and (person.represents or person.organization) else []
    if subject.lemma in lexicon.OFFICES:
        people = sentence.mentions_in(sentence.subtree(subject), "person")
        return [side for m in people if (person := scene.person(m)) and (side := person.represents or person.organization)]
    if subject.lemma in PAIR_NOUNS and subject.feats.get("Number") == "Plur":
        return list(scene.pair(sentence) or ())
    name = scene.described(sentence, subject)
    return [name] if name else []


def _party_name(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    return full_body(scene, sentence, mention) if mention.kind == "organization" else mention.name


def _subject(sentence: Sentence, token: Token) -> str | None:
    """Return what the document is about: «о сотрудничестве», «по поставкам», «на поставку»."""
    for child in sentence.tokens[token.i + 1 : token.i + 9]:
        if child.lemma in {"о", "об", "по", "на"} and child.pos == "ADP":
            head = next((t for t in sentence.tokens[child.i + 1 : child.i + 6] if t.pos == "NOUN"), None)
            if head is not None and sentence.mention_at(head) is None and head.lemma not in {"год", "рамка", "полях"}:
                return clauses.phrase_name(sentence, head)
        if child.text in ",.;" or child.pos == "VERB":
            break
    return None


def _signed_in(sentence: Sentence, token: Token) -> str | None:
    for mention in sentence.mentions:
        if mention.kind == "territory" and mention.entry is not None and mention.entry.kind == "city" and mention.form == "name" and _located(sentence, mention):
            return mention.name
    return None


# Joint ventures ------------------------------------------------------------------------------------------------------

_VENTURE = re.compile(r"совместн\w+\s+(?:\w+\s+)?(?:предприяти\w+|производств\w+|проект\w+|компани\w+|завод\w+)|(?<![А-Яа-я])СП(?![А-Яа-я])", re.I)


def _ventures(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for match in _VENTURE.finditer(sentence.text):
        token = next(t for t in sentence.tokens if t.end - sentence.start >= match.end())
        if match.group() != "СП" and match.group().casefold() == "сп":
            continue
        yield from _venture(scene, sentence, token)
        return


def _venture(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Fact]:
    mode = modality(sentence, token, ignore=lexicon.SAYING - lexicon.PROPOSAL)
    status = "existing" if mode == "stated" else "interest" if mode in {"interest", "evaluation", "readiness"} else "planned"
    project = "проект" in token.lemma
    parties = _venture_parties(scene, sentence, token, status)
    if not parties or (project and status == "existing"):
        return
    args = {"party": parties, "location": _locations(scene, sentence, token, parties), "sector": _sector(sentence, token), "status": status}
    yield make("venture", sentence, args, "deals.venture", at=token, modality=mode, polarity="negative" if negated(sentence, token) else "positive", confidence=0.7 if len(parties) > 1 else 0.6)


def _venture_parties(scene: Scene, sentence: Sentence, token: Token, status: str) -> list[str]:
    """Return whose venture it is: its compound adjective, «с X», the subject of the wish; else the side that speaks."""
    found: list[str] = []
    for mention in sentence.mentions:
        if mention.kind != "territory":
            continue
        adjective = mention.form == "adjective" and 0 <= token.i - mention.last <= 3
        along = mention.first > 0 and sentence.tokens[mention.first - 1].lemma in {"с", "со"} and sentence.tokens[mention.head].case == "Ins"
        if adjective or along:
            found.append(mention.name)
    for verb in sentence.ancestors(token):
        for subject in clauses.subjects(sentence, verb) if verb.pos in {"VERB", "ADJ"} else []:
            mention = sentence.mention_at(subject)
            if mention is not None and mention.kind == "territory" and mention.form != "adjective":
                found.insert(0, mention.name)
            elif mention is None and (name := scene.territory_of(sentence, subject)):
                found.insert(0, name)
            elif subject.lemma in PAIR_NOUNS and subject.feats.get("Number") == "Plur":
                found += list(scene.pair(sentence) or ())
    if not found:
        before = scene.last_territory(sentence, len(sentence.tokens), "country") if status == "interest" else None
        return list(scene.pair(sentence) or ()) if status != "interest" else [before.name] if before else []
    return unique(found)


def _locations(scene: Scene, sentence: Sentence, token: Token, parties: Sequence[str]) -> list[str]:
    """Return where it is: «в портах Карелии», «в Татарстане», «на территории области»."""
    found: list[str] = []
    for place in _same_clause(sentence, token):
        if place.lemma not in {"в", "на"} or place.pos != "ADP":
            continue
        head = next((t for t in sentence.tokens[place.i + 1 : place.i + 5] if t.pos in {"NOUN", "PROPN"} and t.case == "Loc"), None)
        if head is None:
            continue
        mention = sentence.mention_at(head)
        inside = next((m for m in sentence.mentions if m.kind == "territory" and head.i < m.first <= head.i + 3), None)
        if mention is not None and mention.kind == "territory":
            found.append(mention.name)
        elif head.lemma in {"порт", "терминал"} and inside is not None:
            noun = "порты" if head.feats.get("Number") == "Plur" else "порт"
            found.append(f"{noun} {nominal_case(inside.name, 'gent')}")
        elif head.lemma == "территория" and inside is not None:
            found.append(inside.name)
        elif name := scene.described(sentence, head):
            found.append(name)
    return unique(found)


def _same_clause(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Yield the tokens after `token` up to the end of its quotation, a verb of saying or a stronger stop."""
    for after in sentence.tokens[token.i + 1 :]:
        if after.text in '";»' or after.lemma in lexicon.SAYING and after.pos == "VERB":
            return
        yield after


def _sector(sentence: Sentence, token: Token) -> str | None:
    match = re.search(r"в\s+(?:сфере|области|отрасли|секторе)\s+([\w\s-]+?)(?=[,.;»\"]|\s+и\s+\w+ть|\s+на\s|\s+в\s|$)", sentence.text[token.end - sentence.start :], re.I)
    if match:
        return match[1].strip()
    match = re.match(r"\s+по\s+(?:производству|выпуску|сборке|переработке)\s+([\w\s-]+?)(?=[,.;»\"(]|\s+в\s|\s+на\s|$)", sentence.text[token.end - sentence.start :], re.I)
    return match[1].strip() if match else None


# Investments ---------------------------------------------------------------------------------------------------------

_INVESTING = frozenset({"инвестировать", "вложить", "вкладывать", "инвестиция", "инвестор", "капиталовложение", "вложение", "финансирование"})
_BUILDING = frozenset({"построить", "открыть", "запустить", "возвести", "создать", "строить"})


def _investments(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    token = next((t for t in sentence.tokens if t.lemma in _INVESTING), None)
    if token is not None:
        yield from _investment(scene, speech, sentence, token)
        return
    for verb in sentence.tokens:
        if verb.lemma in _BUILDING and verb.pos == "VERB":
            yield from _plants(scene, sentence, verb)


def _investment(scene: Scene, speech: Speech, sentence: Sentence, token: Token) -> Iterator[Fact]:
    sums = [f for f in figures.figures(sentence.text) if f.money]
    mode = modality(sentence, token, ignore=lexicon.SAYING - lexicon.PROPOSAL)
    investor = _investor(scene, speech, sentence, token)
    recipient = _recipient(scene, sentence, token, investor)
    if not recipient or not (investor or sums):
        return
    figure = sums[0] if sums else None
    calendar = Calendar.of(scene.document.text, scene.document.published)
    when = next((p.label for p in dates.periods(sentence.text, calendar)), None)
    args = {
        "investor": investor, "recipient": recipient, "value": plain(figure.value) if figure else None, "currency": figure.unit if figure else None,
        "bound": figure.bound if figure else None, "sector": _invested_sector(sentence, token), "date": when,
    }  # fmt: skip
    yield make("investment", sentence, args, "deals.investment", at=token, modality=mode, confidence=0.7 if investor else 0.6, printed=figure.printed if figure else None)


def _investor(scene: Scene, speech: Speech, sentence: Sentence, token: Token) -> str | None:
    verb = token if token.pos == "VERB" else next((w for w in sentence.ancestors(token) if w.pos == "VERB"), None)
    if verb is not None:
        for subject in clauses.subjects(sentence, verb):
            mention = sentence.mention_at(subject)
            if mention is not None and mention.kind in {"territory", "organization"} and mention.form != "adjective":
                return mention.name
            adjective = next((m for m in sentence.mentions if m.form == "adjective" and m.kind == "territory" and 0 < subject.i - m.last <= 2), None)
            if subject.lemma in {"соотечественник", "предприниматель", "бизнес", "компания"} and any(c.lemma in {"его", "наш"} for c in sentence.children(subject)):
                return side_of(scene, speech.speaker(sentence, subject.start))
            if adjective is not None and subject.lemma in {"компания", "инвестор", "бизнес", "предприниматель", "предприятие", "фирма", "бизнесмен", "капитал", "сторона"}:
                return adjective.name if subject.lemma in {"сторона", "капитал"} else f"{sentence.tokens[adjective.first].text.lower()} {clauses.phrase_name(sentence, subject).split()[-1]}"
    adjective = next((m for m in sentence.mentions if m.form == "adjective" and m.kind == "territory" and 0 < token.i - m.last <= 2), None)
    return adjective.name if adjective else None


def _recipient(scene: Scene, sentence: Sentence, token: Token, investor: str | None) -> str | None:
    for mention in sentence.mentions:
        if mention.kind == "territory" and mention.form == "name" and mention.name != investor and mention.first:
            before = [t.lemma for t in sentence.tokens[max(0, mention.first - 3) : mention.first]]
            if {"в", "на"} & set(before) or "экономика" in before:
                return mention.name
    pronoun = next((t for t in sentence.tokens[token.i :] if t.lemma in {"он", "она"} and t.pos == "PRON" and t.case == "Acc" and sentence.tokens[t.i - 1].lemma == "в"), None)
    if pronoun is not None and (there := next((d for t in reversed(sentence.tokens[: pronoun.i]) if (d := scene.described(sentence, t))), None)):
        return there
    for word in sentence.tokens:
        if word.lemma in {"республика", "регион", "область", "край"} and word.i and sentence.tokens[word.i - 1].lemma in {"в", "экономика"}:
            return scene.described(sentence, word)
    region = scene.last_territory(sentence, token.i, "region")
    return region.name if region is not None and region.name != investor else None


def _invested_sector(sentence: Sentence, token: Token) -> str | None:
    for place in sentence.tokens[token.i :]:
        if place.lemma == "в" and place.pos == "ADP":
            head = next((t for t in sentence.tokens[place.i + 1 : place.i + 5] if t.pos == "NOUN" and t.case == "Acc"), None)
            if head is not None and sentence.mention_at(head) is None and head.lemma not in {"экономика", "регион", "республика", "область", "край", "объем", "размер", "год"}:
                return clauses.phrase_name(sentence, head)
    return None


_SITE = re.compile(r"(ОЭЗ|СЭЗ|ТОР|особ\w+\s+экономическ\w+\s+зон\w+|специальн\w+\s+экономическ\w+\s+зон\w+|индустриальн\w+\s+парк\w*)\s*«([^»]+)»", re.I)
_SITE_NAMES = {"оэз": "особая экономическая зона", "осо": "особая экономическая зона", "сэз": "специальная экономическая зона", "спе": "специальная экономическая зона", "тор": "территория опережающего развития", "инд": "индустриальный парк"}
_MAKING = re.compile(r"(?:производ\w+|выпуск\w*|делаю\w+|штампу\w+|изготавлива\w+|собира\w+|с\s+(?:е[её]|их)?)\s+", re.I)


def _plants(scene: Scene, sentence: Sentence, verb: Token) -> Iterator[Fact]:
    """Read foreign plants on a site: «свои заводы в ОЭЗ «A» построили «B», который выпускает …, и «C»»."""
    site = _site(scene, sentence)
    if site is None or not sentence.find("завод", "производство", "предприятие", "фабрика", "цех"):
        return
    firms = [m for m in sentence.mentions if m.kind == "organization" and (m.form == "quoted" or m.form == "noun" and "«" in m.name) and m.first != verb.i]
    for n, firm in enumerate(firms):
        end = firms[n + 1].first if n + 1 < len(firms) else len(sentence.tokens)
        name = firm.name.partition("«")[2].rstrip("»") or firm.name
        args = {"investor": name, "recipient": site, "sector": _made(sentence, firm.last + 1, end)}
        yield make("investment", sentence, args, "deals.plant", at=verb, confidence=0.65)


def _site(scene: Scene, sentence: Sentence) -> str | None:
    """Return the industrial site of the sentence, or the one before that «там», «в зоне» points back to."""
    pointing = any(t.lemma in {"там", "здесь", "зона", "площадка", "парк"} for t in sentence.tokens)
    for candidate in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index + 1]):
        match = _SITE.search(candidate.text)
        if match and (candidate is sentence or pointing):
            return f"{_SITE_NAMES[match[1][:3].casefold()]} «{match[2]}»"
    return None


def _made(sentence: Sentence, first: int, end: int) -> str | None:
    """Return what a plant makes: the nouns after «выпускает», «где делают», «производитель», «с плитами»."""
    tokens = sentence.tokens[first:end]
    for n, token in enumerate(tokens):
        if token.lemma in {"делать", "выпускать", "производить", "штамповать", "изготавливать", "собирать", "производитель", "выпуск", "производство", "с"}:
            head = next((t for t in tokens[n + 1 :] if t.pos == "NOUN"), None)
            return clauses.phrase_name(sentence, head) if head is not None else None
    return None
