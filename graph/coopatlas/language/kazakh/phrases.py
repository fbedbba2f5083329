"""Noun phrases: what hangs on the noun behind it, from left to right, as Kazakh builds them.

The head of a phrase is its last word, and bears the case. A list hangs on its last member, which bears the case of all.
"""

from collections.abc import Iterator, Sequence

from coopatlas.language.kazakh import lexicon, tagging
from coopatlas.language.tokens import NO_HEAD, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
_OPEN, _CLOSE = frozenset("«“„"), frozenset("»”")
_MOST_IN_A_NAME = 8


def hang(token: Token, head: int, relation: str) -> None:
    """Make a token depend on another, unless it depends on one already or would on itself."""
    if token.head == NO_HEAD and token.i != head:
        token.head, token.rel = head, relation


def is_nominal(token: Token) -> bool:
    """Whether a word may head a noun phrase: a noun, a name, a verbal noun, a participle with possession or case."""
    if token.pos in NOMINAL:
        return True
    form = token.feats.get("VerbForm")
    return form == "Vnoun" or (form == "Part" and (token.case not in {"", "Nom"} or "Poss" in token.feats))


def is_bare(token: Token) -> bool:
    """Whether a noun bears neither case nor possession."""
    return token.case == "Nom" and "Poss" not in token.feats


def is_place(token: Token) -> bool:
    """Whether a name is one of a place that the gazetteer knows, or ends the full name of a state."""
    return token.pos == "PROPN" and (token.lemma in tagging.places() or "State" in token.feats)


def is_known_place(word: str) -> bool:
    """Whether a word in small letters is one of the name of a place that the gazetteer knows."""
    return word in tagging.places()


def is_actor(token: Token) -> bool:
    """Whether a noun names who acts: a person or a body."""
    words = lexicon.words()
    return token.lemma in words.persons or token.lemma in words.bodies or token.pos == "PRON"


def phrases(tokens: Sequence[Token]) -> None:
    """Join the words of each noun phrase, names and quotations first."""
    _quotations(tokens)
    _states(tokens)
    _within(tokens)
    _lines(tokens)
    for token in tokens:
        if token.pos == "PUNCT":
            continue
        after = next_word(tokens, token.i)
        if after is not None and token.head == NO_HEAD:
            _join(tokens, token, after)
    _postpositions(tokens)
    _lists(tokens)
    _genitives(tokens)


def next_word(tokens: Sequence[Token], i: int) -> Token | None:
    """Return the next token, over quotation marks, or None where another mark stands between."""
    for token in tokens[i + 1 :]:
        if token.text in _OPEN or token.text in _CLOSE or token.text == '"':
            continue
        return None if token.pos == "PUNCT" else token
    return None


def _quotations(tokens: Sequence[Token]) -> None:
    """Hang the name in «…» on the noun behind it: «Қазақстан темір жолы» компаниясы."""
    for opening in tokens:
        if opening.text not in _OPEN:
            continue
        closing = next((t.i for t in tokens[opening.i : opening.i + _MOST_IN_A_NAME + 2] if t.text in _CLOSE), None)
        if closing is None or closing == opening.i + 1:
            continue
        inside = tokens[opening.i + 1 : closing]
        if any(t.feats.get("VerbForm") in {"Fin", "Conv"} for t in inside) or _is_said(tokens, closing):
            continue
        for token in inside[:-1]:
            hang(token, inside[-1].i, "flat")
        after = tokens[closing + 1] if closing + 1 < len(tokens) else None
        if after is not None and (after.pos in {"NOUN", "PROPN"}) and after.text not in _OPEN:
            hang(inside[-1], after.i, "flat:name")


def _states(tokens: Sequence[Token]) -> None:
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


def _within(tokens: Sequence[Token]) -> None:
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


def _lines(tokens: Sequence[Token]) -> None:
    """Hang the first of two places that a dash joins before a line on the second: «Ақтау – Баку рейсі»."""
    for dash in tokens[1:-1]:
        before, after = tokens[dash.i - 1], tokens[dash.i + 1]
        if dash.text in {"–", "—", "-"} and before.pos == after.pos == "PROPN" and before.case == "Nom":
            end = tokens[end_of_phrase(tokens, after)]
            inside = tokens[after.i : end.i + 1]
            if any(t.lemma in lexicon.words().lines for t in inside):
                hang(before, after.i, "conj")


