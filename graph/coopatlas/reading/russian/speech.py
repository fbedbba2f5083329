"""Who may speak in a Russian document: its people and bodies by name, «он», «дипломат», «губернатор», «ведомство»."""

import re
from bisect import insort
from collections.abc import Iterator

from coopatlas import gazetteer
from coopatlas.language.russian.morphology import lemmas, nominal_case
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.lexicon import words
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.scene import MEMORY, Person, Scene
from coopatlas.reading.speakers import Named, Speakers
from coopatlas.reading.speakers.model import UNKNOWN
from coopatlas.reading.speakers.people import is_state

_BODIES = words("ru", "bodies")
_LOCAL, _OFFICIAL, _SHORT_STATES = (_BODIES[name] for name in ("local", "official", "short_states"))
_HEADED = words("ru", "offices")["headed"]


def speakers(scene: Scene) -> Speakers:
    """Return who says what in a document."""
    _settle(scene)
    named = [one for sentence in scene.sentences for one in _named(scene, sentence)]
    return Speakers("ru", scene.document.text, scene.sentences, named, lambda s, t: _whose(scene, s, t))


def _named(scene: Scene, sentence: Sentence) -> Iterator[Named]:
    """Yield the people and bodies of a sentence where they stand, by name or by what stands for them."""
    bodies = {m.head for m in sentence.mentions if m.kind == "organization"}
    for mention in sentence.mentions:
        head = sentence.tokens[mention.head]
        if mention.kind == "person" and mention.first == mention.last and mention.head in bodies:
            continue  # «Нацстатком» is no person, whatever a tagger takes it for
        speaks = mention.kind in {"person", "organization"} or (
            mention.kind == "port" and _called_port(sentence, mention)
        )
        taken = speaks and mention.kind == "organization" and sentence.mention_at(head) is not mention
        name = full_body(scene, sentence, mention) if taken else _name_at(scene, sentence, head) if speaks else None
        start, end = sentence.tokens[mention.first].start, sentence.tokens[mention.last].end
        if is_state(mention):
            yield Named(start, end, mention.name, False, state=True)
        if name is not None and not _is_office(head, mention):
            nominative = head.case in {"Nom", ""} or (mention.kind == "organization" and head.case == "Acc")
            unbent = name.split()[-1] == sentence.tokens[mention.last].text
            yield Named(start, end, name, mention.kind == "person", nominative or unbent)
    for token in sentence.tokens:
        yield from _described(scene, sentence, token)
        yield from _firm(scene, sentence, token)


def _firm(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Named]:
    """Yield the firm named last where people speak in «компания» that bears no name: «отметили в компании»."""
    firms = words("ru", "references")["firms"]
    inside = token.i and sentence.tokens[token.i - 1].lemma in {"в", "на"}
    if token.lemma not in firms or not inside or sentence.mention_at(token) is not None:
        return
    for earlier in reversed(scene.sentences[max(0, sentence.index - _RECENT) : sentence.index]):
        named = [m for m in earlier.mentions if m.kind == "organization" and m.form != "noun"]
        if named:
            yield Named(token.start, token.end, full_body(scene, earlier, named[-1]), False, False)
            return


_RECENT = 4
"""Sentences back to the firm that «компания» means."""


def _called_port(sentence: Sentence, mention: Mention) -> bool:
    """Whether a port is named as one, and not by its town alone: «в Бакинском порту подтвердили»."""
    return any(t.lemma == "порт" for t in sentence.tokens[mention.first : mention.last + 1])


def _is_office(head: Token, mention: Mention) -> bool:
    """Whether the tagger took an office at the head of a sentence for a name: «Торгпред признал»."""
    return mention.first == mention.last and head.text.casefold() in lexicon.OFFICES | lexicon.OFFICE_SPELLING.keys()


