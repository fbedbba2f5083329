"""Standing relations of territories: missions, gateways, memberships, ranks of partners, twin cities, routes."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.model import Fact
from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import clauses, dates, lexicon
from coopatlas.reading.russian.dates import Calendar
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import Scene, unique
from coopatlas.reading.russian.speech import Speech


def read(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    """Yield the standing relations that a sentence states, wishes or denies."""
    yield from _missions(scene, sentence)
    yield from _represented(scene, sentence)
    yield from _gateways(scene, sentence)
    yield from _memberships(scene, sentence)
    yield from _ranks(scene, sentence)
    yield from _twinnings(scene, sentence)
    yield from _routes(scene, sentence)


# Missions ------------------------------------------------------------------------------------------------------------

_OPENING = {
    "opened": {"открыться", "открыть", "открытие", "заработать", "появиться", "начать", "учредить", "учреждение"},
    "closed": {"закрыться", "закрыть", "закрытие"},
    "operating": {"работать", "действовать", "функционировать", "представить", "представлен"},
}
_MISSION_TYPES = {**lexicon.MISSIONS}


def _missions(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma not in _MISSION_TYPES or token.pos not in {"NOUN", "PROPN"}:
            continue
        status = _status(sentence, token)
        if status is None:
            continue
        sender, host = _sender(scene, sentence, token), _host(sentence, token)
        if sender is None or host is None or sender == host:
            continue
        mode = modality(sentence, token, ignore=lexicon.SAYING | lexicon.NEGOTIATION)
        denied = negated(sentence, token)
        planned = mode in {"intention", "proposal", "interest"} or re.search(r"согласи\w+\s+на|собира\w+|намерен\w+\s+закрыть|планир\w+", sentence.text)
        calendar = Calendar.of(scene.document.text, scene.document.published)
        when = next((p.label for p in dates.periods(sentence.text, calendar)), None)
        args = {
            "sender": sender, "host": host, "type": _mission_type(sentence, token), "status": "planned" if planned else status,
            "district": _district(scene, sentence), "date": when if status == "opened" else None,
        }  # fmt: skip
        yield make("mission", sentence, args, "relations.mission", at=token, modality="intention" if planned else "stated", polarity="negative" if denied else "positive", confidence=0.75)


def _represented(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Read «в городе давно представлены A, B и C» where the text speaks of missions."""
    nearby = [t for s in scene.sentences[max(0, sentence.index - 1) : sentence.index + 1] for t in s.tokens if t.lemma in _MISSION_TYPES]
    verb = next((t for t in sentence.tokens if t.lemma in {"представить", "представленный"} and clauses.passive(t)), None)
    if verb is None or not nearby:
        return
    senders = [m.name for s in clauses.subjects(sentence, verb) if (m := sentence.mention_at(s)) and m.entry is not None and m.entry.kind == "country"]
    host = _host(sentence, verb)
    for sender in senders:
        if host:
            args = {"sender": sender, "host": host, "type": _MISSION_TYPES[nearby[-1].lemma], "status": "operating"}
            yield make("mission", sentence, args, "relations.represented", at=verb, confidence=0.65)


def _mission_type(sentence: Sentence, token: Token) -> str:
    adjectives = {t.lemma for t in sentence.tokens[max(0, token.i - 3) : token.i]}
    if token.lemma == "консульство" and "генеральный" in adjectives:
        return "consulate_general"
    if token.lemma == "консульство" and "почетный" in adjectives:
        return "honorary_consulate"
    if token.lemma == "представительство" and "торговый" in adjectives:
        return "trade_mission"
    return _MISSION_TYPES[token.lemma]


def _status(sentence: Sentence, token: Token) -> str | None:
    words = [*sentence.ancestors(token), *sentence.children(token)]
    near = sentence.tokens[max(0, token.i - 8) : token.i + 9]
    for status, lemmas in _OPENING.items():
        if any(w.lemma in lemmas for w in words):
            return status
    if any(w.lemma in _OPENING["opened"] for w in near):
        return "opened"
    return "operating" if any(w.lemma == "нет" for w in near) else None


