"""Which possessed noun a Kazakh genitive hangs on."""

from collections.abc import Iterator, Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.joining import end_of_phrase
from coopatlas.language.kazakh.nominals import hang, is_nominal, is_place, next_word
from coopatlas.language.tokens import NO_HEAD, Token


def genitives(tokens: Sequence[Token]) -> None:
    """Hang a genitive on the next noun that is possessed: over attributes and participles, not over a finite verb.

    A noun that a name before it owns already («Омбы облысы») takes it only where no other does.
    """
    for token in tokens:
        if token.case != "Gen" or token.head != NO_HEAD:
            continue
        owned = list(_possessed(tokens, token))
        free = next((t for t in owned if not _named(tokens, t, token.i)), None)
        inner = place_behind(tokens, token) if is_place(token) else _town_behind(tokens, token)
        said = next((t for t in owned if _is_predicate(t)), None) if _parted(tokens, token, free) else None
        head = inner or said or free or next(iter(owned), None)
        if head is not None:
            hang(token, head.i, "nmod:poss")
        else:
            _without_possession(tokens, token)


def _possessed(tokens: Sequence[Token], token: Token) -> Iterator[Token]:
    """Yield the possessed nouns behind a genitive, up to a finite verb."""
    for after in tokens[token.i + 1 :]:
        if after.feats.get("VerbForm") == "Fin" or after.text in {";", ":"}:
            return
        owned = is_nominal(after) or (after.rel == "" and _is_predicate(after))
        if "Poss" in after.feats and owned and after.case != "" and after.lemma not in lexicon.words().not_owned:
            yield after


def _is_predicate(token: Token) -> bool:
    """Whether a possessed word is a verb form or «мүдделі екенін», whose subject bears the genitive."""
    return token.pos == "VERB" or token.lemma in lexicon.words().predicates


def _parted(tokens: Sequence[Token], owner: Token, noun: Token | None) -> bool:
    """Whether what stands between a genitive and a noun belongs to a verb: «елдің Батумида терминалын салуға …»."""
    if noun is None or noun.pos == "VERB":
        return False
    between = tokens[owner.i + 1 : noun.i]
    if any(t.feats.get("VerbForm") == "Part" for t in between):
        return False
    apart = {"Dat", "Loc", "Abl", "Ins", "Acc"}
    return any((t.case in apart and "Attr" not in t.feats) or (t.case == "Gen" and t.rel != "conj") for t in between)


def place_behind(tokens: Sequence[Token], token: Token) -> Token | None:
    """Return the place whose name begins right behind the genitive of a state: «Ресейдің Омбы облысы»."""
    after = next_word(tokens, token.i)
    while after is not None and after.head > after.i and after.rel in {"compound", "conj"}:
        after = tokens[after.head]
        if after.lemma in lexicon.words().places and "Poss" in after.feats:
            return after if "Attr" not in after.feats else None
    return None


def _town_behind(tokens: Sequence[Token], token: Token) -> Token | None:
    """Return the town or district that stands right behind the genitive of its region: «Омбы облысының Тара қаласы»."""
    town = place_behind(tokens, token) if token.lemma in {"облыс", "өлке", "провинция", "аудан"} else None
    return town if town is not None and town.lemma in {"қала", "аудан", "кент", "ауыл"} else None


def _named(tokens: Sequence[Token], noun: Token, first: int) -> bool:
    """Whether a name between a genitive and a noun of place owns it: «Омбы облысы»."""
    words = lexicon.words()
    owned = noun.lemma in words.places | words.economy or (noun.lemma in words.bodies and noun.case == "Ins")
    return owned and any(t.head == noun.i and t.rel == "compound" and t.pos == "PROPN" and t.i > first for t in tokens)


def _without_possession(tokens: Sequence[Token], token: Token) -> None:
    """«біздің ел»: a pronoun's genitive needs no possession."""
    after = next_word(tokens, token.i)
    if token.pos == "PRON" and after is not None and is_nominal(after):
        hang(token, end_of_phrase(tokens, after), "nmod:poss")
