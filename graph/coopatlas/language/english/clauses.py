"""How the verb groups of an English sentence join: main, coordinate, subordinate, relative and participial clauses."""

from coopatlas.language.english import chunks as c
from coopatlas.language.english import readings as r
from coopatlas.language.english.chunks import Chunk
from coopatlas.language.english.state import ROOT, Frame, State
from coopatlas.language.english.words import load


def attach_verb(state: State, at: int, part: Chunk) -> None:
    """Attach a verb group and open its clause."""
    joined, state.joined = state.joined, None
    if (
        joined is not None
        and part.first == part.head
        and state.words[part.head].tag == r.BASE
        and _infinitive_open(state)
    ):
        part.form = c.INFINITIVE
    if _helped(state, at, part):
        part.form = c.INFINITIVE
    if part.form == c.FINITE:
        _finite(state, at, part, joined)
    else:
        _nonfinite(state, at, part, joined)
    state.prep = None
    state.chain = []


def _helped(state: State, at: int, part: Chunk) -> bool:
    """Whether a bare form says what someone is helped to do: "help firms find buyers"."""
    bare = part.first == part.head and state.words[part.head].tag == r.BASE
    if not bare or state.top.verb == ROOT or state.before(at).kind != c.NP:
        return False
    return r.lemma(state.words[state.top.verb].low, state.words[state.top.verb].tag) in {"help", "let", "make"}


def _infinitive_open(state: State) -> bool:
    """Whether an infinitive is the innermost verb, so that a bare form behind «and» goes on from it."""
    form = next((p.form for p in state.parts if p.kind == c.VG and p.head == state.top.verb), "")
    return form == c.INFINITIVE


def _fill(frame: Frame, part: Chunk) -> None:
    frame.verb, frame.passive, frame.copula = part.head, part.passive, part.copula
    frame.finite = part.form == c.FINITE


def _finite(state: State, at: int, part: Chunk, joined: Chunk | None) -> None:
    before = state.before(at)
    if state.top.verb == ROOT:
        _fill(state.top, part)
        return
    bare = before.kind == c.NP and before.head == state.top.object and state.top.finite and not state.top.copula
    speech = r.lemma(state.words[state.top.verb].low, state.words[state.top.verb].tag) in load().classes["speech"]
    if bare and speech and joined is None:
        stolen = state.top.object
        state.top.object = ROOT
        state.stack.append(Frame("ccomp", state.top.verb, subject=stolen))
        _fill(state.top, part)
        return
    if joined is None and any(frame.verb == ROOT for frame in state.stack):
        state.pop_to_unfilled()
        _fill(state.top, part)
        return
    _further(state, part, joined)


def _further(state: State, part: Chunk, joined: Chunk | None) -> None:
    """Open a clause that goes on from one before, with its subject: «met X and signed Y»."""
    while len(state.stack) > 1 and not (state.top.finite and state.top.verb != ROOT):
        state.close()
    if joined is None and state.top.kind == "acl:relcl":
        state.close()
    shared = state.top.subject
    frame = Frame("conj", state.top.verb, mark=joined.head if joined is not None else ROOT)
    frame.relative = state.top.relative if shared == ROOT else ROOT
    frame.relative = ROOT
    state.stack.append(frame)
    _fill(state.top, part)


def _nonfinite(state: State, at: int, part: Chunk, joined: Chunk | None) -> None:
    frame = Frame("xcomp", finite=False)
    before = state.before(at)
    if joined is not None and (open_before := _same_form(state, part)):
        while state.top is not open_before:
            state.close()
        state.close()
        frame.kind, frame.parent, frame.mark = "conj", open_before.verb, joined.head
    elif part.form == c.INFINITIVE:
        _infinitive(state, at, frame, before)
    elif part.form == c.GERUND:
        _gerund(state, frame, before)
    else:
        _participle(state, frame, before)
    _fill(frame, part)
    frame.finite = False
    if frame.kind == "root":
        state.stack[-1] = frame if state.top.verb == ROOT and state.top.subject == ROOT else state.top
    if frame.kind == "headline":
        _fill(state.top, part)
        return
    if frame.kind == "waiting":
        frame.kind = "advcl"
        state.top.waiting.append((part.head, "advcl"))
        state.stack.append(frame)
        return
    if frame.parent != ROOT:
        state.tree.set(part.head, frame.parent, frame.kind)
    state.stack.append(frame)