def _sender(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return whose mission it is: a genitive after it, an adjective before it, the subject that opens it, «у X»."""
    body = sentence.mention_at(token)
    inside = [m for m in sentence.mentions if m.kind == "territory" and body is not None and body.first <= m.first <= body.last]
    after = [m for m in inside if m.first > token.i and sentence.tokens[m.head].case != "Loc"]
    before = [m for m in sentence.mentions if m.kind == "territory" and m.form == "adjective" and 0 < token.i - m.last <= 3 and sentence.tokens[m.last].case == token.case and all(t.pos == "ADJ" for t in sentence.tokens[m.last + 1 : token.i])]
    for mention in [*after, *before]:
        return mention.name
    for mention in sentence.mentions:
        if mention.kind == "territory" and mention.first and sentence.tokens[mention.first - 1].lemma == "у":
            return mention.name
    for verb in sentence.ancestors(token):
        for subject in clauses.subjects(sentence, verb):
            subject_mention = sentence.mention_at(subject)
            if subject_mention is not None and subject_mention.kind == "territory":
                return subject_mention.name
    return None


def _host(sentence: Sentence, token: Token) -> str | None:
    places = [
        m
        for m in sentence.mentions
        if m.kind == "territory" and m.form == "name" and m.first and any(t.lemma in {"в", "на"} and t.pos == "ADP" for t in sentence.tokens[max(0, m.first - 2) : m.first])
    ]
    if not places:
        return None
    cities = [m for m in places if m.entry is not None and m.entry.kind == "city"] or places
    return min(cities, key=lambda m: abs(m.first - token.i)).name


def _district(scene: Scene, sentence: Sentence) -> list[str]:
    """Return the regions of the consular district that this sentence or the next ones list."""
    for candidate in scene.sentences[sentence.index : sentence.index + 6]:
        if re.search(r"консульск\w+\s+округ|округ\s+охват", candidate.text, re.I):
            return unique([m.name for m in candidate.mentions if m.entry is not None and m.entry.kind == "region"])
    return []


# Gateways ------------------------------------------------------------------------------------------------------------

_GATES = (
    ("sea_gate", re.compile(r"морски\w+\s+ворот\w+|ворота\w*\s+(?:к\s+морю|в\s+море)", re.I)),
    ("bridge", re.compile(r"\bмост(?:ом|а|у)?\s+(?:между|в|из)|соединительн\w+\s+звен\w+|связующ\w+\s+звен\w+", re.I)),
    ("hub", re.compile(r"\bхаб\w*|логистическ\w+\s+центр\w*|транспортн\w+\s+узл\w+|транспортн\w+\s+узел|логистическ\w+\s+узл?е?л\w*", re.I)),
    ("sea_gate", re.compile(r"\bворота(?:ми)?\b|\bворот\b", re.I)),
    ("transit", re.compile(r"транзитн\w+\s+(?:потенциал\w*|центр\w*|коридор\w*|узл\w*|узел|территори\w+|направлени\w+)|кратчайш\w+\s+(?:путь|дорог\w+)", re.I)),
)  # fmt: skip


def _gateways(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    taken: list[tuple[int, int]] = []
    for function, pattern in _GATES:
        for match in pattern.finditer(sentence.text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append((match.start(), match.end()))
            yield from _gateway(scene, sentence, function, match.start(), match.end())


def _gateway(scene: Scene, sentence: Sentence, function: str, start: int, end: int) -> Iterator[Fact]:
    noun = next(t for t in sentence.tokens if t.end - sentence.start > start and (t.pos == "NOUN" or t.end - sentence.start >= end))
    inside = [m for m in sentence.mentions if noun.i < m.first <= noun.i + 4 and m.form == "name" and not any(t.pos in {"PUNCT", "VERB"} for t in sentence.tokens[noun.i + 1 : m.first]) and m.kind in {"territory", "union"} and sentence.tokens[m.head].case in {"Gen", "Acc", ""} | ({"Nom"} if sentence.tokens[m.head].text.isupper() else set())]
    beneficiary = inside[0].name if inside else _for_whom(sentence, noun) or _possessed(scene, sentence, noun)
    place = _gate_place(scene, sentence, noun, {m.name for m in inside} | {beneficiary or ""})
    if place is None:
        return
    mode = modality(sentence, noun, ignore=lexicon.INTEREST | lexicon.SAYING)
    mode = mode if mode in {"evaluation", "intention", "proposal", "negotiation"} else "stated"
    args = {"place": place, "function": function, "for": beneficiary}
    yield make("gateway", sentence, args, "relations.gateway", at=noun, modality=mode, polarity="negative" if negated(sentence, noun) else "positive", confidence=0.75)


def _possessed(scene: Scene, sentence: Sentence, noun: Token) -> str | None:
    """Return whose gate «его морские ворота» is: the territory named before the place itself."""
    if not any(t.lemma in {"его", "их", "ее", "она", "он"} for t in sentence.tokens[max(0, noun.i - 3) : noun.i]):
        return None
    before = [m for m in sentence.mentions if m.kind == "territory" and m.last < noun.i and m.form == "name"]
    return before[-2].name if len(before) > 1 else None


def _for_whom(sentence: Sentence, noun: Token) -> str | None:
    """Return for whom the place is a gate: «для Казахстана», «для узбекских товаров», in the same part of the sentence."""
    for mention in sentence.mentions:
        if mention.kind in {"territory", "union"} and mention.first and sentence.tokens[mention.first - 1].lemma == "для":
            between = sentence.tokens[min(mention.last, noun.i) : max(mention.first, noun.i)]
            if not any(t.text in ",;:" for t in between):
                return mention.name
    return None


def _gate_place(scene: Scene, sentence: Sentence, noun: Token, others: set[str]) -> str | None:
    """Return the place that is called a gate: what «как», a dash, a copula or a possessive joins to the noun."""
    if any(t.lemma in {"его", "их", "ее"} for t in sentence.tokens[max(0, noun.i - 3) : noun.i]):
        before = [m for m in sentence.mentions if m.kind in {"territory", "port"} and m.last < noun.i and m.form == "name"]
        return before[-1].name if before else None
    subjects = [s for w in (noun, *sentence.ancestors(noun)) for s in sentence.children(w, "nsubj")]
    for subject in subjects:
        mention = sentence.mention_at(subject)
        if mention is not None and mention.kind in {"territory", "port"} and mention.name not in others and "как" not in {t.lemma for t in sentence.tokens[max(0, noun.i - 3) : noun.i]}:
            return mention.name
    before = [m for m in sentence.mentions if m.kind in {"territory", "port"} and m.last < noun.i and m.form == "name" and m.name not in others]
    return before[-1].name if before else None


# Memberships ---------------------------------------------------------------------------------------------------------

_JOINING = frozenset({"входить", "войти", "вступить", "состоять", "член", "участник", "присоединиться", "участница", "членство"})


def _memberships(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for union in (m for m in sentence.mentions if m.kind == "union"):
        words = [w for w in sentence.tokens[max(0, union.first - 7) : min(len(sentence.tokens), union.last + 5)] if w.lemma in _JOINING]
        verb = next((w for w in words if abs(w.i - union.first) <= 7), None)
        if verb is None:
            continue
        members = _members(scene, sentence, verb, union)
        status = "observer" if re.search(r"наблюдател", sentence.text) else "candidate" if re.search(r"кандидат", sentence.text) else "member"
        for member in members:
            yield make("membership", sentence, {"member": member, "union": union.name, "status": status}, "relations.membership", at=verb, polarity="negative" if negated(sentence, verb) else "positive", confidence=0.85)


def _members(scene: Scene, sentence: Sentence, verb: Token, union: Mention) -> list[str]:
    found = []
    for subject in clauses.subjects(sentence, verb) or [s for w in sentence.ancestors(verb) for s in sentence.children(w, "nsubj")]:
        mention = sentence.mention_at(subject)
        if mention is not None and mention.kind == "territory":
            found.append(mention.name)
        elif (name := scene.territory_of(sentence, subject)) is not None:
            found.append(name)
    if not found:
        found = [m.name for m in sentence.mentions if m.kind == "territory" and m.form == "name" and m.last < union.first and m.entry is not None and m.entry.kind == "country"][-1:]
    return unique(found)


# Ranks of partners ---------------------------------------------------------------------------------------------------

_RANKS = (
    ("leading", re.compile(r"одн\w+\s+из\s+(?:ведущ|крупнейш|основн|главн|ключев)|ведущ\w+|один\s+из", re.I)),
    ("strategic", re.compile(r"стратегическ", re.I)),
    ("main", re.compile(r"основн|главн|крупнейш|ключев|важнейш", re.I)),
)
_PLACES = {"перв": 1, "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10}


def _ranks(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma not in {"партнер", "партнерша"}:
            continue
        words = sentence.text[max(0, token.start - sentence.start - 70) : token.end - sentence.start]
        rank = next((name for name, pattern in _RANKS if pattern.search(words)), None) or _numbered(sentence.text)
        if rank is None:
            continue
        of = _of_whom(scene, sentence, token)
        party = _ranked(scene, sentence, token, of)
        if of is None or party is None or of == party:
            continue
        verb = next((w for w in sentence.ancestors(token) if w.pos == "VERB"), token)
        flow = "turnover" if re.search(r"торгов", words, re.I) else None
        yield make(
            "partner", sentence, {"party": party, "of": of, "rank": rank}, "relations.rank" + (".trade" if flow else ""), at=token, polarity="negative" if negated(sentence, token) or negated(sentence, verb) else "positive", confidence=0.8
        )  # fmt: skip


def _numbered(text: str) -> int | None:
    if re.search(r"первенствует|лидирует|возглавляет\s+(?:список|рейтинг|перечень)", text, re.I):
        return 1
    match = re.search(r"(\d+)-?[её]?\s*(?:место|позици)|(перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)\w*\s+(?:мест|позици)\w+", text, re.I)
    if match is None:
        return None
    return int(match[1]) if match[1] else _PLACES[match[2].casefold().replace("ё", "е")]


def _of_whom(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    after = [m for m in sentence.mentions if m.kind == "territory" and token.i < m.first <= token.i + 4 and m.form == "name"]
    if after:
        return after[0].name
    for child in sentence.children(token, "nmod"):
        if name := scene.territory_of(sentence, child):
            return name
    adjective = [m for m in sentence.mentions if m.kind == "territory" and m.form == "adjective" and 0 < token.i - m.last <= 4]
    return adjective[0].name if adjective else None


def _ranked(scene: Scene, sentence: Sentence, token: Token, of: str | None) -> str | None:
    for word in (token, *sentence.ancestors(token)):
        for subject in sentence.children(word, "nsubj"):
            name = scene.territory_of(sentence, subject)
            if name and name != of:
                return name
    named = [m for m in sentence.mentions if m.kind == "territory" and m.name != of and m.form == "name"]
    before = [m for m in named if m.last < token.i]
    return before[-1].name if before else (named[0].name if named else None)


# Twin cities ---------------------------------------------------------------------------------------------------------

_TWINS = re.compile(r"побратим\w*|породнен\w*|породн[её]нн\w*|регион\w*-партн[её]р\w*|сестрински\w+|давни\w+\s+партн[её]р\w*", re.I)


def _twinnings(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    match = _TWINS.search(sentence.text)
    if match is None:
        return
    kind = "region" if re.search(r"регион|партн", match.group(), re.I) else "city"
    named = [m for m in sentence.mentions if m.kind == "territory" and m.entry is not None and m.entry.kind == kind and (m.form == "name" or kind == "region")]
    names = unique([m.name for m in named])
    if len(names) < 2:
        return
    token = next(t for t in sentence.tokens if t.end - sentence.start >= match.end())
    mode = modality(sentence, token, ignore=lexicon.SAYING | lexicon.NEGOTIATION)
    status = {"proposal": "proposed", "intention": "planned", "interest": "proposed"}.get(mode, "established")
    calendar = Calendar.of(scene.document.text, scene.document.published)
    when = next((p.label for p in dates.periods(sentence.text, calendar) if len(p.label) <= 7), None)
    one, others = _sides(sentence, named, names)
    for other in others:
        yield make("twinning", sentence, {"party": [one, other], "status": status, "date": when}, "relations.twinning", at=token, modality=mode if status != "established" else "stated", confidence=0.75)


def _sides(sentence: Sentence, named: Sequence[Mention], names: Sequence[str]) -> tuple[str, list[str]]:
    """Return the one side and the others: all that lie in another country than the one."""
    by_country: dict[str, list[str]] = {}
    for mention in named:
        country = mention.entry.country or "" if mention.entry is not None else ""
        by_country.setdefault(country, [])
        if mention.name not in by_country[country]:
            by_country[country].append(mention.name)
    single = next((v[0] for v in by_country.values() if len(v) == 1), names[0])
    return single, [n for n in names if n != single]


# Routes --------------------------------------------------------------------------------------------------------------

_MODES = (
    ("air", re.compile(r"авиа\w*|рейс\w*|самол[её]т\w*|пер[её]лет\w*|воздушн\w+", re.I)),
    ("rail", re.compile(r"железнодорож\w+|поезд\w*|контейнерн\w+\s+поезд|ж/д|рельс\w*", re.I)),
    ("sea", re.compile(r"паром\w*|морск\w+\s+(?:лини|сообщени|маршрут|перевоз)\w*|судоходн\w+|судн\w+|контейнерн\w+\s+лини\w+", re.I)),
    ("road", re.compile(r"автодорог\w*|автомобильн\w+|автобус\w*|автомагистрал\w*|трасс\w+", re.I)),
    ("pipeline", re.compile(r"трубопровод\w*|нефтепровод\w*|газопровод\w*", re.I)),
    ("multimodal", re.compile(r"мультимодальн\w+|коридор\w*", re.I)),
)
_LINKS = re.compile(r"маршрут\w*|рейс\w*|сообщени[ея]\w*|лини[яию]\w*|поезд\w*|коридор\w*|паром\w*|авиарейс\w*|магистрал\w+|нефтепровод\w*|газопровод\w*", re.I)


def _routes(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    match = _LINKS.search(sentence.text)
    if match is None:
        return
    ends = _route_ends(sentence)
    mode = next((name for name, pattern in _MODES if pattern.search(sentence.text)), None)
    if ends is None or mode is None:
        return
    token = next(t for t in sentence.tokens if t.end - sentence.start >= match.end())
    how = modality(sentence, token, ignore=lexicon.SAYING)
    opened = re.search(r"откры\w+|запущен\w*|запусти\w+|отправил\w*|начал\w*|возобнов\w+|стартова\w+", sentence.text, re.I)
    status = "planned" if how in {"intention", "proposal", "interest", "negotiation"} else "opened" if opened else "operating"
    yield make("route", sentence, {"from": ends[0], "to": ends[1], "mode": mode, "status": status}, "relations.route", at=token, modality=how if status == "planned" else "stated", confidence=0.65)


def _route_ends(sentence: Sentence) -> tuple[str, str] | None:
    """Return the ends of a link: «из A в B», «между A и B», «A — B»."""
    places = [m for m in sentence.mentions if m.kind in {"territory", "port"} and m.form == "name"]
    for one, other in zip(places, places[1:], strict=False):
        before = sentence.tokens[one.first - 1].lemma if one.first else ""
        between = [t.lemma for t in sentence.tokens[one.last + 1 : other.first]]
        if before == "из" and ("в" in between or "до" in between) and len(between) <= 8 or before == "между" and between == ["и"] or between in (["—"], ["–"], ["-"]):
            return one.name, other.name
    return None
