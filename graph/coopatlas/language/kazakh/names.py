"""Names of several words in Kazakh: quotations, full names of states, places within places, lines between two."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.joining import end_of_phrase, is_named
from coopatlas.language.kazakh.nominals import CLOSE, MOST_IN_A_NAME, OPEN, hang, is_place
from coopatlas.language.tokens import Token


def quotations(tokens: Sequence[Token]) -> None:
    """Hang the name in «…» on the noun behind it: «Қазақстан темір жолы» компаниясы."""
    for opening in tokens:
        if opening.text not in OPEN:
            continue
        closing = next((t.i for t in tokens[opening.i : opening.i + MOST_IN_A_NAME + 2] if t.text in CLOSE), None)
        if closing is None or closing == opening.i + 1:
            continue
        inside = tokens[opening.i + 1 : closing]
        if any(t.feats.get("VerbForm") in {"Fin", "Conv"} for t in inside) or _is_said(tokens, closing):
            continue
        for token in inside[:-1]:
            hang(token, inside[-1].i, "flat")
        after = tokens[closing + 1] if closing + 1 < len(tokens) else None
        if after is not None and is_named(tokens, after):
            hang(inside[-1], after.i, "flat:name")
        elif after is not None and (called := _called(tokens, after)) is not None:
            hang(inside[-1], called.i, "flat:name")


def _called(tokens: Sequence[Token], after: Token) -> Token | None:
    """Return the noun that a quotation names over its attributes: «Х» арнайы экономикалық аймағы."""
    end = tokens[end_of_phrase(tokens, after)] if after.pos == "ADJ" else None
    if end is None or end.lemma not in lexicon.words().places | lexicon.words().bodies or "Poss" not in end.feats:
        return None
    return end if all(t.pos in {"ADJ", "NOUN"} for t in tokens[after.i : end.i]) else None


def states(tokens: Sequence[Token]) -> None:
    """Hang the words of the full name of a state on its noun, which is a name with them: «Ресей Федерациясы»."""
    for noun in tokens[1:]:
        if noun.lemma not in lexicon.words().states or not noun.text[:1].isupper() or "Poss" not in noun.feats:
            continue
        words = _name_of_state(tokens[max(0, noun.i - _WORDS_BEFORE_STATE) : noun.i])
        for word in words:
            hang(word, noun.i, "compound")
        if words:
            noun.pos, noun.feats = "PROPN", {**noun.feats, "State": "Yes"}


_WORDS_BEFORE_STATE = 2


def _name_of_state(before: Sequence[Token]) -> Sequence[Token]:
    """Return the name of a state among the words before its noun, and what stands between: «Қытай Халық»."""
    named: Sequence[Token] = ()
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if not word.text[:1].isupper() or word.case != "Nom":
            break
        whole = bool(named) and named[0].lemma in lexicon.words().complete
        if not whole and (is_place(word) or word.lemma in lexicon.words().complete):
            named = before[at:]
    return named


def nested(tokens: Sequence[Token]) -> None:
    """Hang a bare place on the smaller one behind it, in which it is told: «Ресей Федерациясы Омбы облысының әкімі»."""
    smaller = lexicon.words().smaller
    for token, name, noun in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if noun.lemma not in smaller or "Poss" not in noun.feats or name.pos != "PROPN" or token.case != "Nom":
            continue
        state = "State" in token.feats or (token.text.isupper() and is_place(token))
        region = token.lemma in lexicon.words().places and "Poss" in token.feats and token.lemma != noun.lemma
        if state or (region and noun.lemma not in {"облыс", "өлке", "провинция"}):
            hang(token, noun.i, "compound")


def _is_said(tokens: Sequence[Token], closing: int) -> bool:
    """Whether a quotation is what someone says: «…», – деді ол."""
    after = [t.text for t in tokens[closing + 1 : closing + 3]]
    return len(after) > 1 and after[0] == "," and after[1] in {"–", "—", "-"}


def lines(tokens: Sequence[Token]) -> None:
    """Hang the first of two places that a dash joins before a line on the second: «Ақтау – Баку рейсі»."""
    for dash in tokens[1:-1]:
        before, after = tokens[dash.i - 1], tokens[dash.i + 1]
        if dash.text in {"–", "—", "-"} and before.pos == after.pos == "PROPN" and before.case == "Nom":
            end = tokens[end_of_phrase(tokens, after)]
            inside = tokens[after.i : end.i + 1]
            if any(t.lemma in lexicon.words().lines for t in inside):
                hang(before, after.i, "conj")