def _same_form(state: State, part: Chunk) -> Frame | None:
    for frame in reversed(state.stack):
        if frame.verb == ROOT:
            return None
        form = next((p.form for p in state.parts if p.kind == c.VG and p.head == frame.verb), "")
        if form == part.form:
            return frame
    return None


def _infinitive(state: State, at: int, frame: Frame, before: Chunk) -> None:
    """«agreed to sign», «ready to sign», «a plan to sign», «invited X to sign», «came to sign»; a headline's future."""
    if before.kind in {c.VG, c.ADJ}:
        frame.parent, frame.kind = before.head, "xcomp"
        if before.kind == c.ADJ and state.top.copula:
            frame.parent = before.head
    elif before.kind == c.NP and state.top.verb == ROOT:
        verbs = any(p.kind == c.VG and p.form == c.FINITE for p in state.parts[at + 1 :])
        if not verbs and state.top.subject != ROOT and len(state.stack) == 1:
            frame.kind = "headline"
        else:
            frame.parent, frame.kind = before.head, "acl"
    elif before.kind == c.NP and state.relational(before.head) and state.tree.rels[before.head] in {"obj", "nmod"}:
        frame.parent, frame.kind = before.head, "acl"
    elif state.top.verb == ROOT:
        frame.kind = "waiting"
    else:
        verb = state.words[state.top.verb]
        lemma = r.lemma(verb.low, verb.tag)
        control = lemma in load().classes["object_control"] and (
            state.top.object != ROOT or lemma in {"call", "appeal"}
        )
        frame.parent, frame.kind = state.top.verb, "xcomp" if control else "advcl"


def _gerund(state: State, frame: Frame, before: Chunk) -> None:
    """«for signing», «proposed opening», «companies operating in», «…, opening the way»."""
    if before.kind == c.PREP:
        place = state.parts.index(before)
        governor = state.before(place)
        if governor.kind == c.NP and (state.top.verb == ROOT or state.relational(governor.head) or before.low == "of"):
            frame.parent, frame.kind = governor.head, "acl"
        elif governor.kind == c.ADJ:
            frame.parent, frame.kind = governor.head, "advcl"
        elif state.top.verb == ROOT:
            frame.kind = "waiting"
        else:
            frame.parent, frame.kind = state.top.verb, "advcl"
        frame.mark = before.last
    elif before.kind == c.VG:
        frame.parent, frame.kind = before.head, "xcomp"
    elif before.kind == c.NP:
        frame.parent, frame.kind = before.head, "acl"
    elif state.top.verb == ROOT:
        frame.kind = "waiting"
    else:
        _back_to_finite(state)
        frame.parent, frame.kind = state.top.verb, "advcl"


def _participle(state: State, frame: Frame, before: Chunk) -> None:
    """«the agreement signed in X», «…, headed by X, …», «Founded in X, the company»."""
    if before.kind == c.NP:
        frame.parent, frame.kind = _described(state, before.head), "acl"
    elif before.kind in {c.COMMA, c.STOP} and state.chain:
        frame.parent, frame.kind = state.chain[0] if state.top.verb == ROOT else state.chain[-1], "acl"
    elif state.top.verb == ROOT:
        frame.kind = "waiting"
    elif before.kind in {c.VG, c.PREP, c.ADJ}:
        frame.parent, frame.kind = state.top.verb, "advcl"
    else:
        _back_to_finite(state)
        frame.parent, frame.kind = state.top.verb, "advcl"


def _described(state: State, head: int) -> int:
    """Return what a participle behind a noun describes: of «delegation of X headed by» the first."""
    tree, at = state.tree, head
    while state.words[at].tag == r.NAME and tree.rels[at] == "nmod" and tree.heads[at] != ROOT:
        at = tree.heads[at]
    return at


def _back_to_finite(state: State) -> None:
    while len(state.stack) > 1 and not state.top.finite:
        state.close()
