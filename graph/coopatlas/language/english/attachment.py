"""The tree of an English sentence (Universal Dependencies): chunks are attached from left to right, clause by clause.

A stack holds the clauses that are open. What may stand at several places is put at the likeliest; whoever asks for the
arguments of a word is also given those of its clause.
"""

from collections.abc import Sequence

from coopatlas.language.english import chunks as c
from coopatlas.language.english import readings as r
from coopatlas.language.english.chunks import Chunk
from coopatlas.language.english.clauses import attach_verb
from coopatlas.language.english.neighbours import Word
from coopatlas.language.english.noun_groups import attach_adjective, attach_noun
from coopatlas.language.english.state import ROOT, Frame, State, Tree
from coopatlas.language.english.words import load


def attached(words: Sequence[Word], parts: Sequence[Chunk]) -> Tree:
    """Return the tree of a sentence."""
    state = State(words, parts)
    for at, part in enumerate(parts):
        _inside(state, part)
        _ATTACH.get(part.kind, _mark)(state, at, part)
    while state.stack:
        state.close()
    _leftovers(state)
    return state.tree


def _inside(state: State, part: Chunk) -> None:
    """Attach the words of a chunk to its head."""
    if part.kind == c.VG:
        for i in range(part.first, part.last):
            state.tree.set(i, part.head, _auxiliary(state.words[i], part))
    elif part.kind in {c.NP, c.ADJ}:
        ends = [end for _, end in part.parts]
        heads = [*ends, part.head]
        for i in range(part.first, part.last + 1):
            own = next((h for h in heads if i <= h), part.head)
            if i in ends:
                state.tree.set(i, heads[ends.index(i) + 1], "nmod:poss")
            elif i != part.head:
                state.tree.set(i, i - 1 if state.words[i].tag == "'s" else own, _modifier(state.words[i]))


def _mark(state: State, at: int, part: Chunk) -> None:
    if part.kind == c.PREP:
        state.prep = part
        for i in range(part.first, part.last):
            state.tree.set(i, part.last, "fixed")
    elif part.kind == c.CC:
        state.joined = part
    elif part.kind == c.SC:
        _subordinate(state, at, part)
    elif part.kind == c.REL:
        _relative(state, at, part)
    elif part.kind == c.STOP:
        state.prep = None


def _subordinate(state: State, at: int, part: Chunk) -> None:
    before = state.before(at)
    kind = "advcl"
    if part.low in {"that", "whether", "why", "how"} or (
        part.low in {"if", "when", "where"} and before.kind == c.VG and before.form != c.PARTICIPLE
    ):
        kind = "ccomp"
    parent = state.top.verb
    if kind == "ccomp" and before.kind == c.NP and before.head not in {state.top.object, ROOT}:
        pass
    if kind == "ccomp" and state.joined is not None and state.is_open("ccomp"):
        while state.top.kind != "ccomp":
            state.close()
        parent = state.top.parent
        state.close()
    state.joined = None
    state.stack.append(Frame(kind, parent, mark=part.head))
    state.chain = []


def _relative(state: State, at: int, part: Chunk) -> None:
    before = state.before(at)
    if before.kind in {c.COMMA, c.STOP}:
        before = state.before(at, 2)
    if before.kind == c.PREP:
        before = state.before(at, 2)
    if state.joined is not None and state.is_open("acl:relcl"):
        while state.top.kind != "acl:relcl":
            state.close()
        parent = state.top.parent
        state.close()
    elif before.kind == c.NP:
        parent = _antecedent(state, before.head, part)
    else:
        parent = ROOT
    state.joined = None
    kind = "acl:relcl" if parent != ROOT else "ccomp"
    frame = Frame(kind, parent if parent != ROOT else state.top.verb, relative=part.head)
    if part.low == "where":
        frame.waiting.append((part.head, "obl"))
        frame.relative = ROOT
    if state.prep is not None:
        state.tree.set(state.prep.last, part.head, "case")
        state.prep = None
        frame.waiting.append((part.head, "obl"))
        frame.relative = ROOT
    state.stack.append(frame)
    state.chain = []


def _antecedent(state: State, head: int, relative: Chunk) -> int:
    """Return what «who» and «which» go back to: of «head of the chamber, who» the first.

    No place opens or starts work: "the consulate of X in Y, which | opened in May".
    """
    behind = state.words[relative.last + 1 : relative.last + _NEAR]
    acts = any(word.low in load().classes["of_an_office"] for word in behind)
    if relative.low == "which" and acts and state.words[head].tag == r.NAME:
        while state.tree.rels[head] == "nmod" and state.tree.heads[head] != ROOT:
            head = state.tree.heads[head]
    if relative.low in {"who", "whom"}:
        while state.tree.rels[head] == "nmod" and state.tree.heads[head] != ROOT and state.words[head].tag != r.NAME:
            head = state.tree.heads[head]
    return head


_NEAR = 4


def _leftovers(state: State) -> None:
    """Hang up what nothing has taken: marks and adverbs to the nearest verb, the rest to the first root."""
    heads = state.tree.heads
    verbs = [p.head for p in state.parts if p.kind == c.VG]
    for part in state.parts:
        if part.kind in {c.ADV, c.PREP, c.CC, c.SC, c.REL} and heads[part.last] == ROOT and verbs:
            nearest = min(verbs, key=lambda verb: (abs(verb - part.last), verb))
            if state.tree.rels[nearest] == "cop":
                nearest = heads[nearest]
            if nearest != part.last:
                state.tree.set(part.last, nearest, "advmod" if part.kind == c.ADV else "dep")


def _auxiliary(word: Word, part: Chunk) -> str:
    if word.low in {"not", "n't"} or word.tag in {"ADV", r.ADVERB, "PART"}:
        return "advmod"
    if word.tag == "TO":
        return "mark"
    return (
        "aux:pass" if part.passive and word.low in {"be", "am", "is", "are", "was", "were", "been", "being"} else "aux"
    )


def _modifier(word: Word) -> str:
    return {
        "DET": "det",
        "POSS": "nmod:poss",
        r.ADJECTIVE: "amod",
        "NUM": "nummod",
        "'s": "case",
        "CCONJ": "cc",
        "PUNCT": "punct",
        "ADV": "advmod",
        r.ADVERB: "advmod",
    }.get(word.tag, "compound")


_ATTACH = {c.NP: attach_noun, c.VG: attach_verb, c.ADJ: attach_adjective}
