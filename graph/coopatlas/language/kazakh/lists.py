"""Lists in Kazakh: members hang on the last, which bears the case; examples on the noun that stands for them."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.genitives import place_behind
from coopatlas.language.kazakh.joining import end_of_phrase
from coopatlas.language.kazakh.nominals import CLOSE, OPEN, hang, is_actor, is_bare, is_nominal, is_place, next_word
from coopatlas.language.tokens import NO_HEAD, Token


def exemplary(tokens: Sequence[Token], before: Token, postposition: Token) -> None:
    """Hang the names before «сияқты» on the plural noun behind it, which stands for them: «… сияқты қалаларға»."""
    after = next_word(tokens, postposition.i)
    if postposition.text.casefold() not in lexicon.words().exemplary or after is None or not is_nominal(after):
        return
    end = tokens[end_of_phrase(tokens, after)]
    if end.feats.get("Number") != "Plur":
        return
    hang(before, end.i, "appos")
    comma = _comma_before(tokens, before)
    while comma is not None and (member := _member_before(tokens, comma)) is not None and member.case == "Nom":
        hang(member, before.i, "conj")
        comma = _comma_before(tokens, member)


def lists(tokens: Sequence[Token]) -> None:
    """Hang the members of a list on its last one, from right to left."""
    for token in reversed(tokens):
        if token.pos == "CCONJ" and token.lemma not in {"ал", "бірақ", "алайда"} and 0 < token.i < len(tokens) - 1:
            _list_at(tokens, token)


def _list_at(tokens: Sequence[Token], joint: Token) -> None:
    """Join what stands before «және», «мен», and before commas to its left, to the member behind."""
    last = _member_behind(tokens, joint)
    if last is None:
        return
    at: Token | None = joint
    while at is not None and (before := _member_before(tokens, at)) is not None and _alike(before, last, at):
        hang(before, last.i, "conj")
        if at.pos == "CCONJ":
            hang(at, last.i, "cc")
        at = _comma_before(tokens, before)


def _member_behind(tokens: Sequence[Token], joint: Token) -> Token | None:
    after = next_word(tokens, joint.i)
    before = tokens[joint.i - 1]
    if after is None:
        return None
    if before.pos == "ADJ" and after.pos == "ADJ" and before.head == NO_HEAD:
        return after
    if is_place(after) and after.case == "Gen" and (inner := place_behind(tokens, after)) is not None:
        return inner
    if _is_territory(before) and (place := _territory_of(tokens, after)) is not None and place.case == "Gen":
        return place  # «Атырау облысы мен Иранның саудасы»
    if (is_place(before) and is_place(after)) or (before.case == "Gen" and after.case == "Gen"):
        return after
    if not is_nominal(after):
        after = next((t for t in tokens[after.i : after.i + 6] if is_nominal(t)), after)
    named = before.pos == "PROPN" and not is_place(before) and before.rel != "compound"
    end = tokens[_whole_end(tokens, after, named=named)]
    return end if is_nominal(end) else None


def _is_territory(token: Token) -> bool:
    return token.lemma in lexicon.words().smaller and token.case == "Nom" and token.feats.get("Poss") == "3"


def _territory_of(tokens: Sequence[Token], first: Token) -> Token | None:
    """Return the word on which the name of a territory ends that begins with a word: «Иранның», «Омбы облысының»."""
    head = tokens[first.head] if first.head > first.i and first.rel == "compound" else first
    named = head.lemma in lexicon.words().smaller or "State" in head.feats
    return head if named and first.pos == "PROPN" else first if is_place(first) else None


def _whole_end(tokens: Sequence[Token], after: Token, *, named: bool) -> int:
    """Return where the phrase ends that begins with a word, over genitives: «… порттың бас директоры Болат Серіков».

    One that is `named` like the member before it ends with the name, or with who acts: «Серіков пен губернатор
    Ивановтың | кездесуі», «Серіков пен делегацияның | кездесуі».
    """
    end = tokens[end_of_phrase(tokens, after)]
    while end.case == "Gen" and (more := next_word(tokens, end.i)) is not None and is_nominal(more):
        further = tokens[end_of_phrase(tokens, more)]
        someone = further.pos == "PROPN" or is_actor(further)
        if named and not is_place(end) and (end.pos == "PROPN" or (is_actor(end) and not someone)):
            break
        end = further
    return end.i


def _member_before(tokens: Sequence[Token], joint: Token) -> Token | None:
    before = next((t for t in reversed(tokens[: joint.i]) if t.text not in CLOSE), None)
    if before is None or not is_nominal(before):
        return None
    return before if before.head == NO_HEAD else None


def _alike(one: Token, last: Token, joint: Token) -> bool:
    """Whether two words may be members of one list: of the same case, or bare before the one that bears it."""
    if one.case == last.case:
        return True
    return one.case == "Nom" and (joint.pos == "CCONJ" or is_bare(one))


def _comma_before(tokens: Sequence[Token], member: Token) -> Token | None:
    """Return the comma before the phrase of a member."""
    first = member.i
    inside = {member.i}
    for token in reversed(tokens[: member.i]):
        if token.head in inside or token.text in OPEN or token.text in CLOSE:
            inside.add(token.i)
            first = token.i
        else:
            break
    return tokens[first - 1] if first and tokens[first - 1].text == "," else None
