"""Which function of an argument fits that of a slot, and how far from the word it is trusted."""

from coopatlas.language.grammar import LOOSE, TREE, Argument
from coopatlas.reading.lexicon import Slot

OF_NOUN = {
    "obj": ("gen", "poss", "of"),
    "subj": ("ins", "by", "gen", "poss", "of", "adj"),
}
"""What stands for object and subject of a verb beside the noun made of it: «поставки зерна», "China's exports"."""
_OF_REFLEXIVE = {"obj": ("subj",), "subj": ("ins",)}
"""A reflexive of a transitive verb is its passive: «зерно поставляется компанией»."""
WEAK = frozenset({"subj", "obj", "gen", "dat", "ins", "acc", "adj", "poss", "loc", "of", "by"})
"""Functions that say too little to be trusted across clauses."""
PHRASES = frozenset({"goods", "topic", "project", "product", "sector"})


def function_fits(slot: Slot, argument: Argument, *, of_noun: bool, reflexive: bool) -> bool:
    """Whether an argument fills a slot by its function, or by what that stands for beside a noun or a reflexive."""
    if not slot.function or (argument.rank >= LOOSE and not _trusted_from_afar(slot, argument)):
        return False
    if of_noun:
        return argument.rank == TREE and argument.function in OF_NOUN.get(slot.function, ())
    if reflexive and slot.function in _OF_REFLEXIVE:
        return argument.function in _OF_REFLEXIVE[slot.function]
    return slot.function == argument.function


def _trusted_from_afar(slot: Slot, argument: Argument) -> bool:
    """Whether a slot may be filled by what the tree does not join to the word: by a preposition, or by an owner."""
    if argument.rank == LOOSE:
        return slot.type == "owner" or (slot.type == "person" and slot.function == "obj")
    return slot.function not in WEAK and slot.type not in PHRASES and not slot.function.endswith("+loc")