def _join(tokens: Sequence[Token], token: Token, after: Token) -> None:
    """Hang a word on the phrase that begins behind it, where it belongs to it."""
    relation = _relation(tokens, token, after)
    if relation:
        end = end_of_phrase(tokens, after) if relation in {"amod", "nmod"} or token.text.isupper() else after.i
        if relation == "amod" and after.i < end and _is_quality(after):
            end = after.i  # «өңіраралық ынтымақтастық форумы»
        if relation == "compound" and token.pos == "PROPN":
            end = _owned(tokens, after)
        hang(token, end, relation)
        if relation == "nummod" and token.lemma in {"екі", "қос"}:
            tokens[end].feats = {**tokens[end].feats, "Number": "Plur"}


def _is_quality(token: Token) -> bool:
    """Whether a noun tells a relation or quality, which its attribute rather describes: «ынтымақтастық»."""
    return token.pos == "NOUN" and is_bare(token) and token.lemma.endswith(("стық", "стік"))


def _is_quality_of(token: Token) -> bool:
    return token.feats.get("Poss") == "3" and token.lemma.endswith(("стық", "стік"))


def _owned(tokens: Sequence[Token], after: Token) -> int:
    """Return the first possessed noun of the phrase that begins with a word: what a name before it owns."""
    end = end_of_phrase(tokens, after)
    inside = tokens[after.i : end + 1]
    return next((t.i for t in inside if t.feats.get("Poss") == "3" and t.pos in {"NOUN", "VERB"}), end)


def end_of_phrase(tokens: Sequence[Token], token: Token) -> int:
    """Return the position of the word on which the phrase that begins with a word ends."""
    at = token
    while (after := next_word(tokens, at.i)) is not None and _relation(tokens, at, after):
        at = after
    return at.i


def _relation(tokens: Sequence[Token], token: Token, after: Token) -> str:
    """Return how a word hangs on the one behind it, or nothing."""
    if not is_nominal(after) or token.text in lexicon.words().copulas:
        return ""
    if after.pos == "VERB" and (after.feats.get("VerbForm") != "Vnoun" or token.feats.get("Attr") != "Yes"):
        return ""
    if token.feats.get("Attr") == "Yes":
        return "nmod"
    if token.case != "Nom" or token.feats.get("VerbForm") == "Vnoun":
        return _of_verbal_noun(token, after)
    if token.pos == "NUM":
        return "nummod"
    if token.pos == "ADJ" and "Poss" not in token.feats:
        return "" if _predicative(token, after) else "amod"
    if token.pos == "PRON":
        return "amod" if token.lemma in {"бұл", "осы", "сол", "барлық"} and after.pos != "PROPN" else ""
    return _of_noun(tokens, token, after)


def _of_verbal_noun(token: Token, after: Token) -> str:
    """«терминал салу жобасын»: a bare verbal noun before what it is about."""
    bare = token.feats.get("VerbForm") == "Vnoun" and is_bare(token)
    return "acl" if bare and after.feats.get("Poss") == "3" and after.pos == "NOUN" else ""


def _predicative(token: Token, after: Token) -> bool:
    return token.lemma in lexicon.words().predicates and after.lemma in lexicon.words().copulas


def _of_noun(tokens: Sequence[Token], token: Token, after: Token) -> str:
    """Return how a noun or name hangs on the noun behind it; a quotation that begins behind it does not bear it."""
    words = lexicon.words()
    if tokens[token.i + 1].text in _OPEN or (after.pos != "PROPN" and _holds_office(tokens, token)):
        return ""
    if token.lemma in words.compass and token.text[:1].isupper() and after.pos == "PROPN":
        return "compound"
    if after.pos == "PROPN" and not is_place(after):
        named = token.pos == "PROPN" and "Poss" not in token.feats and not is_place(token)
        return "flat" if named else "appos" if token.lemma in words.persons else ""
    if token.feats.get("VerbForm"):
        return ""
    if token.lemma in words.units and is_bare(token) and any(t.head == token.i and t.rel == "nummod" for t in tokens):
        return "nummod" if after.pos in {"NOUN", "ADJ"} else ""
    if (token.pos == "PROPN" or token.lemma in words.places) and _is_of_institution(tokens, after):
        return "compound"
    return "" if after.pos == "PROPN" else _of_thing(tokens, token, after)


