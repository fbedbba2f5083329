"""Visits: who came where, and when."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, lexicon
from coopatlas.reading.russian.meetings import stands_for
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import Scene, unique

_VISITING = frozenset(
    {
        "посетить", "побывать", "прибыть", "приехать", "посещать", "прилететь", "поехать", "отправиться",
        "осмотреть", "приезжать",
        "наведаться", "вылететь", "съездить", "гостить", "прибывать", "ознакомиться", "ездить", "прилетать",
        "летать", "слетать", "направиться", "отправляться",
    }
)  # fmt: skip  # fmt: skip
_TRIPS = frozenset({"визит", "поездка"})
_STAYING = frozenset({"находиться", "пребывать", "работать"})
"""Being somewhere, which is a visit where the verb governs one: «находится с визитом в …»."""
_FAILING = frozenset(
    {"отменить", "отложить", "перенести", "отказаться", "сорваться", "сорвать", "отмена", "отказ", "перенос"}
)
"""Words that govern a visit which was not made."""
_DELEGATION = frozenset({"делегация", "миссия", "представитель", "предприниматель", "бизнесмен", "гость", "группа"})
_LED = re.compile(r"во\s+главе|возглав|под\s+руководством")
_SITE = re.compile(r"порт|терминал|завод|предприяти|комбинат|фабрик", re.IGNORECASE)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the visits that a sentence names."""
    told: set[str] = set()
    trips = sentence.find(*_TRIPS)
    for token in sentence.tokens:
        staying = token.lemma in _STAYING and any(noun.head == token.i for noun in trips)
        if token.pos == "VERB" and (token.lemma in _VISITING or staying):
            visitors = _visitors(scene, sentence, token)
            heads = [token, *trips] if staying else [token]
            for place in unique([place for head in heads for place in _destinations(scene, sentence, head)]):
                if visitors and place not in visitors:
                    told.add(place)
                    yield _visit(scene, sentence, token, visitors, place)
    for noun in trips:
        goal, between = _led_to(sentence, noun)
        made = goal and goal not in told and not _failed(sentence, noun)
        visitors = _travellers(scene, sentence, noun, between) if made else []
        if goal and visitors and goal not in visitors:
            yield _visit(scene, sentence, noun, visitors, goal)


def _failed(sentence: Sentence, noun: Token) -> bool:
    """Whether a visit was not made: «отменил визит», «визит не состоялся»."""
    above = sentence.head(noun)
    if above is None or (above.pos == "VERB" and noun.rel == "obl" and above.lemma != "отказаться"):
        return False  # «отменил пошлины во время визита»
    return above.lemma in _FAILING or (noun.rel.startswith(("obj", "nsubj")) and negated(sentence, noun))


def _led_to(sentence: Sentence, noun: Token) -> tuple[str | None, list[Token]]:
    """Return where a visit or trip leads, and the words before: «визит делегации Омска в Казахстан»."""
    for mention in sentence.mentions:
        if mention.kind != "territory" or mention.form == "adjective" or not noun.i < mention.first <= noun.i + 14:
            continue
        between = sentence.tokens[noun.i + 1 : mention.first]
        if any(t.pos == "VERB" or t.text in ";:«" for t in between):
            return None, []
        if between and between[-1].lemma == "в" and sentence.tokens[mention.head].case != "Loc":
            return mention.name, between[:-1]
    return None, []


def _travellers(scene: Scene, sentence: Sentence, noun: Token, between: Sequence[Token]) -> list[str]:
    """Return whose visit it is: whom its genitive names, else the subject of the clause («в ходе визита … встретился»).

    A mere office stands for its person.
    """
    inside = sentence.mentions_in(list(between))
    people = [scene.full_name(m) for m in inside if m.kind == "person"]
    sides = [m.name for m in inside if m.kind == "territory"] if any(t.lemma in _DELEGATION for t in between) else []
    if not people and not sides:
        offices = [t for t in between if t.lemma in lexicon.OFFICES and t.case == "Gen"]
        meant = [person for t in offices if (person := stands_for(scene, sentence, t))]
        people = [person.name for person in meant[:1]]
    if people or sides or any(t.case == "Gen" for t in between):
        return unique([*people, *sides])
    verb = next((w for w in sentence.ancestors(noun) if w.pos == "VERB"), None)
    return _visitors(scene, sentence, verb) if verb is not None and noun.rel in {"obl", "nmod", "obj"} else []


