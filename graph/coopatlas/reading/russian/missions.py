"""Missions abroad: consulates, embassies, trade missions and offices, opened, planned, at work or missing."""

import re
from collections.abc import Iterator

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, lexicon
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import Scene, unique

_PLANNED = re.compile(r"согласи\w+\s+на|собира\w+|намерен\w+\s+закрыть|планир\w+", re.IGNORECASE)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the missions that a sentence names."""
    yield from _missions(scene, sentence)
    yield from _represented(scene, sentence)


_STATUS_WORDS = {
    "opened": {
        "открыться",
        "открыть",
        "открытие",
        "заработать",
        "появиться",
        "начать",
        "учредить",
        "учреждение",
    },
    "closed": {"закрыться", "закрыть", "закрытие"},
    "operating": {"работать", "действовать", "функционировать", "представить", "представлен"},
}


def _missions(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for token in sentence.tokens:
        if token.lemma not in lexicon.MISSIONS or token.pos not in {"NOUN", "PROPN"}:
            continue
        status = _status(sentence, token)
        if status is None:
            continue
        sender = _sender(sentence, token)
        for host in _hosts(sentence, token):
            if sender is not None and sender != host:
                yield _mission(scene, sentence, token, sender, host, status)


def _mission(scene: Scene, sentence: Sentence, token: Token, sender: str, host: str, status: str) -> Fact:
    mode = modality(sentence, token, ignore=lexicon.SAYING | lexicon.NEGOTIATION)
    planned = mode in {"intention", "proposal", "interest"} or _PLANNED.search(sentence.text) is not None
    when = next((p.label for p in dates.periods(sentence.text, scene.calendar)), None)
    args = {
        "sender": sender,
        "host": host,
        "type": _mission_type(sentence, token),
        "status": "planned" if planned else status,
        "district": _district(scene, sentence),
        "date": when if status == "opened" else None,
    }
    return make(
        "mission",
        sentence,
        args,
        "missions.mission",
        at=token,
        modality="intention" if planned else "stated",
        polarity="negative" if negated(sentence, token) else "positive",
        confidence=0.75,
    )


def _represented(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Read «в городе давно представлены A, B и C» where the text speaks of missions."""
    nearby = [
        t
        for s in scene.sentences[max(0, sentence.index - 1) : sentence.index + 1]
        for t in s.tokens
        if t.lemma in lexicon.MISSIONS
    ]
    verb = next(
        (t for t in sentence.tokens if t.lemma in {"представить", "представленный"} and clauses.passive(t)), None
    )
    if verb is None or not nearby:
        return
    senders = [
        m.name
        for s in clauses.subjects(sentence, verb)
        if (m := sentence.mention_at(s)) and m.entry is not None and m.entry.kind == "country"
    ]
    host = _host(sentence, verb)
    for sender in senders:
        if host:
            args = {"sender": sender, "host": host, "type": lexicon.MISSIONS[nearby[-1].lemma], "status": "operating"}
            yield make("mission", sentence, args, "missions.represented", at=verb, confidence=0.65)


def _mission_type(sentence: Sentence, token: Token) -> str:
    adjectives = {t.lemma for t in sentence.tokens[max(0, token.i - 3) : token.i]}
    if token.lemma == "консульство" and "генеральный" in adjectives:
        return "consulate_general"
    if token.lemma == "консульство" and "почетный" in adjectives:
        return "honorary_consulate"
    if token.lemma == "представительство" and "торговый" in adjectives:
        return "trade_mission"
    return lexicon.MISSIONS[token.lemma]


def _status(sentence: Sentence, token: Token) -> str | None:
    words = [*sentence.ancestors(token), *sentence.children(token)]
    near = sentence.tokens[max(0, token.i - 8) : token.i + 9]
    if (above := sentence.head(token)) is not None and above.lemma in {"создать", "создание"}:
        return "opened"
    for status, lemmas in _STATUS_WORDS.items():
        if any(w.lemma in lemmas for w in words):
            return status
    if any(w.lemma in _STATUS_WORDS["opened"] for w in near):
        return "opened"
    return "operating" if any(w.lemma == "нет" for w in near) else None


def _sender(sentence: Sentence, token: Token) -> str | None:
    """Return whose mission it is: a genitive after it, an adjective before it, the subject that opens it, «у X»."""
    body = sentence.mention_at(token)
    inside = [
        m
        for m in sentence.mentions
        if m.kind == "territory" and body is not None and body.first <= m.first <= body.last
    ]
    after = [m for m in inside if m.first > token.i and sentence.tokens[m.head].case != "Loc"]
    before = [
        m
        for m in sentence.mentions
        if m.kind == "territory"
        and m.form == "adjective"
        and 0 < token.i - m.last <= 3
        and sentence.tokens[m.last].case == token.case
        and all(t.pos == "ADJ" for t in sentence.tokens[m.last + 1 : token.i])
    ]
    if after or before:
        return (after or before)[0].name
    for mention in sentence.mentions:
        if mention.kind == "territory" and mention.first and sentence.tokens[mention.first - 1].lemma == "у":
            return mention.name
    for verb in sentence.ancestors(token):
        for subject in clauses.subjects(sentence, verb):
            subject_mention = sentence.mention_at(subject)
            if subject_mention is not None and subject_mention.kind == "territory":
                return subject_mention.name
    return None


def _hosts(sentence: Sentence, token: Token) -> list[str]:
    """Return where a mission is; of several missions, all the cities listed behind them."""
    if token.feats.get("Number") == "Plur":
        listed = [
            m.name
            for m in sentence.mentions
            if m.first > token.i
            and m.entry is not None
            and m.entry.kind == "city"
            and m.form == "name"
            and sentence.tokens[m.head].case == "Loc"
        ]
        if len(listed) > 1:
            return unique(listed)
    host = _host(sentence, token)
    return [host] if host else []


def _host(sentence: Sentence, token: Token) -> str | None:
    places = [
        m
        for m in sentence.mentions
        if m.kind == "territory"
        and m.form == "name"
        and m.first
        and any(t.lemma in {"в", "на"} and t.pos == "ADP" for t in sentence.tokens[max(0, m.first - 2) : m.first])
    ]
    if not places:
        return None
    cities = [m for m in places if m.entry is not None and m.entry.kind == "city"] or places
    return min(cities, key=lambda m: abs(m.first - token.i)).name


def _district(scene: Scene, sentence: Sentence) -> list[str]:
    """Return the regions of the consular district that this sentence or the next ones list."""
    for candidate in scene.sentences[sentence.index : sentence.index + 6]:
        if re.search(r"консульск\w+\s+округ|округ\s+охват", candidate.text, re.IGNORECASE):
            return unique([m.name for m in candidate.mentions if m.entry is not None and m.entry.kind == "region"])
    return []
