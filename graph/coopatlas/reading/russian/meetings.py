"""Meetings: who met whom, where, when and about what; forums of territories."""

import re
from collections.abc import Iterator

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, lexicon
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import Person, Scene, unique
from coopatlas.reading.russian.speech import described_person, in_charge
from coopatlas.reading.russian.topics import topics

_MEETING_NOUNS = frozenset({"встреча", "переговоры", "беседа", "совещание", "прием", "аудиенция"})
_NO_GUESTS = frozenset(
    {"участие", "решение", "мера", "закон", "программа", "предложение", "приглашение", "заказ", "груз"}
)
"""What one takes («принять участие»), and so receives no guest."""
_BODIES_MET = frozenset({"делегация", "представитель", "предприниматель", "бизнесмен", "инвестор", "руководство"})
"""Nouns by which a territory is met where no name stands for it."""
_TRIPS = frozenset({"визит", "поездка", "приезд", "приглашение", "состав", "прибытие"})
_GUESTS = frozenset({"гость", "делегация", "посланец"})
_MEETING_VERBS = frozenset(
    {
        "встретиться",
        "встречаться",
        "принять",
        "принимать",
        "переговорить",
        "побеседовать",
        "провести",
        "повстречаться",
        "обсудить",
        "обсуждать",
    }
)
_LED = re.compile(r"во\s+главе\s+с|возглав|под\s+(?:руковод|председател)ств")
_GATHERINGS = frozenset({"форум", "заседание", "саммит", "конференция", "комиссия", "сессия", "совещание"})


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the meetings that a sentence names."""
    yield from _meetings(scene, sentence)
    yield from _gatherings(scene, sentence)


def _meetings(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    trigger = _trigger(sentence)
    if trigger is None:
        return
    people = _participants(scene, sentence, trigger)
    delegations = _delegations(sentence) if len(people) == 1 else []
    if len(people) + len(delegations) < 2:
        return
    args = {
        "participant": [person.name for person in people],
        "party": delegations,
        "place": _place(sentence, trigger),
        "date": dates.occasion(sentence.text, scene.calendar),
        "topic": topics(scene, sentence),
    }
    mode = modality(sentence, trigger, ignore=lexicon.NEGOTIATION | lexicon.SAYING | {"принять", "дать", "выступить"})
    yield make(
        "meeting",
        sentence,
        args,
        "meetings.met",
        at=trigger,
        modality=mode if mode == "intention" else "stated",
        confidence=0.85,
    )


def _trigger(sentence: Sentence) -> Token | None:
    """Return the word that tells of a meeting: a noun before a verb."""
    nouns = (t for t in sentence.tokens if t.pos == "NOUN" and t.lemma.rpartition("-")[2] in _MEETING_NOUNS)
    verbs = (t for t in sentence.tokens if t.pos == "VERB" and t.lemma in _MEETING_VERBS and not _takes(sentence, t))
    return next(nouns, None) or next(verbs, None)


def _takes(sentence: Sentence, verb: Token) -> bool:
    return any(o.lemma in _NO_GUESTS for o in sentence.children(verb, "obj", "nsubj"))


def _participants(scene: Scene, sentence: Sentence, trigger: Token) -> list[Person]:
    """Return who took part: whom the sentence names, and whom the subject, a guest or a pronoun stands for."""
    found = [
        (m.first, person)
        for m in sentence.mentions
        if m.kind == "person" and not _cited(sentence, m) and (person := scene.person(m)) is not None
    ]
    for token in sentence.tokens:
        needed = len(found) < 2 or token.rel.startswith("nsubj")
        if (
            needed
            and token.lemma in lexicon.OFFICES | _GUESTS | {"он", "она", "дипломат"}
            and token.lemma not in lexicon.DEPUTIES
            and not (token.lemma == "делегация" and _whose(sentence, token))
        ):
            person = (
                None
                if sentence.mention_at(token) or _named_beside(sentence, token)
                else stands_for(scene, sentence, token)
            )
            if person is not None:
                found.append((token.i, person))
    if len(found) == 1 and (own := _speaking(scene, sentence, trigger)) is not None:
        found.append((-1, own))
    people: list[Person] = []
    for _, person in sorted(found, key=lambda item: item[0]):
        if not any(p is person for p in people):
            people.append(person)
    return people


def _cited(sentence: Sentence, mention: Mention) -> bool:
    """Whether a person is named as a source alone: «по словам X», «по данным X»."""
    return any(
        t.lemma in lexicon.REPORTING_NOUNS and sentence.tokens[t.i - 1].lemma == "по"
        for t in sentence.tokens[max(1, mention.first - 5) : mention.first]
        if not any(o.text == "," for o in sentence.tokens[t.i : mention.first])
    )


def _speaking(scene: Scene, sentence: Sentence, trigger: Token) -> Person | None:
    """Return who speaks of a meeting of their own: «провёл встречу с …», «мы обсудили с …» in their quotation."""
    words = (trigger, *sentence.ancestors(trigger))
    verb = next((w for w in words if w.pos == "VERB" and w.lemma in _MEETING_VERBS), None)
    speaker = scene.speaker(sentence, trigger.start)
    if verb is None or speaker is None:
        return None
    own = all(s.lemma in {"я", "мы"} for s in clauses.subjects(sentence, verb))
    return scene.named.get(speaker) if own else None


def _delegations(sentence: Sentence) -> list[str]:
    """Return whose delegation met the one person that is named."""
    found = [
        m
        for t in sentence.tokens
        if t.lemma in _BODIES_MET and not ((above := sentence.head(t)) is not None and above.lemma in _TRIPS)
        for m in _whose(sentence, t)
        if t.lemma == "делегация" or t.case == "Ins"
    ]
    return unique([m.name for m in found])


def _whose(sentence: Sentence, body: Token) -> list[Mention]:
    """Return the territory of a delegation: its adjective, or a genitive («делегация деловых кругов Узбекистана»)."""
    return [
        m
        for m in sentence.mentions
        if m.kind == "territory"
        and (
            0 < body.i - m.last <= 2
            if m.form == "adjective"
            else body.i < m.first and all(t.case == "Gen" for t in sentence.tokens[body.i + 1 : m.first])
        )
    ][:1]


def _named_beside(sentence: Sentence, token: Token) -> bool:
    if token.lemma not in lexicon.OFFICES:
        return False
    return any(
        m.kind == "person" and 0 < m.first - token.i <= 8 and sentence.tokens[m.first].case in {token.case, ""}
        for m in sentence.mentions
    )


def stands_for(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person that a pronoun, a guest or an office stands for."""
    if token.lemma in {"он", "она"}:
        return scene.last_person(sentence, token.i, feminine=token.text.casefold() in {"она", "ее", "ей", "ней"})
    if token.lemma == "делегация" and (leader := _leader(scene, sentence)) is not None:
        return leader
    if (person := in_charge(scene, sentence, token)) is not None:
        return person
    if token.lemma in _GUESTS or (sentence.children(token, "nmod") and token.lemma == "глава"):
        return scene.last_person(sentence, 0)
    return described_person(scene, sentence, token)