def _visit(scene: Scene, sentence: Sentence, verb: Token, visitors: Sequence[str], place: str) -> Fact:
    when = dates.occasion(sentence.text, scene.calendar) or next(
        (p.label for p in dates.periods(sentence.text, scene.calendar)), None
    )
    mode = modality(sentence, verb, ignore=lexicon.NEGOTIATION | lexicon.SAYING)
    args = {"visitor": list(visitors), "destination": place, "date": when}
    return make(
        "visit",
        sentence,
        args,
        "meetings.visit",
        at=verb,
        modality=mode if mode in {"intention", "interest", "proposal"} else "stated",
        confidence=0.75,
    )


def _visitors(scene: Scene, sentence: Sentence, verb: Token) -> list[str]:
    """Return who travelled: the head of a delegation first, then whose delegation it is."""
    people: list[str] = []
    sides: list[str] = []
    for subject in clauses.subjects(sentence, verb):
        mention = sentence.mention_at(subject)
        inside = [
            m
            for m in sentence.mentions_in(sentence.subtree(subject, lambda t: t.rel not in {"acl:relcl", "parataxis"}))
            if (m.first < verb.i) == (subject.i < verb.i)
        ]
        if mention is not None and mention.kind == "person":
            people.append(scene.full_name(mention))
        elif apposed := [m for m in inside if m.kind == "person" and sentence.tokens[m.head].head == subject.i]:
            people += [scene.full_name(m) for m in apposed]
        elif subject.lemma in lexicon.OFFICES | {"он", "она", "дипломат"}:
            named = [scene.full_name(m) for m in inside if m.kind == "person"]
            meant = None if named else stands_for(scene, sentence, subject)
            people += named or ([meant.name] if meant else [])
        elif subject.lemma in _DELEGATION:
            people += [scene.full_name(m) for m in inside if m.kind == "person"]
            sides += [m.name for m in inside if m.kind == "territory"][:1]
            described = [scene.described(sentence, t) for t in sentence.children(subject, "nmod") if t.case == "Gen"]
            sides += [d for d in described if d and not sides]
            if subject.lemma == "гость" and not people and not sides:
                return _guests(scene, sentence)
    if sides and _LED.search(sentence.text):
        led = next((t.i for t in sentence.tokens if t.lemma in {"глава", "возглавить", "возглавлять"}), 0)
        named = [scene.full_name(m) for m in sentence.mentions if m.kind == "person" and m.first > led - 4]
        people += [name for name in named if name not in people][:1]
    return unique([*people, *sides])


def _guests(scene: Scene, sentence: Sentence) -> list[str]:
    """Return the visitors that the sentences before spoke of."""
    for earlier in reversed(scene.sentences[max(0, sentence.index - 6) : sentence.index]):
        for token in earlier.tokens:
            if token.lemma in _VISITING and token.pos == "VERB":
                found = _visitors(scene, earlier, token)
                if found:
                    return found
    return []


def _destinations(scene: Scene, sentence: Sentence, verb: Token) -> Iterator[str]:
    seen: set[str] = set()
    candidates = [*clauses.objects(sentence, verb), *clauses.complements(sentence, verb, "в", "на")]
    for token in candidates:
        mention = sentence.mention_at(token)
        if (
            mention is not None
            and mention.kind in {"territory", "port", "organization"}
            and mention.form != "adjective"
        ):
            if mention.name not in seen and (mention.kind != "organization" or _SITE.search(mention.name)):
                seen.add(mention.name)
                yield mention.name
        elif (name := scene.described(sentence, token)) and name not in seen:
            seen.add(name)
            yield name
