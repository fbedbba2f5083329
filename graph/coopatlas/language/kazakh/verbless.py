"""Kazakh clauses that end without a verb: what is said of the phrase before a dash, and what waits at the end."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.embedding import Waiting, end_of, may_be_subject
from coopatlas.language.kazakh.nominals import hang, next_word
from coopatlas.language.tokens import Token


def close_nominal(tokens: Sequence[Token], state: Waiting) -> None:
    """Close «Ақтау мен Баку – бауырлас қалалар, …»: what stands behind a dash is said of what stands before it."""
    last = state.waiting[-1] if state.waiting else None
    dash = _predicating_dash(tokens, state.waiting)
    if last is None or dash is None or last.i < dash or not may_be_subject(last):
        return
    if state.finite is not None and state.finite.i > dash:
        return
    for token in state.waiting[:-1]:
        hang(token, last.i, "nsubj" if token.i < dash and may_be_subject(token) else "obl")
    if state.finite is not None:
        hang(state.finite, last.i, "parataxis")
    state.waiting, state.finite = [], last


def _predicating_dash(tokens: Sequence[Token], waiting: Sequence[Token]) -> int | None:
    """Return the dash behind a subject before what is said of it; one between two names only joins them."""
    for dash in tokens:
        if dash.text not in {"–", "—"} or not any(t.i < dash.i and may_be_subject(t) for t in waiting):
            continue
        before, after = tokens[dash.i - 1] if dash.i else None, next_word(tokens, dash.i)
        joins = before is not None and before.pos == "PROPN" and after is not None and after.pos == "PROPN"
        end = tokens[end_of(tokens, after)] if after is not None else None
        if after is not None and not (joins and end is not None and (end.pos == "PROPN" or _is_line(end))):
            return dash.i
    return None


def _is_line(token: Token) -> bool:
    """Whether a noun is one that two places joined by a dash stand before: «Ақтау – Баку рейсі»."""
    return token.lemma in lexicon.words().lines


def hang_rest(tokens: Sequence[Token], state: Waiting) -> None:
    """What waits at the end: a subject behind its verb («деді министр»), a heading, a nominal predicate."""
    verb = state.finite
    if verb is None:
        _verbless(tokens, state)
        return
    for token in state.waiting:
        says = verb.lemma in lexicon.words().saying
        subject = (
            may_be_subject(token)
            and token.i > verb.i
            and says
            and not any(t.head == verb.i and t.rel == "nsubj" for t in tokens)
        )
        hang(token, verb.i, "nsubj" if subject else "dep")
    for converb in state.converbs:
        hang(converb, verb.i, "advcl")


def _verbless(tokens: Sequence[Token], state: Waiting) -> None:
    """«Ресей – негізгі серіктес»: the last phrase is predicated of the one before a dash."""
    if not state.waiting:
        return
    last = state.waiting[-1]
    dash = _predicating_dash(tokens, state.waiting)
    named = [t for t in state.waiting[:-1] if may_be_subject(t)]
    for token in state.waiting[:-1]:
        subject = token in named and (token.i < dash if dash is not None else token is named[0])
        hang(token, last.i, "nsubj" if subject else "obl")
    for converb in state.converbs:
        hang(converb, last.i, "advcl")
