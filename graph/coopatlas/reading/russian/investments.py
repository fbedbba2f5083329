"""Investments: who puts money into what, and the plants of foreign firms."""

import re
from collections.abc import Iterator

from coopatlas.language.russian import clauses
from coopatlas.language.russian.morphology import to_nominative
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import Filler, make
from coopatlas.reading.russian import dates, figures, lexicon
from coopatlas.reading.russian.figures import plain
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import Scene

_INVESTING = frozenset(
    {
        "инвестировать",
        "вложить",
        "вкладывать",
        "инвестиция",
        "инвестор",
        "капиталовложение",
        "вложение",
        "финансирование",
    }
)
_SITE = re.compile(
    r"(ОЭЗ|СЭЗ|ТОР|особ\w+\s+экономическ\w+\s+зон\w+|специальн\w+\s+экономическ\w+\s+зон\w+|"
    r"индустриальн\w+\s+парк\w*)\s*«([^»]+)»",
    re.IGNORECASE,
)
_SITE_NAMES = {
    "оэз": "особая экономическая зона",
    "осо": "особая экономическая зона",
    "сэз": "специальная экономическая зона",
    "спе": "специальная экономическая зона",
    "тор": "территория опережающего развития",
    "инд": "индустриальный парк",
}
_PLANT = re.compile(r"(?:завод|фабрика|комбинат|предприятие)\s", re.IGNORECASE)
_MAKING = frozenset(
    {
        "делать",
        "выпускать",
        "производить",
        "штамповать",
        "изготавливать",
        "собирать",
        "производитель",
        "выпуск",
        "производство",
        "с",
    }
)
_NO_SECTOR = frozenset({"экономика", "регион", "республика", "область", "край", "объем", "размер", "год"})
_OWN = frozenset({"соотечественник", "предприниматель", "бизнес", "компания"})
"""Those of whom a speaker says «наш»: the investor is the speaker's territory."""
_INVESTORS = frozenset({"компания", "инвестор", "бизнес", "предприниматель", "предприятие", "фирма", "бизнесмен"})
_BUILDING = frozenset({"построить", "открыть", "запустить", "возвести", "создать", "строить"})


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the investment that a sentence names first, else the plants built on a site."""
    token = next((t for t in sentence.tokens if t.lemma in _INVESTING), None)
    if token is not None:
        yield from _investment(scene, sentence, token)
        return
    for verb in sentence.tokens:
        if verb.lemma in _BUILDING and verb.pos == "VERB":
            yield from _plants(scene, sentence, verb)


def _investment(scene: Scene, sentence: Sentence, token: Token) -> Iterator[Fact]:
    sums = [f for f in figures.figures(sentence.text) if f.money]
    mode = modality(sentence, token, ignore=lexicon.SAYING - lexicon.PROPOSAL)
    investor = _investor(scene, sentence, token)
    recipient = _recipient(scene, sentence, token, investor)
    if not recipient or not (investor or sums):
        return
    figure = sums[0] if sums else None
    args: dict[str, Filler] = {
        "investor": investor,
        "recipient": recipient,
        "sector": _invested_sector(sentence, token),
        "date": next((p.label for p in dates.periods(sentence.text, scene.calendar)), None),
    }
    if figure:
        args |= {"value": plain(figure.value), "currency": figure.unit, "bound": figure.bound}
    yield make(
        "investment",
        sentence,
        args,
        "investments.investment",
        at=token,
        modality=mode,
        confidence=0.7 if investor else 0.6,
        printed=figure.printed if figure else None,
    )


def _investor(scene: Scene, sentence: Sentence, token: Token) -> str | None:
    """Return who invests: the subject of the verb, however it is named, else the adjective of the investment."""
    verb = token if token.pos == "VERB" else next((w for w in sentence.ancestors(token) if w.pos == "VERB"), None)
    for subject in clauses.subjects(sentence, verb) if verb is not None else []:
        mention = sentence.mention_at(subject)
        if mention is not None and mention.kind in {"territory", "organization"} and mention.form != "adjective":
            return mention.name
        if subject.lemma in _OWN and any(c.lemma in {"его", "наш"} for c in sentence.children(subject)):
            return scene.side_of(scene.speaker(sentence, subject.start))
        adjective = _adjective_before(sentence, subject)
        if adjective is not None and subject.lemma in {"сторона", "капитал"}:
            return adjective.name
        if adjective is not None and subject.lemma in _INVESTORS:
            noun = to_nominative(subject.text, subject.pos, subject.feats)
            return f"{sentence.tokens[adjective.first].text.lower()} {noun}"
    adjective = _adjective_before(sentence, token)
    return adjective.name if adjective else None


def _adjective_before(sentence: Sentence, token: Token) -> Mention | None:
    near = (m for m in sentence.mentions if m.form == "adjective" and 0 < token.i - m.last <= 2)
    return next((m for m in near if m.kind == "territory"), None)


def _recipient(scene: Scene, sentence: Sentence, token: Token, investor: str | None) -> str | None:
    for mention in sentence.mentions:
        if mention.kind == "territory" and mention.form == "name" and mention.name != investor and mention.first:
            before = [t.lemma for t in sentence.tokens[max(0, mention.first - 3) : mention.first]]
            if {"в", "на"} & set(before) or "экономика" in before:
                return mention.name
    pronoun = next(
        (
            t
            for t in sentence.tokens[token.i :]
            if t.lemma in {"он", "она"}
            and t.pos == "PRON"
            and t.case == "Acc"
            and sentence.tokens[t.i - 1].lemma == "в"
        ),
        None,
    )
    if pronoun is not None and (
        there := next((d for t in reversed(sentence.tokens[: pronoun.i]) if (d := scene.described(sentence, t))), None)
    ):
        return there
    for word in sentence.tokens:
        if (
            word.lemma in {"республика", "регион", "область", "край"}
            and word.i
            and sentence.tokens[word.i - 1].lemma in {"в", "экономика"}
        ):
            return scene.described(sentence, word)
    if plant := _plant_spoken_of(scene, sentence):
        return plant
    region = scene.last_territory(sentence, token.i, "region")
    return region.name if region is not None and region.name != investor else None


def _plant_spoken_of(scene: Scene, sentence: Sentence) -> str | None:
    """Return the plant that one of the sentences before is about: «завод X выпускает …. Объём инвестиций …»."""
    for earlier in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        for mention in earlier.mentions:
            head = earlier.tokens[mention.head]
            if mention.kind == "organization" and head.rel.startswith("nsubj") and _PLANT.match(mention.name):
                return mention.name
    return None


def _invested_sector(sentence: Sentence, token: Token) -> str | None:
    for place in sentence.tokens[token.i :]:
        if place.lemma == "в" and place.pos == "ADP":
            head = next(
                (t for t in sentence.tokens[place.i + 1 : place.i + 5] if t.pos == "NOUN" and t.case == "Acc"), None
            )
            if head is not None and sentence.mention_at(head) is None and head.lemma not in _NO_SECTOR:
                return clauses.phrase_name(sentence, head)
    return None


def _plants(scene: Scene, sentence: Sentence, verb: Token) -> Iterator[Fact]:
    """Read foreign plants on a site: «свои заводы в ОЭЗ «A» построили «B», который выпускает …, и «C»»."""
    site = _site(scene, sentence)
    if site is None or not sentence.find("завод", "производство", "предприятие", "фабрика", "цех"):
        return
    firms = [
        m
        for m in sentence.mentions
        if m.kind == "organization"
        and (m.form == "quoted" or (m.form == "noun" and "«" in m.name))
        and m.first != verb.i
    ]
    for n, firm in enumerate(firms):
        end = firms[n + 1].first if n + 1 < len(firms) else len(sentence.tokens)
        name = firm.name.partition("«")[2].rstrip("»") or firm.name
        args = {"investor": name, "recipient": site, "sector": _made(sentence, firm.last + 1, end)}
        yield make("investment", sentence, args, "investments.plant", at=verb, confidence=0.65)


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
        if token.lemma in _MAKING:
            head = next((t for t in tokens[n + 1 :] if t.pos == "NOUN"), None)
            return clauses.phrase_name(sentence, head) if head is not None else None
    return None
