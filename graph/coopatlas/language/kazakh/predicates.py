"""Which Kazakh words are predicates and of which sort, by their form and the auxiliaries behind them."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.nominals import hang, is_nominal, next_word
from coopatlas.language.tokens import Token

ATTRIBUTIVE, VERBAL_NOUN, CONVERB, FINITE = "attributive", "noun", "converb", "finite"
_NOMINAL_FEATURES = frozenset({"Case", "Poss", "VerbForm"})
"""What a verb takes from an auxiliary that bears its case: «сатып алуды», «танытып отырғанын»."""


def predicate(tokens: Sequence[Token], token: Token) -> str:
    """Return what kind of predicate a token is, or nothing."""
    form = token.feats.get("VerbForm", "")
    after = next_word(tokens, token.i)
    if token.rel == "aux":
        return ""
    if token.pos == "AUX":
        return FINITE if token.lemma in {"бар", "жоқ"} else ""
    if token.pos == "VERB":
        return _of_verb(tokens, token, form)
    bare = token.case in {"", "Nom"} and token.rel not in {"amod", "compound", "conj", "nmod"}
    if token.lemma in lexicon.words().predicates and _copula(tokens, token, "Part"):
        return VERBAL_NOUN
    belonging = token.lemma == "мүше" and not {"Poss", "Number"} & token.feats.keys()  # «делегация мүшелері» are people
    if bare and belonging and after is not None and after.pos in {"NOUN", "NUM"}:
        return ATTRIBUTIVE
    if bare and token.lemma in lexicon.words().predicates:
        return FINITE if after is None or after.pos in {"VERB", "AUX"} else ""
    return ""


def _of_verb(tokens: Sequence[Token], token: Token, form: str) -> str:
    last = _last_of(tokens, token)
    behind = next_word(tokens, last.i)
    own = last.feats.get("VerbForm", form) if last.pos != "AUX" else last.feats.get("VerbForm", "Fin")
    if last.pos == "AUX" and own == "Part":
        return VERBAL_NOUN
    if own in {"Vnoun", "Des"}:
        progressive = last.case == "Loc" and "Poss" not in last.feats and behind is None
        return FINITE if progressive else VERBAL_NOUN
    if own == "Conv":
        return CONVERB
    if own == "Part":
        if last.case not in {"", "Nom"} or "Poss" in last.feats:
            return VERBAL_NOUN
        if behind is not None and (is_nominal(behind) or behind.pos in {"VERB", "ADV"}):
            return ATTRIBUTIVE
        return VERBAL_NOUN if behind is not None and behind.pos == "ADP" else FINITE
    return CONVERB if own == "Cnd" else FINITE


def _last_of(tokens: Sequence[Token], verb: Token) -> Token:
    """Return the last auxiliary of a verb, else the verb."""
    return next((t for t in reversed(tokens[verb.i + 1 : verb.i + 4]) if t.rel == "aux" and t.head == verb.i), verb)


def behind_verb(tokens: Sequence[Token], verb: Token) -> Token | None:
    """Return the word behind a verb and its auxiliaries: «салынып жатқан | жолдың»."""
    return next_word(tokens, _last_of(tokens, verb).i)


def _copula(tokens: Sequence[Token], token: Token, form: str) -> bool:
    """Whether a copula of a form stands behind a word: «мүдделі екенін»."""
    after = tokens[token.i + 1 : token.i + 3]
    return any(t.rel == "aux" and t.head == token.i and t.feats.get("VerbForm") == form for t in after)


def read_auxiliaries(tokens: Sequence[Token]) -> None:
    """Hang auxiliaries and copulas on what they stand behind: «ашып отыр», «ашылған болатын», «дайын екенін»."""
    words = lexicon.words()
    for token in tokens[1:]:
        before = tokens[token.i - 1]
        main = tokens[before.head] if before.rel == "aux" else before
        form = before.feats.get("VerbForm", "")
        carried = form == "Conv" and token.lemma in words.after_converb and before.lemma != "деу"
        if token.pos == "VERB" and (carried or (form == "Des" and token.lemma == "келу")):
            hang(token, main.i, "aux")
            if token.case and token.feats.get("VerbForm") in {"Vnoun", "Part"}:
                main.feats = {**main.feats, **{k: v for k, v in token.feats.items() if k in _NOMINAL_FEATURES}}
        elif token.pos == "AUX" and before.pos not in {"PUNCT", "ADP"} and not _exists(token, before):
            hang(token, main.i, "aux")
            if token.case:
                main.feats = {**main.feats, "Case": token.case, "Poss": "3"}
        elif token.lemma in {"болу", "еді"} and token.pos == "VERB" and _takes_copula(before):
            hang(token, main.i, "aux")


def _exists(token: Token, before: Token) -> bool:
    """Whether «бар», «жоқ» says that a thing is there, rather than denying the verb before it: «барған жоқ»."""
    return token.lemma in {"бар", "жоқ"} and before.feats.get("VerbForm") != "Part"


def _takes_copula(before: Token) -> bool:
    form = before.feats.get("VerbForm", "")
    if form == "Part" and before.case in {"", "Nom"} and "Poss" not in before.feats:
        return True
    return form in {"Vnoun", "Fin"} and before.pos == "VERB" and before.feats.get("Mood") == "Int"


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    return verb.feats.get("Voice") == "Pass"
