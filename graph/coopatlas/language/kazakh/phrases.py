"""Noun phrases: what hangs on the noun behind it, from left to right, as Kazakh builds them.

The head of a phrase is its last word, and bears the case. A list hangs on its last member, which bears the case of all.
"""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.genitives import genitives
from coopatlas.language.kazakh.joining import end_of_phrase, join
from coopatlas.language.kazakh.lists import exemplary, lists
from coopatlas.language.kazakh.names import lines, nested, quotations, states
from coopatlas.language.kazakh.nominals import hang, is_nominal, next_word
from coopatlas.language.tokens import NO_HEAD, Token


def phrases(tokens: Sequence[Token]) -> None:
    """Join the words of each noun phrase, names and quotations first."""
    quotations(tokens)
    states(tokens)
    nested(tokens)
    lines(tokens)
    for token in tokens:
        if token.pos == "PUNCT":
            continue
        after = next_word(tokens, token.i)
        if after is not None and token.head == NO_HEAD:
            join(tokens, token, after)
    _postpositions(tokens)
    lists(tokens)
    genitives(tokens)


def _postpositions(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.pos != "ADP" or not token.i:
            continue
        before = next((t for t in reversed(tokens[: token.i]) if t.pos != "PUNCT"), None)
        if before is not None:
            hang(token, before.i, "case")
            before.feats = {**before.feats, "Post": token.text.casefold()}
            exemplary(tokens, before, token)
            _adnominal(tokens, before, token)


def _adnominal(tokens: Sequence[Token], before: Token, postposition: Token) -> None:
    """Hang «ынтымақтастық туралы» on the noun behind it; «бұл туралы» goes with the verb."""
    after = next_word(tokens, postposition.i)
    if postposition.text.casefold() not in lexicon.words().adnominal or after is None or not is_nominal(after):
        return
    end = tokens[end_of_phrase(tokens, after)]
    if before.pos != "PRON" and end.pos in {"NOUN", "VERB"} and end.lemma not in lexicon.words().persons:
        hang(before, end.i, "nmod")
