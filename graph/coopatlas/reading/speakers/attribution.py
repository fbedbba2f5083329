"""Whom a sentence makes responsible: subjects of verbs of saying, «по словам …», "according to", «… айтуынша».

What is true of one language alone is told by its subclass: `russian`, `english`, `kazakh`.
"""

from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.speakers.model import (
    PUNCTUATION,
    UNKNOWN,
    Attribution,
    Named,
    Pronoun,
    is_finite,
    is_verb,
    words,
)
from coopatlas.reading.speakers.newsrooms import is_agency, passes_on

TITLE = 14
"""Words of an office between a verb of saying and the name behind it."""
_ASIDE = 6
"""Words behind a verb among which a comma parts nothing: «сказал, в частности, губернатор»."""
_SHORT = 4
"""Words that may follow a verb of saying that ends its sentence: "said on Tuesday"."""
_NOT_FINITE = frozenset({"Inf", "Part", "Ger", "Vnoun", "Conv"})
_RELATIVES = frozenset({"который", "who", "which"})
_FAR = 30
"""Words between a subject and its verb."""
_ENDS_PHRASE = frozenset(";:(–—")
_BEFORE_DASH = frozenset(',»”"?!….')
_POSSESSIVES = frozenset({"'s", "’s"})
_OWNED = 6
"""Words before "view" that "in John Drake's" may take."""


