"""Who may speak in a document: its persons and bodies by name, and what descriptions and pronouns stand for."""

import re
from collections.abc import Iterator

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.referents import refer
from coopatlas.reading.speakers import Named, Speakers
from coopatlas.reading.speakers.model import words

_PUBLIC = 40
"""Code points between a territory and the noun of its body."""
_SPEAKING = frozenset({"person", "organization", "port"})


def speakers(discourse: Discourse) -> Speakers:
    """Return who says what stands at each place of a document."""
    named = [
        n for sentence in discourse.sentences for n in (*_named(discourse, sentence), *_public(discourse, sentence))
    ]
    return Speakers(
        discourse.lang, discourse.document.text, discourse.sentences, named, lambda s, t: _person(discourse, s, t)
    )


def _named(discourse: Discourse, sentence: Sentence) -> Iterator[Named]:
    tokens = sentence.tokens
    taken: set[int] = set()
    for mention in sentence.mentions:
        if _speaks(mention) and not taken & set(range(mention.first, mention.last + 1)):
            taken |= set(range(mention.first, mention.last + 1))
            person = discourse.person(mention) if mention.kind == "person" else None
            name = person.name if person is not None else mention.name
            yield _of(discourse, sentence, mention.first, mention.last, name, mention.kind == "person")
    for mention in sentence.mentions:
        if is_state(mention):
            yield Named(tokens[mention.first].start, tokens[mention.last].end, mention.name, False, state=True)
    for token in tokens:
        if token.i not in taken and (name := _described(discourse, sentence, token)):
            known = name in discourse.people
            yield _of(discourse, sentence, token.i, token.i, name, known, pronoun=token.pos == "PRON")


def _speaks(mention: Mention) -> bool:
    """Whether a mention may be who speaks; a port only by its full name, as its bare name is that of a place."""
    named = mention.kind != "port" or "port" in mention.name.casefold() or "порт" in mention.name.casefold()
    return mention.kind in _SPEAKING and named


def is_state(mention: Mention) -> bool:
    """Whether a mention names a state or region that may speak itself."""
    entry = mention.entry
    return mention.form == "name" and entry is not None and entry.kind in {"country", "region"}


def _of(
    discourse: Discourse, sentence: Sentence, first: int, last: int, name: str, person: bool, *, pronoun: bool = False
) -> Named:
    start, end = sentence.tokens[first], sentence.tokens[last]
    following = sentence.tokens[last + 1 : last + 2]
    owns = discourse.lang == "en" and any(t.text.casefold() in {"'s", "’s", "'", "’"} for t in following)
    owns = owns or (discourse.lang == "kk" and not person and end.rel == "compound")  # «комитет төрағасы … айтты»
    return Named(start.start, end.end, name, person, end.case in {"Nom", ""} and not owns, pronoun)


def _public(discourse: Discourse, sentence: Sentence) -> Iterator[Named]:
    """Yield bodies that are named by their territory: "Perm Territory's press service", "the government of Ohio"."""
    nouns = "|".join(sorted(words(discourse.lang)["public"], key=len, reverse=True))
    text = discourse.document.text
    if not nouns:
        return
    for match in re.finditer(rf"\bthe (?:regional|provincial|local) ({nouns})\b", sentence.text):
        region = discourse.last(sentence, len(sentence.tokens), "region")
        if region is not None:
            start = sentence.start + match.start()
            yield Named(start, sentence.start + match.end(), f"{match[1]} of {region.name}", False)
    for mention in sentence.mentions:
        if mention.kind != "territory":
            continue
        start, end = sentence.tokens[mention.first].start, sentence.tokens[mention.last].end
        behind = re.match(rf"(?:'s|’s)? (?:regional |provincial |city )?({nouns})\b", text[end : end + _PUBLIC])
        before = re.search(rf"\b({nouns}) of (?:the )?$", text[max(0, start - _PUBLIC) : start])
        if behind or before:
            first, last = (start, end + behind.end()) if behind else (start - len(before[0] if before else ""), end)
            noun = (behind or before or [""])[1]
            yield Named(first, last, f"{noun} of {mention.name}", False)


def _described(discourse: Discourse, sentence: Sentence, token: Token) -> str:
    """Return whom «ол», «елші», «департамент» stands for: a person, or the body named last that is called so."""
    following = sentence.tokens[token.i + 1 : token.i + 2]
    if any(m.kind == "person" and m.first == token.i + 1 for m in sentence.mentions) or token.pos not in {
        "NOUN",
        "PRON",
    }:
        return ""
    if following and following[0].lemma == token.lemma:
        return ""
    return _person(discourse, sentence, token) or _body(discourse, sentence, token) or ""


def _person(discourse: Discourse, sentence: Sentence, token: Token) -> str | None:
    lists = lexicon.lists(discourse.lang, "references", ("he", "she", "offices", "descriptions"))
    if not any(token.lemma in group for group in lists.values()):
        return None
    found = refer(discourse, sentence, token, "person")
    return str(found[0].value) if found else _named_later(discourse, sentence, token)


def _named_later(discourse: Discourse, sentence: Sentence, token: Token) -> str | None:
    """Return who is named right behind a Kazakh description that nothing before explains: «Дипломаттың сөзінше, …»."""
    titles = lexicon.words(discourse.lang, "speech").get("described", {}).get(token.lemma, ())
    if discourse.lang != "kk" or not titles or token.feats.get("Number") == "Plur":
        return None
    for later in discourse.sentences[sentence.index + 1 : sentence.index + 1 + _AHEAD]:
        people = (discourse.person(m) for m in later.mentions if m.kind == "person")
        for person in people:
            if person is not None and any(title in person.role for title in titles):
                return person.name
    return None


_AHEAD = 2
"""Sentences behind a description in which he may be named of whom it tells."""


def _body(discourse: Discourse, sentence: Sentence, token: Token) -> str | None:
    if (
        token.lemma not in lexicon.lists(discourse.lang, "references", ("bodies",))["bodies"]
        or token.feats.get("Number") == "Plur"
    ):
        return None
    for mention in discourse.before(sentence, token.i, "organization", "port"):
        if _is_called(discourse.lang, mention, token.lemma):
            return mention.name
    return None


def _is_called(lang: str, mention: Mention, noun: str) -> bool:
    """Whether a body is called by a noun: its name has a word that begins so, or it is a firm and the noun says so."""
    names = mention.name.casefold().split()
    if any(word.startswith(noun[:-1]) for word in (names if lang == "en" else names[-1:])):
        return True
    firm = mention.form == "quoted" or (lang == "en" and mention.entry is None and not set(names) & _PUBLIC_WORDS)
    return firm and noun in words(lang)["companies"]


_PUBLIC_WORDS = frozenset({"ministry", "government", "department", "committee", "agency", "council", "embassy", "of"})
