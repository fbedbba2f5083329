"""Who may speak in a document: its persons and bodies by name, and what descriptions and pronouns stand for."""

import re
from collections.abc import Iterator

from coopatlas.language.form import form
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.referents import refer
from coopatlas.reading.speakers import Named, Speakers
from coopatlas.reading.speakers.model import UNKNOWN, is_verb, words

_PUBLIC = 40
"""Code points between a territory and the noun of its body."""
_SPEAKING = frozenset({"person", "organization", "port"})


def speakers(discourse: Discourse) -> Speakers:
    """Return who says what stands at each place of a document."""
    named = [n for sentence in discourse.sentences for n in _all_named(discourse, sentence)]
    return Speakers(
        discourse.lang, discourse.document.text, discourse.sentences, named, lambda s, t: _person(discourse, s, t)
    )


def _all_named(discourse: Discourse, sentence: Sentence) -> list[Named]:
    others = list(_named(discourse, sentence))
    staffs = [*_staffs(discourse.lang, sentence), *_public(discourse, sentence)]
    staffs = [s for s in staffs if not any(_holds(n, s) for n in others if not n.state)]
    return staffs + [n for n in others if n.state or not any(_holds(s, n) for s in staffs)]


def _holds(staff: Named, other: Named) -> bool:
    """Whether a longer name holds another: that of whom a press service is of."""
    return staff.start <= other.start and other.end <= staff.end


def _staffs(lang: str, sentence: Sentence) -> Iterator[Named]:
    """Yield press services with whose they are: "the public affairs office of the President of Tatarstan"."""
    nouns, public = ("|".join(words(lang).get(group, ())) for group in ("press", "public"))
    pattern = rf"\b(?:{nouns}) of (?:the )?{_TITLED}(?! (?:[A-Z]|(?:{public})\b))(?![\w'’-])"
    for match in re.finditer(pattern, sentence.text) if nouns else ():
        yield Named(sentence.start + match.start(), sentence.start + match.end(), match[0], False)


_TITLED = r"[A-Z][\w'’-]*(?: (?:of |for |and |the |of the |for the )?[A-Z][\w'’-]*)*"
"""Words of a name in capitals, with what joins them."""


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
        elif token.i not in taken and (unnamed := _unnamed(discourse, sentence, token)) is not None:
            yield unnamed


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
    start, end = sentence.tokens[first], sentence.tokens[_end_of_staff(discourse.lang, sentence, last)]
    if end.i > last and person:
        name, person = discourse.document.text[start.start : end.end], False
    following = sentence.tokens[end.i + 1 : end.i + 2]
    owns = discourse.form.analytic and any(t.text.casefold() in {"'s", "’s", "'", "’"} for t in following)
    owns = owns or (discourse.form.head_final and not person and end.rel == "compound")  # «комитет төрағасы … айтты»
    owns = owns or (pronoun and end.text.casefold() in words(discourse.lang)["whose"])
    return Named(start.start, end.end, name, person, end.case in {"Nom", ""} and not owns, pronoun)


def _end_of_staff(lang: str, sentence: Sentence, last: int) -> int:
    """Return the last word of the press service of whoever ends at a word: «әкімдігінің баспасөз қызметі»."""
    behind = " ".join(t.text.casefold() for t in sentence.tokens[last + 1 : last + 3])
    return last + 2 if behind in words(lang).get("staffed", ()) else last


def _unnamed(discourse: Discourse, sentence: Sentence, token: Token) -> Named | None:
    """Return what stands for whoever spoke last where nothing else explains it: "he added", "the report said"."""
    following = sentence.tokens[token.i + 1 : token.i + 2]
    told = bool(following) and is_verb(following[0]) and following[0].lemma in words(discourse.lang)["say"]
    if not told or token.feats.get("Number") == "Plur":
        return None
    person = any(token.lemma in group for group in lexicon.lists(discourse.lang, "references", ("he", "she")).values())
    known = token.lemma in words(discourse.lang).get("accounts", ()) or _is_body(discourse.lang, token)
    if not person and not (known and (token.pos == "PRON" or _definite(sentence, token))):
        return None
    return Named(token.start, token.end, UNKNOWN, person, True, True)


def _definite(sentence: Sentence, token: Token) -> bool:
    return bool(token.i) and sentence.tokens[token.i - 1].text.casefold() == "the"


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
            first, last = start - len(before[0] if before else ""), end + (behind.end() if behind else 0)
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
    """Return who is named right behind a description that nothing before explains: «Дипломаттың сөзінше, …»."""
    titles = lexicon.words(discourse.lang, "speech").get("described", {}).get(token.lemma, ())
    if not discourse.form.head_final or not titles or token.feats.get("Number") == "Plur":
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
    if not _is_body(discourse.lang, token) or token.feats.get("Number") == "Plur":
        return None
    for mention in discourse.before(sentence, token.i, "organization", "port"):
        if _is_called(discourse.lang, mention, token.lemma):
            return mention.name
    return None


def _is_body(lang: str, token: Token) -> bool:
    bodies = lexicon.lists(lang, "references", ("bodies",))["bodies"]
    return token.lemma in bodies or token.lemma in words(lang).get("offices", ())


def _is_called(lang: str, mention: Mention, noun: str) -> bool:
    """Whether a body is called by a noun: its name has a word that begins so, or it is a firm and the noun says so."""
    names = mention.name.casefold().split()
    if any(word.startswith(noun[:-1]) for word in (names if form(lang).analytic else names[-1:])):
        return True
    firm = mention.form == "quoted" or (
        form(lang).analytic and mention.entry is None and not set(names) & _PUBLIC_WORDS
    )
    return firm and noun in words(lang)["companies"]


_PUBLIC_WORDS = frozenset({"ministry", "government", "department", "committee", "agency", "council", "embassy", "of"})