def _holds_office(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a name ends that of who holds the office before it: «елшісі Чжан Сяо | өңір басшысымен»."""
    name = {token.i}
    for before in reversed(tokens[max(0, token.i - _MOST_IN_A_NAME) : token.i]):
        if before.head not in name:
            return False
        if before.rel == "appos" and before.lemma in lexicon.words().persons:
            return True
        name.add(before.i)
    return False


def _of_thing(tokens: Sequence[Token], token: Token, after: Token) -> str:
    """«сауда айналымы», «темір кені», and bare «дизель отын»; who acts is no part of what is behind."""
    words = lexicon.words()
    if after.feats.get("Poss") == "3":
        return _izafet(token, after)
    inanimate = token.pos == "NOUN" and not token.feats.keys() & {"Poss", "Number"} and not is_actor(token)
    unlisted = token.lemma not in words.nominal and token.lemma not in words.verbs
    thing = after.pos == "NOUN" and "Poss" not in after.feats and not is_actor(after) and (is_bare(after) or unlisted)
    return "compound" if inanimate and thing and (unlisted or not _before_verb(tokens, after)) else ""


def _is_of_institution(tokens: Sequence[Token], after: Token) -> bool:
    """Whether the phrase behind a name is an office, body or place: «Қазақстан Сыртқы істер министрлігі»."""
    words = lexicon.words()
    if after.text[:1].isupper() and after.text.casefold() in tagging.unions():
        return False
    end = tokens[end_of_phrase(tokens, after)]
    if "State" in end.feats:
        return False  # «Қазақстан | Қырғыз Республикасы»
    core = words.persons | words.bodies | words.places
    if end.case == "Gen" and _is_quality_of(end):
        return after.pos == "ADJ"  # «Қазақстан мен Ресей өңіраралық ынтымақтастығының форумы»
    return after.pos in {"NOUN", "ADJ"} and end.lemma in core and end.feats.get("Poss") == "3" and end is not after


def _before_verb(tokens: Sequence[Token], token: Token) -> bool:
    after = next_word(tokens, token.i)
    return after is not None and after.pos == "VERB"


def _izafet(token: Token, after: Token) -> str:
    """«сауда айналымы», «Омбы облысы»; who acts is rather the subject: «елші сапарын аяқтады»."""
    words = lexicon.words()
    if after.lemma in words.idiomatic:
        return ""
    owned = words.persons | words.bodies | words.places | words.of_territory
    if token.pos == "PROPN":
        return "compound" if after.lemma in owned or is_place(token) or after.case == "Nom" else ""
    if token.lemma in words.persons and "Poss" not in token.feats:
        institution = after.lemma in words.persons | words.bodies
        return "compound" if token.feats.get("Number") == "Plur" or institution else ""
    return "compound"


def _genitives(tokens: Sequence[Token]) -> None:
    """Hang a genitive on the next noun that is possessed: over attributes and participles, not over a finite verb.

    A noun that a name before it owns already («Омбы облысы») takes it only where no other does.
    """
    for token in tokens:
        if token.case != "Gen" or token.head != NO_HEAD:
            continue
        owned = list(_possessed(tokens, token))
        free = next((t for t in owned if not _named(tokens, t, token.i)), None)
        inner = _place_behind(tokens, token) if is_place(token) else None
        said = next((t for t in owned if _is_predicate(t)), None) if _parted(tokens, token, free) else None
        head = inner or said or free or next(iter(owned), None)
        if head is not None:
            hang(token, head.i, "nmod:poss")
        else:
            _without_possession(tokens, token)


def _possessed(tokens: Sequence[Token], token: Token) -> Iterator[Token]:
    """Yield the possessed nouns behind a genitive, up to a finite verb."""
    for after in tokens[token.i + 1 :]:
        if after.feats.get("VerbForm") == "Fin" or after.text in {";", ":"}:
            return
        owned = is_nominal(after) or (after.rel == "" and _is_predicate(after))
        if "Poss" in after.feats and owned and after.case != "" and after.lemma not in _NOT_OWNED:
            yield after


def _is_predicate(token: Token) -> bool:
    """Whether a possessed word is a verb form or «мүдделі екенін», whose subject bears the genitive."""
    return token.pos == "VERB" or token.lemma in lexicon.words().predicates


def _parted(tokens: Sequence[Token], owner: Token, noun: Token | None) -> bool:
    """Whether what stands between a genitive and a noun belongs to a verb: «елдің Алятта терминалын салуға …»."""
    if noun is None or noun.pos == "VERB":
        return False
    between = tokens[owner.i + 1 : noun.i]
    if any(t.feats.get("VerbForm") == "Part" for t in between):
        return False
    apart = {"Dat", "Loc", "Abl", "Ins", "Acc"}
    return any((t.case in apart and "Attr" not in t.feats) or (t.case == "Gen" and t.rel != "conj") for t in between)


def _place_behind(tokens: Sequence[Token], token: Token) -> Token | None:
    """Return the place whose name begins right behind the genitive of a state: «Ресейдің Омбы облысы»."""
    after = next_word(tokens, token.i)
    while after is not None and after.head > after.i and after.rel in {"compound", "conj"}:
        after = tokens[after.head]
        if after.lemma in lexicon.words().places and "Poss" in after.feats:
            return after if "Attr" not in after.feats else None
    return None


def _named(tokens: Sequence[Token], noun: Token, first: int) -> bool:
    """Whether a name between a genitive and a noun of place owns it: «Омбы облысы»."""
    words = lexicon.words()
    owned = noun.lemma in words.places or (noun.lemma in words.bodies and noun.case == "Ins")
    return owned and any(t.head == noun.i and t.rel == "compound" and t.pos == "PROPN" and t.i > first for t in tokens)


_NOT_OWNED = frozenset({"жыл", "күн", "ай"})
"""Nouns of time: «2024 жылы» is no one's."""


def _without_possession(tokens: Sequence[Token], token: Token) -> None:
    """«біздің ел»: a pronoun's genitive needs no possession."""
    after = next_word(tokens, token.i)
    if token.pos == "PRON" and after is not None and is_nominal(after):
        hang(token, end_of_phrase(tokens, after), "nmod:poss")


def _postpositions(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.pos != "ADP" or not token.i:
            continue
        before = next((t for t in reversed(tokens[: token.i]) if t.pos != "PUNCT"), None)
        if before is not None:
            hang(token, before.i, "case")
            before.feats = {**before.feats, "Post": token.text.casefold()}
            _exemplary(tokens, before, token)
            _adnominal(tokens, before, token)


def _exemplary(tokens: Sequence[Token], before: Token, postposition: Token) -> None:
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


def _adnominal(tokens: Sequence[Token], before: Token, postposition: Token) -> None:
    """Hang «ынтымақтастық туралы» on the noun behind it; «бұл туралы» goes with the verb."""
    after = next_word(tokens, postposition.i)
    if postposition.text.casefold() not in lexicon.words().adnominal or after is None or not is_nominal(after):
        return
    end = tokens[end_of_phrase(tokens, after)]
    if before.pos != "PRON" and end.pos in {"NOUN", "VERB"} and end.lemma not in lexicon.words().persons:
        hang(before, end.i, "nmod")


def _lists(tokens: Sequence[Token]) -> None:
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
    if is_place(after) and after.case == "Gen" and (inner := _place_behind(tokens, after)) is not None:
        return inner
    if _is_territory(before) and (place := _territory_of(tokens, after)) is not None and place.case == "Gen":
        return place  # «Атырау облысы мен Иранның саудасы»
    if (is_place(before) and is_place(after)) or (before.case == "Gen" and after.case == "Gen"):
        return after
    if not is_nominal(after):
        after = next((t for t in tokens[after.i : after.i + 6] if is_nominal(t)), after)
    end = tokens[_whole_end(tokens, after)]
    return end if is_nominal(end) else None


def _is_territory(token: Token) -> bool:
    return token.lemma in lexicon.words().smaller and token.case == "Nom" and token.feats.get("Poss") == "3"


def _territory_of(tokens: Sequence[Token], first: Token) -> Token | None:
    """Return the word on which the name of a territory ends that begins with a word: «Иранның», «Омбы облысының»."""
    head = tokens[first.head] if first.head > first.i and first.rel == "compound" else first
    named = head.lemma in lexicon.words().smaller or "State" in head.feats
    return head if named and first.pos == "PROPN" else first if is_place(first) else None


def _whole_end(tokens: Sequence[Token], after: Token) -> int:
    """Return where the phrase ends that begins with a word, over genitives: «… порттың бас директоры Болат Серіков»."""
    end = tokens[end_of_phrase(tokens, after)]
    while end.case == "Gen" and (more := next_word(tokens, end.i)) is not None and is_nominal(more):
        end = tokens[end_of_phrase(tokens, more)]
    return end.i


def _member_before(tokens: Sequence[Token], joint: Token) -> Token | None:
    before = next((t for t in reversed(tokens[: joint.i]) if t.text not in _CLOSE), None)
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
        if token.head in inside or token.text in _OPEN or token.text in _CLOSE:
            inside.add(token.i)
            first = token.i
        else:
            break
    return tokens[first - 1] if first and tokens[first - 1].text == "," else None