def _described(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Named]:
    pronoun = token.lemma in {"он", "она"}
    mention = sentence.mention_at(token)
    if not pronoun and token.lemma not in lexicon.OFFICES | lexicon.PERSON_DESCRIPTIONS:
        return
    if (mention is not None and not _is_office(token, mention)) or (not pronoun and _beside(sentence, token)):
        return
    name = _office(scene, sentence, token) if mention is not None else _name_at(scene, sentence, token)
    if name is None and pronoun and token.case == "Nom":
        name = UNKNOWN
    if name is not None:
        yield Named(token.start, token.end, name, True, token.case == "Nom", pronoun)


def _whose(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    feminine = token.text.casefold() in {"ее", "её"}
    person = scene.last_person(sentence, token.i, feminine=feminine)
    return person.name if person else None


def _settle(scene: Scene) -> None:
    """Note where «дипломат», «губернатор» stand for a person, so that a later «он» finds the one last spoken of."""
    for sentence in scene.sentences:
        for token in sentence.tokens:
            if token.lemma in lexicon.OFFICES | {"дипломат"} and token.case == "Nom" and not _beside(sentence, token):
                person = described_person(scene, sentence, token)
                if person is not None:
                    insort(person.seen, (sentence.index, token.i))


def _beside(sentence: Sentence, token: Token) -> bool:
    return any(m.kind == "person" and token.i - 4 < m.first <= token.i + 14 for m in sentence.mentions)


def _name_at(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return the speaker that a noun names or describes."""
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind == "person":
        return scene.full_name(mention)
    if mention is not None and mention.kind == "port":
        return mention.name
    if token.lemma in lexicon.OFFICES | lexicon.PERSON_DESCRIPTIONS:
        return _office(scene, sentence, token)
    if token.lemma in {"он", "она"} and token.case == "Nom":
        person = scene.last_person(sentence, token.i, feminine=token.text.casefold() == "она")
        return person.name if person else None
    if (
        mention is not None
        and mention.kind == "organization"
        and (mention.form != "noun" or _speaks(token) or mention.first < mention.last)
    ):
        return full_body(scene, sentence, mention)
    return None


def _speaks(body: Token) -> bool:
    """Whether a body of one word may speak: by its noun («в компании»), or by a name of its own («Росстат»)."""
    return body.lemma in lexicon.SPEAKING_BODIES or (body.pos == "PROPN" and body.text[:1].isupper() and body.i > 0)


def _office(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return the person named beside an office, else the last person described by it."""
    beside = [m for m in sentence.mentions if m.kind == "person" and token.i < m.first <= token.i + 14]
    if beside and not any(t.text in ",;—–" for t in sentence.tokens[token.i : beside[0].first]):
        return scene.full_name(beside[0])
    person = described_person(scene, sentence, token)
    return person.name if person else None


def described_person(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person that «дипломат», «губернатор», «министр» stands for."""
    if token.lemma == "дипломат":
        diplomats = [w for w in ("консул", "посол", "торговый", "посланник") if scene.last_person(sentence, token.i, w)]
        return scene.last_person(sentence, token.i, diplomats[0]) if diplomats else scene.last_person(sentence, token.i)
    if token.lemma == "гость":
        return _guest(scene, sentence, token)
    if (person := in_charge(scene, sentence, token)) is not None:
        return person
    following = sentence.tokens[token.i + 1].lemma if token.i + 1 < len(sentence.tokens) else ""
    if token.lemma in {"глава", "руководитель", "директор", "председатель", "начальник"} and following in _HEADED:
        heads = (scene.last_person(sentence, token.i, role) for role in _HEADED[following])
        if (person := next((p for p in heads if p is not None), None)) is not None:
            return person
    if (person := _standing_for(scene, sentence, token)) is not None:
        return person
    spelled = lexicon.OFFICE_SPELLING.get(token.lemma, token.lemma).split()
    return scene.last_person(sentence, token.i, spelled[-1]) or (
        scene.last_person(sentence, token.i)
        if token.lemma in {"чиновник", "политик", "собеседник", "руководитель", "вице-губернатор", "глава"}
        else None
    )


def _standing_for(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person who was last introduced as that of a territory: «представитель ОАЭ»."""
    if token.lemma != "представитель" or token.feats.get("Number") == "Plur":
        return None
    whose = next((m.name for m in sentence.mentions if m.kind == "territory" and m.first == token.i + 1), "")
    before = (p for p in reversed(scene.people) if p.seen[0] < (sentence.index, token.i))
    return next((p for p in before if whose and p.represents == whose), None)


def _guest(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person from elsewhere who was introduced last."""
    home = scene.home("region")
    country = (
        gazetteer.load().entries().get(home.entry.country or "")
        if home is not None and home.entry is not None
        else None
    )
    here = {home.name if home is not None else "", country.names.get("ru", "") if country is not None else ""}
    before = (p for p in reversed(scene.people) if p.seen[0] < (sentence.index, token.i))
    return next((p for p in before if p.represents and p.represents not in here), None)


def in_charge(scene: Scene, sentence: Sentence, token: Token) -> Person | None:
    """Return the person whose territory an office names: «глава Южного Урала», «губернатор Омской области»."""
    if token.lemma not in lexicon.TERRITORY_HEADS:
        return None
    named = (m for m in sentence.mentions if m.kind == "territory" and m.form == "name" and m.first == token.i + 1)
    territory = next(named, None)
    return scene.last_person_of(sentence, token.i, territory.name) if territory is not None else None


def full_body(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    """Return the name of a body; a bare noun («посольство») takes the fullest name that the document gave it before."""
    first, _, rest = mention.name.partition(" ")
    if first.casefold() in _LOCAL and (
        region := scene.last_territory(sentence, mention.first, "region") or scene.first("region")
    ):
        return f"{rest} {nominal_case(region.name, 'gent')}"
    if rest:
        return _of_region(scene, sentence, mention)
    if mention.name.casefold() in _OFFICIAL:
        return _last_official(scene, sentence, mention)
    for earlier in reversed(scene.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]):
        for other in reversed(earlier.mentions):
            inside = other.name.split(" ", 1)
            if (
                other.kind == "organization"
                and len(inside) == 2
                and (earlier.index < sentence.index or other.last < mention.first)
            ):
                if inside[0].casefold() == mention.name.casefold():
                    return other.name
                if mention.name.casefold() in {w.casefold() for w in nominatives(other.name)}:
                    return _from_noun(other.name, mention.name)
    return mention.name


def _last_official(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    begins = _OFFICIAL[mention.name.casefold()]
    for earlier in reversed(scene.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]):
        for other in reversed(earlier.mentions):
            before = earlier.index < sentence.index or other.last < mention.first
            named = other.kind == "organization" and " " in other.name
            if before and named and other.name.casefold().startswith(tuple(begins)):
                return full_body(scene, earlier, other)
    return mention.name


_GENERAL = re.compile(r"\b(регионального|областного|краевого|республиканского) (\w+)")


def _of_region(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    """Return «пресс-служба правительства Омской области» for «пресс-служба регионального правительства»."""
    region = scene.last_territory(sentence, mention.first, "region") or scene.first("region")
    head, _, last = mention.name.rpartition(" ")
    if last in _SHORT_STATES:
        return f"{head} {_SHORT_STATES[last]}"
    if region is None or not _GENERAL.search(mention.name):
        return mention.name
    return _GENERAL.sub(lambda m: f"{m[2]} {nominal_case(region.name, 'gent')}", mention.name)


def nominatives(name: str) -> list[str]:
    """Return the dictionary forms of the words of a name."""
    return [lemma for word in name.split() for lemma in lemmas(word)]


def _from_noun(name: str, noun: str) -> str:
    """Return the part of a name from a noun on, which is put into the nominative: «пресс-служба посольства …»."""
    words = name.split()
    at = next(i for i, word in enumerate(words) if noun.casefold() in lemmas(word))
    return " ".join([noun, *words[at + 1 :]])
