"""Who speaks in a Kazakh document: its persons and bodies by name, and what descriptions and pronouns stand for."""

from collections.abc import Iterator

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.referents import refer
from coopatlas.reading.speakers import Named, Speakers

_SPEAKING = frozenset({"person", "organization", "port"})


def speakers(discourse: Discourse) -> Speakers:
    """Return who says what stands at each place of a document."""
    named = [n for sentence in discourse.sentences for n in _named(discourse, sentence)]
    return Speakers("kk", discourse.document.text, discourse.sentences, named, lambda s, t: _person(discourse, s, t))


def _named(discourse: Discourse, sentence: Sentence) -> Iterator[Named]:
    tokens = sentence.tokens
    taken: set[int] = set()
    for mention in sentence.mentions:
        if mention.kind in _SPEAKING and not taken & set(range(mention.first, mention.last + 1)):
            taken |= set(range(mention.first, mention.last + 1))
            yield _of(tokens[mention.first], tokens[mention.last], mention.name, mention.kind == "person")
    for token in tokens:
        if token.i not in taken and (name := _described(discourse, sentence, token)):
            person = name in discourse.people
            yield _of(token, token, name, person, pronoun=token.pos == "PRON")


def _of(first: Token, last: Token, name: str, person: bool, *, pronoun: bool = False) -> Named:
    return Named(first.start, last.end, name, person, last.case in {"Nom", ""}, pronoun)


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
    words = lexicon.lists("kk", "references", ("he", "offices", "descriptions"))
    if not any(token.lemma in group for group in words.values()):
        return None
    found = refer(discourse, sentence, token, "person")
    return str(found[0].value) if found else None


def _body(discourse: Discourse, sentence: Sentence, token: Token) -> str | None:
    if (
        token.lemma not in lexicon.lists("kk", "references", ("bodies",))["bodies"]
        or token.feats.get("Number") == "Plur"
    ):
        return None
    for mention in discourse.before(sentence, token.i, "organization", "port"):
        if _is_called(mention, token.lemma):
            return mention.name
    return None


def _is_called(mention: Mention, noun: str) -> bool:
    """Whether a body is called by a noun: the last word of its name begins so."""
    last = mention.name.split()[-1].casefold()
    return last.startswith(noun[:-1]) or (mention.form == "quoted" and noun in {"компания", "холдинг", "корпорация"})