def _leader(scene: Scene, sentence: Sentence) -> Person | None:
    """Return who leads the delegation that the sentences before introduced: «делегация … во главе с X»."""
    for earlier in reversed(scene.sentences[max(0, sentence.index - 6) : sentence.index]):
        led = _LED.search(earlier.text)
        if led is not None:
            return next(
                (
                    scene.person(m)
                    for m in earlier.mentions
                    if m.kind == "person" and earlier.tokens[m.first].start - earlier.start > led.start()
                ),
                None,
            )
    return None


def _place(sentence: Sentence, trigger: Token) -> str | None:
    """Return the city or region where the meeting was held, the one named nearest: «встреча в Астрахани»."""
    offices = [t.i for t in sentence.tokens if t.lemma in lexicon.OFFICES]
    held = [
        mention
        for mention in sentence.mentions
        if mention.kind == "territory"
        and mention.form == "name"
        and mention.first > 0
        and sentence.tokens[mention.first - 1].lemma in {"в", "на"}
        and sentence.tokens[mention.head].case == "Loc"
        and not any(0 < mention.first - i <= 4 for i in offices)
        and not _inside_body(sentence, mention.first)
    ]
    return min(held, key=lambda m: abs(m.first - trigger.i)).name if held else None


def _inside_body(sentence: Sentence, place: int) -> bool:
    return any(m.kind == "organization" and m.first <= place <= m.last for m in sentence.mentions)


def _gatherings(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Read forums and sessions of territories: «XVIII Форум межрегионального сотрудничества двух стран прошёл в …»."""
    for token in sentence.tokens:
        if token.lemma not in {"форум", "саммит"} or token.pos != "NOUN":
            continue
        phrase = clauses.phrase(sentence, token)
        parties = [m.name for m in sentence.mentions_in(phrase, "territory")]
        if len(parties) < 2 and any(t.lemma in {"страна", "государство"} for t in phrase):
            pair = _countries(scene, sentence)
            parties = pair if len(pair) == 2 else parties
        if len(parties) < 2:
            continue
        topic = [
            clauses.text_of(
                sentence,
                [
                    t
                    for t in phrase
                    if t.i > token.i and t.case == "Gen" and t.lemma not in {"страна", "два", "государство"}
                ],
            )
        ]
        args = {
            "party": parties,
            "place": _place(sentence, token),
            "topic": [t for t in topic if t and len(t.split()) < 8],
        }
        yield make("meeting", sentence, args, "meetings.forum", at=token, confidence=0.65)


def _countries(scene: Scene, sentence: Sentence) -> list[str]:
    names: list[str] = []
    for mention in scene.territories_before(sentence, len(sentence.tokens)):
        entry = mention.entry
        name = mention.name if entry is not None and entry.kind == "country" else None
        if name and name not in names:
            names.append(name)
        if len(names) == 2:
            break
    return names[::-1]
