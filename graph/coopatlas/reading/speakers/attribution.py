"""Whom a sentence makes responsible: subjects of verbs of saying, «по словам …», "according to", «… айтуынша»."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon

_TITLE = 14
"""Words of an office between a verb of saying and the name behind it."""
_TITLE_WORDS = 3
"""Words of a title between a comma and the name that it precedes."""
_ASIDE = 6
"""Words behind a verb among which a comma parts nothing: «сказал, в частности, губернатор»."""
_SHORT = 4
"""Words that may follow a verb of saying that ends its sentence: "said on Tuesday"."""
_NOT_FINITE = frozenset({"Inf", "Part", "Ger", "Vnoun", "Conv"})
_RELATIVES = frozenset({"который", "who", "which"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we"})
_FAR = 30
"""Words between a subject and its verb."""
_ENDS_PHRASE = frozenset(";:(–—")
_BEFORE_DASH = frozenset(',»”"?!….')
_POSSESSIVES = frozenset({"'s", "’s"})
_OWNED = 6
"""Words before "view" that "in John Drake's" may take."""
_SITE = re.compile(r"\.(?:kz|ru|uz|az|ge|kg|com|org|net|info|eu|am|by|cn)\b", re.IGNORECASE)
"""Behind the name of a site: "Altaynews.kz"."""
_LONGEST_AGENCY = 3
"""Words up to which «agency» makes a newsroom of a name; a longer one is a body of a state."""
_ISSUING = frozenset({"тарату", "жариялау", "жасау", "жолдау"})
"""Behind these stands what a body has issued: «министрлік таратқан хабарламада»."""
_QUOTES = '«„“"'
_PUNCTUATION = frozenset(',;:()«»"“”–—')


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a body at `[start, end)` of the text under its full name; `nominative` where its form may be one.

    `pronoun` tells that a pronoun or a description stands there, which may mean whoever spoke last; a `state` or
    another territory speaks where it is the subject itself: "Georgia said that …".
    """

    start: int
    end: int
    name: str
    person: bool
    nominative: bool = True
    pronoun: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who answers for `[start, end)` of the text; `back` where the sentences before are meant («Об этом сообщил …»)."""

    name: str
    start: int
    end: int
    back: bool = False
    verb: int = 0
    pronoun: bool = False
    person: bool = True


UNKNOWN = "?"
"""The name of whom «по его словам» means, until the sentences before tell."""

Pronoun = Callable[[Sentence, Token], str | None]
"""Whom «его» stands for in «по его словам»."""


@cache
def words(lang: str) -> Mapping[str, frozenset[str]]:
    """Return the words of speech of a language."""
    return lexicon.words(lang, "speech")


class Reporting:
    """The attributions of one sentence, found among the words of the newsroom itself."""

    def __init__(self, lang: str, sentence: Sentence, outside: Sequence[Token], named: Sequence[Named], whose: Pronoun):
        self._lang = lang
        self._words = words(lang)
        self._sentence = sentence
        self._outside = outside
        self._named = [n for n in named if not n.state and not self._agency(n)]
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
        if verb.lemma not in self._words.get("quotes", ()) or not _is_finite(verb):
            return None
        stretch = self._sentence.tokens[verb.i + 1 : verb.i + 1 + _TITLE]
        if stretch and {stretch[0].lemma, stretch[0].text.casefold()} & self._words["agencies"]:
            stretch = stretch[1:]  # «цитирует ТАСС губернатора …»
        object_ = next((t for t in stretch[:2] if t.pos in {"NOUN", "PROPN"}), None)
        whose = object_ is not None and (object_.lemma == "слово" or object_.case in {"Acc", "Gen"})
        end = next((t.start for t in stretch if t.text in _PUNCTUATION), stretch[-1].end if stretch else 0)
        near = [n for n in self._named if n.person and verb.end <= n.start < end]
        if not whose or not near:
            return None
        return Attribution(near[0].name, self._sentence.start, verb.start, False, verb.start, False, True)

    def _agency(self, named: Named) -> bool:
        """Whether a name is that of an agency or a paper, by itself or by the word before it: «ИА Дунё»."""
        parts = named.name.casefold().replace("«", "").replace("»", "").split()
        agencies = self._words["agencies"]
        before = [t for t in self._sentence.tokens if t.end <= named.start and t.text not in _PUNCTUATION][-1:]
        headed = any(t.lemma in self._words["papers"] or t.text.casefold() in self._words["papers"] for t in before)
        site = _SITE.match(self._sentence.text, max(0, named.end - self._sentence.start)) is not None
        printed = self._sentence.text[named.start - self._sentence.start : named.end - self._sentence.start].casefold()
        short = len(parts) <= _LONGEST_AGENCY and any(part in agencies for part in parts[:1] + parts[-1:])
        called = {" ".join(parts), " ".join(parts[-2:]), printed}
        titled = printed.partition(" ")[0] in self._words["papers"] and any(mark in printed for mark in _QUOTES)
        return headed or titled or site or bool(called & agencies) or short

    def _points_back(self) -> bool:
        low = self._sentence.text.casefold()
        return any(f"{phrase} " in f"{low[:90]} " for phrase in self._words["this"])

    def _is_owned(self, token: Token) -> bool:
        near = self._sentence.tokens[max(0, token.i - 2) : token.i]
        return any(t.text.casefold() in self._words["whose"] for t in near)

    def _is_person(self, name: str) -> bool:
        return all(n.person for n in self._named if n.name == name)

    # «по словам X» -------------------------------------------------------------------------------------------------

    def _by_noun(self, token: Token) -> str | None:
        low = token.text.casefold()
        if self._lang == "kk":
            issued = low in self._words["issued"] and token.i and self._sentence.tokens[token.i - 1].lemma in _ISSUING
            known = token.lemma in self._words["known"] and self._sentence.tokens[token.i - 1].case == "Abl"
            return self._before_noun(token) if low in self._words["nouns"] or issued or known else None
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
        return owners[-1].name if owners and owned else self._behind(token, _TITLE)

    def _before_noun(self, token: Token) -> str | None:
        before = self._sentence.tokens[token.i - 1] if token.i else None
        if before is not None and before.text.casefold() in self._words["whose"]:
            return self._whose(self._sentence, before) or UNKNOWN
        near = [n for n in self._named if n.end <= token.start and token.start - n.end < 60]
        return near[-1].name if near else None

    def _behind(self, token: Token, reach: int) -> str | None:
        """Return who is named in the phrase behind a word: the person that an office belongs to, else the body."""
        stretch = self._sentence.tokens[token.i + 1 : token.i + 1 + reach]
        end = next(
            (t.start for t in stretch if t.text in _PUNCTUATION or _is_finite(t)), stretch[-1].end if stretch else 0
        )
        near = [n for n in self._named if token.end <= n.start < end]
        chosen = next((n for n in near if n.person), near[0] if near else None)
        return chosen.name if chosen else None

    # Verbs of saying -----------------------------------------------------------------------------------------------

    def _said(self, token: Token) -> Attribution | None:
        form = token.text.casefold() in self._words["forms"]
        if (
            (not _is_verb(token) and not form)
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
        found = self._who_reports(token) if not impersonal else None
        found = found or (None if impersonal else self._who_was_quoted(token) or self._subject(token))
        inverted = found is None
        if found is None and self._by_pronoun(token):
            return None
        if found is None and (strong or passive):
            found = self._right(token, bodies=True)
        if found is None and not passive:
            found = self._right(token, bodies=False)
        if found is None or (not found.person and not strong and not passive) or self._newsroom(token, found):
            return None
        if self._told_of_what_precedes(token):
            start = self._sentence.start
            return Attribution(found.name, start, token.start, False, token.start, found.pronoun, found.person)
        return self._scoped(token, found, inverted=inverted or found.start > token.start)

    def _is_denied(self, verb: Token) -> bool:
        """Whether somebody said nothing: «МИД пока не ответил», "did not comment", «айтпады»."""
        before = self._sentence.tokens[max(0, verb.i - 1) : verb.i]
        return verb.feats.get("Polarity") == "Neg" or any(t.text.casefold() in self._words["not"] for t in before)

    def _by_pronoun(self, verb: Token) -> bool:
        """Whether an English pronoun says something that nothing explains: "…, she noted, although the port …"."""
        before = self._sentence.tokens[verb.i - 1 : verb.i] if verb.i else []
        return self._lang == "en" and any(t.text.casefold() in _PRONOUNS for t in before)

    def _who_reports(self, verb: Token) -> Named | None:
        """Return who stands right behind a verb that a mark parts from what he says: «…, сообщает департамент Z»."""
        if self._lang != "ru":
            return None
        if self._told_of_what_precedes(verb):
            people = [n for n in self._named if n.person and n.nominative and n.end <= verb.start]
            return people[0] if people and self._right(verb, bodies=False) is None else None
        before = self._sentence.tokens[verb.i - 1].text if verb.i else ""
        if before not in {",", "–", "—", "-"}:
            return None
        behind = self._right(verb, bodies=True)
        return behind if behind is not None and behind.nominative else None

    def _told_of_what_precedes(self, verb: Token) -> bool:
        """Whether a verb tells of the clause before it, whose subject is its own: «…, о чём сообщил в блоге»."""
        before = self._sentence.tokens[max(0, verb.i - 2) : verb.i]
        return " ".join(t.text for t in before).casefold().replace("ё", "е") == "о чем"

    def _newsroom(self, verb: Token, found: Named) -> bool:
        """Whether a name in quotation marks or foreign letters passes on what others say: «сообщает «Вестник»»."""
        printed = self._sentence.text[found.start - self._sentence.start : found.end - self._sentence.start]
        before = self._sentence.text[: found.start - self._sentence.start].rstrip()[-1:]
        titled = printed[:1] in tuple(_QUOTES) or before in tuple(_QUOTES) or printed.isascii()
        return titled and not found.person and verb.lemma in self._words.get("passes_on", ())

    def _who_was_quoted(self, verb: Token) -> Named | None:
        """Return who "was quoted as saying" something."""
        if verb.lemma not in self._words.get("quoted", ()):
            return None
        heads = {t.i for t in self._sentence.children(verb, "nsubj:pass", "nsubj")}
        tokens = [self._sentence.tokens[i] for i in heads]
        return next((n for n in self._named if any(n.start <= t.start < n.end for t in tokens)), None)

    def _was(self, verb: Token) -> bool:
        """Whether a Kazakh participle is finite by what stands behind it: «ұсынған болатын»."""
        participle = verb.feats.get("VerbForm") == "Part" and self._lang == "kk"
        return participle and bool(self._sentence.children(verb, "aux")) and verb.case in {"", "Nom"}

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
        """Return the attribution with its stretch: what follows «X сообщил, что», what comes before «, сообщил X»."""
        sentence = self._sentence
        before = [t for t in sentence.tokens if t.end <= min(verb.start, who.start) and t.text in ',–—-”»"']
        after = [t for t in sentence.tokens if t.i > verb.i and t.text not in _PUNCTUATION]
        circumstance = bool(after) and after[0].pos in {"ADP", "SCONJ"} and self._lang == "en"
        joined = any(t.text.casefold() in self._words["conjunctions"] for t in after)
        ends = bool(before) and (len(after) <= _SHORT or (circumstance and not joined))
        start, end = (sentence.start, verb.start) if before and (inverted or ends) else (verb.start, sentence.end)
        behind = self._behind_phrase(max(verb.end, who.end))
        if inverted and before and len(behind) > _SHORT and behind[0].text == ",":
            start, end = sentence.start, sentence.end
        inside = before and not inverted and self._lang == "en" and self._set_off(verb)
        if inside:
            start, end = sentence.start, sentence.end
        if self._lang == "kk" and who.start < verb.start:
            start, end = who.end, verb.end
        return Attribution(who.name, start, end, self._points_back(), verb.start, who.pronoun, who.person)

    def _behind_phrase(self, place: int) -> Sequence[Token]:
        """Return what stands behind a phrase from the mark that ends it: «, напомнил глава | ведомства, вложил …»."""
        behind = [t for t in self._sentence.tokens if t.start >= place]
        mark = next((n for n, t in enumerate(behind) if t.text in _PUNCTUATION or _is_finite(t)), 0)
        return behind if mark == 0 or _is_finite(behind[mark]) else behind[mark:]

    def _set_off(self, verb: Token) -> bool:
        """Whether a verb of saying ends what is set into its sentence: "…, the minister said, adding that …"."""
        return [t.text for t in self._sentence.tokens[verb.i + 1 : verb.i + 2]] == [","]

    def _subject(self, verb: Token) -> Named | None:
        governed = [t for t in self._sentence.children(verb, "nsubj") if t.rel != "nsubj:pass"]
        if self._anybody(verb, governed):
            return self._inside_left(verb)
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
                return self._person_before(chosen) or chosen
        passive = verb.feats.get("Voice") == "Pass"
        return None if passive or (governed and self._lang != "kk") else self._left(verb)

    def _person_before(self, body: Named) -> Named | None:
        """Return the Kazakh subject before a body of which he speaks: «елші … порттың қақпа екенін айтты»."""
        if body.person or self._lang != "kk":
            return None
        return next((n for n in self._named if n.person and n.nominative and n.end <= body.start), None)

    def _inside_left(self, verb: Token) -> Named | None:
        """Return the body in which somebody says a thing: «в Бакинском порту подтвердили», «в акимате X сообщили»."""
        tokens = self._sentence.tokens
        for n in reversed([n for n in self._named if not n.person and n.end <= verb.start]):
            first = next(t.i for t in tokens if t.start >= n.start)
            near = all(t.pos not in {"VERB", "PUNCT"} for t in tokens if n.end <= t.start < verb.start)
            if near and first and tokens[first - 1].lemma in {"в", "на"}:
                return n
        return None

    def _nobody_says(self, verb: Token) -> bool:
        """Whether a Russian plural may be said of nobody: «сообщили», «рассказали»."""
        return self._lang == "ru" and verb.feats.get("Number") == "Plur" and _is_finite(verb)

    def _is_inside(self, named: Named) -> bool:
        """Whether people speak in a body, to whomever: «рассказали нашему агентству | в пресс-службе»."""
        before = [t for t in self._sentence.tokens if t.end <= named.start and t.text not in _PUNCTUATION][-1:]
        return any(t.lemma in {"в", "на"} for t in before)

    def _anybody(self, verb: Token, governed: Sequence[Token]) -> bool:
        """Whether a Russian plural is said of nobody, its subject being one: «визит отложен, сообщили в палате»."""
        if not self._nobody_says(verb):
            return False
        listed = (t for g in governed for t in self._sentence.children(g, "conj", "nmod"))
        return bool(governed) and all(g.feats.get("Number") == "Sing" for g in governed) and not any(listed)

    def _left(self, verb: Token) -> Named | None:
        if self._nobody_says(verb):
            return self._inside_left(verb)
        near = [n for n in self._named if n.end <= verb.start and n.nominative and n.start >= self._sentence.start]
        if self._lang == "kk":
            return next((n for n in near if n.person), near[0] if near else None)
        for n in reversed(near):
            between = [t for t in self._sentence.tokens if n.end <= t.start < verb.start]
            if len(between) <= _FAR and not any(_is_finite(t) for t in between if t.text not in _PUNCTUATION):
                commas = sum(t.text == "," for t in between)
                if commas != 1 or (len(between) == 1 and self._apposed(n)):
                    return n
        return None

    def _apposed(self, named: Named) -> bool:
        """Whether a name ends an apposition: ", its director, Engineer X, said"."""
        before = [t for t in self._sentence.tokens if t.end <= named.start][-_TITLE_WORDS:]
        return self._lang == "en" and any(t.text == "," for t in before)

    def _right(self, verb: Token, *, bodies: bool) -> Named | None:
        stretch = self._sentence.tokens[verb.i + 1 : verb.i + 1 + _TITLE]
        for t in stretch:
            if _is_finite(t) or t.text in _ENDS_PHRASE or t.text.casefold() in self._words["conjunctions"]:
                stretch = stretch[: t.i - verb.i - 1]
                break
        end = stretch[-1].end if stretch else verb.end
        near = [n for n in self._named if verb.end <= n.start < end]
        aside = stretch[:1] and stretch[0].text == ","
        comma = next((t.start for t in stretch[_ASIDE if aside else 0 :] if t.text == ","), end)
        person = next((n for n in near if n.person and n.nominative), None)
        free = self._lang != "kk"
        bodies_near = [n for n in near if not n.person and n.start < comma and (n.nominative or free)]
        body = next((n for n in bodies_near if self._nobody_says(verb) and self._is_inside(n)), None)
        body = body or next(iter(bodies_near), None)
        if person is not None and (person.start < comma or body is not None or self._opens_title(stretch)):
            return person
        return body if bodies else None

    def _opens_title(self, stretch: Sequence[Token]) -> bool:
        return bool(stretch) and stretch[0].pos in {"NOUN", "ADJ"}


def _is_verb(token: Token) -> bool:
    return token.pos in {"VERB", "AUX"}


def _is_finite(token: Token) -> bool:
    return _is_verb(token) and token.feats.get("VerbForm", "Fin") == "Fin" and token.pos != "AUX"
