"""The trees of natasha's parser, mended: a rule of Russian, whatever is read, for each of its mistakes."""

from collections.abc import Callable

from coopatlas.language.russian.trees import arcs, arguments, words
from coopatlas.language.tokens import Token

_MENDS: tuple[Callable[[list[Token]], None], ...] = (
    words.know_loans,
    words.take_for_verbs,
    words.take_for_participles,
    words.read_opening,
    words.number_by_attribute,
    words.number_by_verb,
    arcs.turn_attributes,
    arguments.return_subjects,
    arguments.give_to_nearer_verb,
    arguments.swap_with_list,
    arguments.part_objects,
    arguments.give_infinitive_to_verb,
    arcs.put_in_place_of_likened,
    arcs.part_names,
    arcs.join_in_case,
    arcs.join_behind_title,
    arcs.list_titled,
    arcs.appose_to_last,
    arcs.hang_loose,
    arcs.cut_cycles,
)
"""In this order: classes and cases before what is judged by them; a forest at last."""


def mend(tokens: list[Token]) -> None:
    """Correct the words of a sentence, and what hangs on what among them, before the arcs are drawn downwards."""
    for one in _MENDS:
        one(tokens)
