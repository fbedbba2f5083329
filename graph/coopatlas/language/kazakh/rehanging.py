"""What a Kazakh word hangs on, where the order of the parse gave it to a nearer word."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.embedding import is_somewhere
from coopatlas.language.kazakh.nominals import is_actor, is_bare, is_place
from coopatlas.language.tokens import NO_HEAD, Token


def give_to_helping(tokens: Sequence[Token]) -> None:
    """Hang whom one helps on the verb of helping: «кәсіпкерлерге серіктес іздеуге көмектеседі»."""
    words = lexicon.words()
    for token in tokens:
        under = tokens[token.head] if token.head != NO_HEAD and token.rel == "obl" and token.case == "Dat" else None
        if under is None or under.rel != "xcomp" or under.head == NO_HEAD:
            continue
        given = any(t.head == under.i and t.lemma in words.given for t in tokens)
        above = tokens[under.head]
        gives = any(t.head == above.i and t.lemma in words.given for t in tokens)
        helps = (gives or above.lemma in words.helping) and under.lemma not in words.helping and not given
        place = (is_place(token) or token.lemma in words.sides) and under.lemma not in words.leading
        if (is_actor(token) or token.lemma in {"тарап", "жақ"} or place) and helps:
            token.head = under.head


def name_works(tokens: Sequence[Token]) -> None:
    """Hang a place on the works that bear its name over what they do: «Атырау | мұнай өңдеу зауыты»."""
    words = lexicon.words()
    for noun in tokens[_WORKS:]:
        act, thing, place = tokens[noun.i - 1], tokens[noun.i - 2], tokens[noun.i - _WORKS]
        named = noun.lemma in words.bodies | words.places and noun.feats.get("Poss") == "3"
        does = act.rel == "acl" and act.head == noun.i and act.feats.get("VerbForm") == "Vnoun"
        does = does and thing.head == act.i and thing.pos == "NOUN" and is_bare(thing)
        free = is_place(place) and is_bare(place) and place.rel in {"dislocated", "nsubj", "obl", "dep", "obj"}
        if named and does and free:
            place.head, place.rel = noun.i, "compound"


_WORKS = 3
"""Words from a place to the works named after it: «Атырау мұнай өңдеу | зауыты»."""


def join_journeys(tokens: Sequence[Token]) -> None:
    """Hang where a journey goes on it, over what describes it: «Түркияға ресми | сапарынан кейін елге келді»."""
    words = lexicon.words()
    for noun in tokens[1:]:
        if noun.lemma not in words.journeys or noun.feats.get("Poss") != "3" or noun.case == "Ins":
            continue
        at = noun.i - 1
        while at and _describes(tokens[at], noun):
            at -= 1
        goal = tokens[at]
        if goal.case == "Dat" and is_somewhere(goal):
            goal.head, goal.rel = noun.i, "nmod"


def _describes(token: Token, noun: Token) -> bool:
    """Whether a word before a journey tells what it was like; one that leads there itself has its own goal."""
    if token.pos == "VERB":
        return token.head == noun.i and token.lemma == "жасау"
    return token.head == noun.i or token.pos == "NUM"