class Reporting:
    """The attributions of one sentence, found among the words of the newsroom itself."""

    _auxiliaries_follow = False
    """Whether an auxiliary behind a participle makes a predicate of it."""

    def __init__(self, lang: str, sentence: Sentence, outside: Sequence[Token], named: Sequence[Named], whose: Pronoun):
        self._words = words(lang)
        self._sentence = sentence
        self._outside = outside
        self._named = [n for n in named if not n.state and not is_agency(self._words, sentence, n)]
        self._states = [n for n in named if n.state]
        self._whose = whose

    def attributions(self) -> Iterator[Attribution]:
        """Yield who answers for what, the surest first."""
        for token in self._outside:
            if (name := self._by_noun(token)) is not None:
                stretch = self._sentence.start, self._sentence.end
                owned = self._is_owned(token)
                yield Attribution(name, *stretch, self._points_back(), token.start, owned, self._is_person(name))
        for token in self._outside:
            said = self._quoted(token) or self._said(token) or self._shown(token)
            if said is not None:
                yield said

    def _shown(self, verb: Token) -> Attribution | None:
        """Return whose data show something: "Data from the customs service show that …"."""
        if verb.lemma not in self._words.get("shown", ()):
            return None
        for subject in self._sentence.children(verb, "nsubj"):
            inside = {t.start for t in self._sentence.subtree(subject)}
            whose = [n for n in self._named if n.start in inside or n.end <= subject.start]
            if subject.lemma in self._words["nouns"] and whose:
                return Attribution(whose[-1].name, verb.start, self._sentence.end, False, verb.start, False, False)
        return None

    def _quoted(self, verb: Token) -> Attribution | None:
        """Return whose words a newsroom or a press service quotes: «цитирует министра пресс-служба»."""
        if verb.lemma not in self._words.get("quotes", ()) or not is_finite(verb):
            return None
        stretch = self._sentence.tokens[verb.i + 1 : verb.i + 1 + TITLE]
        if stretch and {stretch[0].lemma, stretch[0].text.casefold()} & self._words["agencies"]:
            stretch = stretch[1:]  # «цитирует ТАСС губернатора …»
        end = next((t.start for t in stretch if t.text in PUNCTUATION), stretch[-1].end if stretch else 0)
        near = [n for n in self._named if verb.end <= n.start < end]
        chosen = next((n for n in near if n.person), near[0] if near else None)
        if not self._is_object(stretch) or chosen is None:
            return None
        start, end = self._extent(verb, chosen, inverted=True)
        return Attribution(chosen.name, start, end, False, verb.start, False, chosen.person)

    def _is_object(self, stretch: Sequence[Token]) -> bool:
        """Whether what stands behind a verb of quoting is whom it quotes, and not who quotes."""
        object_ = next((t for t in stretch[:2] if t.pos in {"NOUN", "PROPN"}), None)
        return object_ is not None and (object_.lemma == "слово" or object_.case in {"Acc", "Gen"})

    def _points_back(self) -> bool:
        low = self._sentence.text.casefold()
        return any(f"{phrase} " in f"{low[:90]} " for phrase in self._words["this"])

    def _is_owned(self, token: Token) -> bool:
        near = self._sentence.tokens[max(0, token.i - 2) : token.i]
        return any(t.text.casefold() in self._words["whose"] for t in near)

    def _is_person(self, name: str) -> bool:
        return any(n.person for n in self._named if n.name == name)

    # «по словам X» -------------------------------------------------------------------------------------------------

    def _by_noun(self, token: Token) -> str | None:
        low = token.text.casefold()
        if token.lemma not in self._words["nouns"] and low not in self._words["nouns"]:
            return None
        tokens = self._sentence.tokens
        owned = token.i > 0 and tokens[token.i - 1].text in _POSSESSIVES
        before = tokens[max(0, token.i - (_OWNED if owned else 3)) : token.i + 1]
        if not any(t.text.casefold() in self._words["before_nouns"] for t in before):
            return None
        for t in before:
            if t.text.casefold() in self._words["whose"]:
                return self._whose(self._sentence, t) or UNKNOWN
        owners = [n for n in self._named if before[0].start <= n.start and n.end <= token.start]
        return owners[-1].name if owners and owned else self._behind(token, TITLE)

    def _behind(self, token: Token, reach: int) -> str | None:
        """Return who is named in the phrase behind a word: the person that an office belongs to, else the body."""
        stretch = self._sentence.tokens[token.i + 1 : token.i + 1 + reach]
        end = next(
            (t.start for t in stretch if t.text in PUNCTUATION or is_finite(t)), stretch[-1].end if stretch else 0
        )
        near = [n for n in self._named if token.end <= n.start < end]
        chosen = next((n for n in near if n.person), near[0] if near else None)
        return chosen.name if chosen else None

    # Verbs of saying -----------------------------------------------------------------------------------------------

    def _said(self, token: Token) -> Attribution | None:
        form = token.text.casefold() in self._words["forms"]
        if (
            (not is_verb(token) and not form)
            or (token.feats.get("VerbForm") in _NOT_FINITE and not form and not self._was(token))
            or token.feats.get("Person") == "1"
        ):
            return None
        strong = (
            form
            or token.lemma in self._words["say"]
            or self._phrasal(token) in self._words["say"]
            or (token.lemma in self._words["inserted"] and self._inserted(token))
        )
        strong = strong or (token.lemma in self._words["with_that"] and self._follows_that(token))
        passive = token.lemma in self._words["passive"]
        if self._phrasal(token) in self._words.get("no_speech", ()) or (strong and self._is_denied(token)):
            return None
        if not strong and not passive and token.lemma not in self._words["person_say"]:
            return None
        that = token.i > 0 and self._sentence.tokens[token.i - 1].text.casefold() in self._words["that"]
        impersonal = passive or (that and token.lemma in self._words["impersonal"])
        found = None if impersonal else self._who_was_quoted(token) or self._subject(token)
        inverted = found is None
        if found is None and self._unexplained(token):
            return None
        if found is None and (strong or passive):
            found = self._right(token, bodies=True)
        if found is None and not passive:
            found = self._right(token, bodies=False)
        if (
            found is None
            or (not found.person and not strong and not passive)
            or passes_on(self._words, self._sentence, token, found)
        ):
            return None
        return self._scoped(token, found, inverted=inverted or found.start > token.start)

    def _is_denied(self, verb: Token) -> bool:
        """Whether somebody said nothing: «МИД пока не ответил», "did not comment", «айтпады»."""
        before = self._sentence.tokens[max(0, verb.i - 1) : verb.i]
        return verb.feats.get("Polarity") == "Neg" or any(t.text.casefold() in self._words["not"] for t in before)

    def _who_was_quoted(self, verb: Token) -> Named | None:
        """Return who "was quoted as saying" something."""
        if verb.lemma not in self._words.get("quoted", ()):
            return None
        heads = {t.i for t in self._sentence.children(verb, "nsubj:pass", "nsubj")}
        tokens = [self._sentence.tokens[i] for i in heads]
        return next((n for n in self._named if any(n.start <= t.start < n.end for t in tokens)), None)

    def _was(self, verb: Token) -> bool:
        """Whether a participle is finite by what stands behind it: «ұсынған болатын»."""
        participle = verb.feats.get("VerbForm") == "Part" and self._auxiliaries_follow
        return participle and bool(self._sentence.children(verb, "aux")) and verb.case in {"", "Nom"}

    def _unexplained(self, verb: Token) -> bool:
        """Whether a pronoun says something that nothing explains: "…, she noted, although the port …"."""
        before = self._sentence.tokens[verb.i - 1 : verb.i] if verb.i else []
        return any(t.text.casefold() in self._words.get("pronouns", ()) for t in before)

    def _phrasal(self, verb: Token) -> str:
        """Return a verb with the word behind it: "point out"."""
        behind = self._sentence.tokens[verb.i + 1 : verb.i + 2]
        return f"{verb.lemma} {behind[0].text.casefold()}" if behind else ""

    def _follows_that(self, verb: Token) -> bool:
        """Whether a Kazakh verb of many meanings says something: «деп жеткізді», «екенін білдірді»."""
        near = self._sentence.tokens[max(0, verb.i - 3) : verb.i]
        that, ends = self._words["that"], tuple(self._words["that_ends"])
        return any(t.text.casefold() in that or (ends and t.text.casefold().endswith(ends)) for t in near)

    def _inserted(self, verb: Token) -> bool:
        tokens = self._sentence.tokens
        dashes = (t for t in tokens[max(1, verb.i - 3) : verb.i] if t.text in "–—-")
        return any(tokens[t.i - 1].text in _BEFORE_DASH for t in dashes)

    def _scoped(self, verb: Token, who: Named, *, inverted: bool) -> Attribution:
        start, end = self._extent(verb, who, inverted=inverted)
        return Attribution(who.name, start, end, self._points_back(), verb.start, who.pronoun, who.person)

    def _extent(self, verb: Token, who: Named, *, inverted: bool) -> tuple[int, int]:
        """Return what is attributed: what follows «X сообщил, что», what comes before «, сообщил X»."""
        sentence = self._sentence
        parted = self._parted(verb, who)
        after = [t for t in sentence.tokens if t.i > verb.i and t.text not in PUNCTUATION]
        behind = self._behind_phrase(max(verb.end, who.end))
        if inverted and parted and len(behind) > _SHORT and behind[0].text == ",":
            return sentence.start, sentence.end
        precedes = parted and (inverted or self._ends(after))
        return (sentence.start, verb.start) if precedes else (verb.start, sentence.end)

    def _parted(self, verb: Token, who: Named) -> bool:
        """Whether a mark stands before a verb and its subject."""
        first = min(verb.start, who.start)
        return any(t.end <= first and t.text in ',–—-”»"' for t in self._sentence.tokens)

    def _ends(self, after: Sequence[Token]) -> bool:
        """Whether a verb of saying ends its sentence but for a circumstance."""
        return len(after) <= _SHORT

    def _behind_phrase(self, place: int) -> Sequence[Token]:
        """Return what stands behind a phrase from the mark that ends it: «, напомнил глава | ведомства, вложил …»."""
        behind = [t for t in self._sentence.tokens if t.start >= place]
        mark = next((n for n, t in enumerate(behind) if t.text in PUNCTUATION or is_finite(t)), 0)
        return behind if mark == 0 or is_finite(behind[mark]) else behind[mark:]

    def _subject(self, verb: Token) -> Named | None:
        own = self._governed(verb)
        governed = own or self._shared(verb)
        if governed and governed[0].lemma in _RELATIVES:
            before = [n for n in self._named if n.person and n.end <= verb.start]
            return before[-1] if before else None
        for subject in governed:
            span = self._sentence.subtree(subject, lambda t: t.rel not in {"acl:relcl", "acl", "parataxis"})
            first, last = span[0].start, span[-1].end
            inside = [n for n in self._named if first <= n.start < last and n.nominative]
            here = (n for n in (*inside, *self._states) if n.start <= subject.start < n.end)
            chosen = next((n for n in inside if n.person), None) or next(here, None)
            if chosen is not None:
                return chosen
        return None if own or verb.feats.get("Voice") == "Pass" else self._left(verb)

    def _governed(self, verb: Token) -> list[Token]:
        return [t for t in self._sentence.children(verb, "nsubj") if t.rel != "nsubj:pass"]

    def _shared(self, verb: Token) -> list[Token]:
        """Return the subject that a verb shares with the one it is joined to: «прибыл в X и заявил, что»."""
        head = self._sentence.tokens[verb.head] if verb.rel == "conj" and verb.head >= 0 else None
        return self._governed(head) if head is not None and is_verb(head) else []

    def _left(self, verb: Token) -> Named | None:
        return next((n for n in reversed(self._nominatives_before(verb)) if self._reaches(n, verb)), None)

    def _reaches(self, named: Named, verb: Token) -> bool:
        """Whether a name may be the subject of a verb behind it: no other predicate and no clause begins between."""
        between = [t for t in self._sentence.tokens if named.end <= t.start < verb.start]
        other = any(is_finite(t) for t in between if t.text not in PUNCTUATION)
        return len(between) <= _FAR and not other and sum(t.text == "," for t in between) != 1

    def _nominatives_before(self, verb: Token) -> list[Named]:
        return [n for n in self._named if n.end <= verb.start and n.nominative and n.start >= self._sentence.start]

    def _right(self, verb: Token, *, bodies: bool) -> Named | None:
        stretch = self._sentence.tokens[verb.i + 1 : verb.i + 1 + TITLE]
        for t in stretch:
            if is_finite(t) or t.text in _ENDS_PHRASE or t.text.casefold() in self._words["conjunctions"]:
                stretch = stretch[: t.i - verb.i - 1]
                break
        end = stretch[-1].end if stretch else verb.end
        near = [n for n in self._named if verb.end <= n.start < end]
        aside = stretch[:1] and stretch[0].text == ","
        comma = next((t.start for t in stretch[_ASIDE if aside else 0 :] if t.text == ","), end)
        person = next((n for n in near if n.person and n.nominative), None)
        body = next(iter(self._bodies_behind(verb, comma)), None)
        if person is not None and (person.start < comma or body is not None or self._opens_title(stretch)):
            return person
        return body if bodies else None

    def _bodies_behind(self, verb: Token, end: int) -> list[Named]:
        """Return the bodies between a verb and a place, who is likelier to speak first."""
        return [n for n in self._named if not n.person and verb.end <= n.start < end]

    def _opens_title(self, stretch: Sequence[Token]) -> bool:
        return bool(stretch) and stretch[0].pos in {"NOUN", "ADJ"}
