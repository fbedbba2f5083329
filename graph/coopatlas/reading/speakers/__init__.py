"""Who says it: for every place of a text the person or body that it makes responsible, by one way for all languages.

What stands in quotation marks or behind a dash is said by whom an insertion, the sentence around it, the line before
or the quotation before names; what the newsroom tells is said by the subject of its verb of saying, as far as that
verb reaches. Agencies and papers are never responsible.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import kinds
from coopatlas.reading.figures import figures
from coopatlas.reading.flows.cells import may_be_of_trade
from coopatlas.reading.speakers.attribution import Reporting
from coopatlas.reading.speakers.english import EnglishReporting
from coopatlas.reading.speakers.kazakh import KazakhReporting
from coopatlas.reading.speakers.model import UNKNOWN, Attribution, Named, Pronoun, going_on, words
from coopatlas.reading.speakers.russian import RussianReporting
from coopatlas.reading.speakers.speech import Stretch, covering, stretches

__all__ = ["Named", "Speakers"]

_REPORTING: dict[str, type[Reporting]] = {"ru": RussianReporting, "en": EnglishReporting, "kk": KazakhReporting}

_RECENT, _REMEMBERED = 2, 6
"""Sentences back to who spoke last: for a pronoun that may mean another, for one that nobody else explains."""
_BACK = 4
"""Sentences that «Об этом сообщил …» may mean."""
_FIRST_PERSON = 2
"""Words of the first person outside of speech from which a text is one person's."""
_TOP = 6
"""Sentences at the top of a text among which its author may stand."""
_SOURCE = 8
"""Code points between the word for a source and the name of it."""
_LINES = 2
"""Lines at the top and at the end of a text among which its source may stand."""
_DASHES = frozenset("–—-−")


class Speakers:
    """The speakers of one document."""

    def __init__(
        self, lang: str, text: str, sentences: Sequence[Sentence], named: Sequence[Named], pronoun: Pronoun
    ) -> None:
        self._lang = lang
        self._text = text
        self._sentences = sentences
        self._named = sorted(named, key=lambda n: (n.start, -n.end))
        self._people = [n for n in self._named if n.person and n.name != UNKNOWN]
        self._starts = [n.start for n in self._named]
        self._words = words(lang)
        self._carries = going_on(lang)
        self._speech = stretches(text)
        self._inserted = [self._insertions(sentence) for sentence in sentences]
        self._told: list[list[Attribution]] = []
        for sentence in sentences:
            self._told.append(self._same_as_before(sentence, self._attributions(sentence, pronoun)))
        self._signer, self._signed_from = self._signed()
        self._attribute()

    def at(self, sentence: Sentence, place: int | None, kind: str = "") -> str | None:
        """Return who says what stands at a code point of a sentence, or anywhere in it; nobody for the newsroom."""
        if kind and not kinds()[kind].speaker:
            return None
        own = self._own(sentence)
        for one in own:
            found = self._at(one, place)
            if found is not None:
                return found
        carried = self._joined(own[0]) if own else None
        if own and carried is None and kind in self._words["carried"]:
            carried = self._carried(own[0]) or self._between_two(own[0])
        return carried or (self._signer if sentence.start >= self._signed_from else None)

    def _own(self, sentence: Sentence) -> list[Sentence]:
        """Return the sentences, as they were given here, that make up one of another splitting."""
        return [s for s in self._sentences if s.start < sentence.end and sentence.start < s.end]

    def _at(self, sentence: Sentence, place: int | None) -> str | None:
        told = self._told[sentence.index]
        at = place if place is not None and sentence.start <= place < sentence.end else None
        if (
            at is not None
            and (stretch := covering(self._speech, at)) is not None
            and not self._is_inserted(sentence, at)
        ):
            return stretch.speaker
        if at is None and (within := self._spoken(sentence)) is not None:
            return within
        for one in told:
            if not one.back and (at is None or one.start <= at < one.end):
                return one.name
        if told and not all(one.back for one in told):
            return None
        return self._from_after(sentence)

    def _spoken(self, sentence: Sentence) -> str | None:
        inside = [s for s in self._speech if s.start < sentence.end and sentence.start < s.end]
        return next((s.speaker for s in inside if s.speaker), None)

    def _is_inserted(self, sentence: Sentence, place: int) -> bool:
        return any(a <= place < b for a, b in self._inserted[sentence.index])

    def _same_as_before(self, sentence: Sentence, told: list[Attribution]) -> list[Attribution]:
        """Let «он добавил», «по его словам» mean whoever spoke last, where that is right before."""
        last = self._last_speaker(sentence, _RECENT)
        found = [self._explained(sentence, one) if one.name == UNKNOWN else one for one in told]
        named = [one for one in found if one.name != UNKNOWN]
        return [replace(one, name=last) if one.pronoun and one.person and last else one for one in named]

    def _explained(self, sentence: Sentence, one: Attribution) -> Attribution:
        last = self._last_speaker(sentence, _REMEMBERED if one.person else _RECENT, person=one.person)
        return replace(one, name=last or one.name)

    def _last_speaker(self, sentence: Sentence, reach: int, *, person: bool = True) -> str | None:
        """Return the person or body that spoke last right before, in this paragraph or the one before."""
        for i in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
            if sentence.paragraph - self._sentences[i].paragraph > 1:
                return None
            spoke = [one.name for one in self._told[i] if one.person == person and (not one.back or not person)]
            if spoke:
                return spoke[-1]
        return None

    def _signed(self) -> tuple[str | None, int]:
        """Return who writes or speaks the whole text in the first person, and from where."""
        by = self._byline() or self._headed() or self._sourced()
        if by is not None:
            return by
        outside = [t for s in self._sentences for t in s.tokens if covering(self._speech, t.start) is None]
        plain = (t for t in outside if t.pos not in {"CCONJ", "ADP"})  # «мен» is "I" and "with" in Kazakh
        own = sum(t.lemma in self._words["we"] or t.feats.get("Person") == "1" for t in plain)
        own += sum(self._tells_of_himself(s) for s in self._sentences if covering(self._speech, s.start) is None)
        if own < _FIRST_PERSON or not self._sentences:
            return None, 0
        last, first = self._sentences[-1], self._sentences[0]
        signers = [n for n in self._people if not n.pronoun and n.start >= last.start]
        if signers and not any(t.feats.get("VerbForm") == "Fin" for t in last.tokens):
            return signers[-1].name, 0
        heads = [n for n in self._people if n.start < first.end]
        address = any(t.lemma in self._words["address"] for t in first.tokens)
        return (heads[-1].name, first.end) if heads and address else (None, 0)

    def _tells_of_himself(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a deed of nobody, as those of posts do: «Встретился с …»."""
        verb = next(iter(sentence.tokens), None)
        if verb is None or verb.pos != "VERB" or sentence.children(verb, "nsubj"):
            return False
        feats = (verb.feats.get(name) for name in ("Tense", "VerbForm", "Number"))
        return tuple(feats) == ("Past", "Fin", "Sing")  # «Обсудили торговлю» is the deed of others

    def _byline(self) -> tuple[str, int] | None:
        """Return who wrote an article: a name that is a line of its own at the top, with an office under it."""
        for sentence, below in pairwise(self._sentences[:_TOP]):
            alone = [n for n in self._named if n.start == sentence.start and n.end >= sentence.end - 1 and n.person]
            verbs = any(t.feats.get("VerbForm") == "Fin" for t in below.tokens)
            papers = any(t.lemma in self._words["papers"] or t.lemma in self._words["agencies"] for t in below.tokens)
            if alone and below.paragraph != sentence.paragraph and not verbs and not papers:
                return alone[0].name, below.end
        return None

    def _headed(self) -> tuple[str, int] | None:
        """Return who writes what stands below a line that names him and ends with a colon: a post that is passed on."""
        for sentence, below in pairwise(self._sentences[:_TOP]):
            people = [n for n in self._people if sentence.start <= n.start < sentence.end]
            led = sentence.text.rstrip().endswith(":") and below.paragraph != sentence.paragraph
            if led and people and covering(self._speech, below.start) is None:
                return people[-1].name, sentence.end
        return None

    def _sourced(self) -> tuple[str, int] | None:
        """Return the body by which a whole text goes: «Торговля края (данные таможни)», «источник – пресс-служба»."""
        if (signed := self._signed_by_body()) is not None:
            return signed
        for sentence in (*self._sentences[:1], *self._sentences[-1:]):
            source = next((t for t in sentence.tokens if t.lemma in self._words.get("sources", ())), None)
            told = any(t.feats.get("VerbForm") == "Fin" for t in sentence.tokens)
            if source is not None and not told:
                behind = [
                    n
                    for n in self._named
                    if not n.state and source.end <= n.start < min(sentence.end, source.end + _SOURCE)
                ]
                if behind and not behind[0].person and self._bracketed(source, behind[0]):
                    return behind[0].name, 0
        return None

    def _signed_by_body(self) -> tuple[str, int] | None:
        """Return the body whose name is a line of its own at the top or the end: «Пресс-служба правительства X»."""
        if len(self._sentences) < _LINES:
            return None
        for sentence in (*self._sentences[:_LINES], *self._sentences[-_LINES:]):
            alone = all(s.paragraph != sentence.paragraph for s in self._sentences if s is not sentence)
            staff = next((t for t in sentence.tokens if t.lemma in self._words.get("staffs", ())), None)
            named = [n for n in self._named if sentence.start <= n.start < sentence.end and not (n.person or n.state)]
            if alone and staff is not None and named and staff.i <= _LINES and self._ends(sentence, named[0]):
                return named[0].name, 0
        return None

    def _ends(self, sentence: Sentence, named: Named) -> bool:
        """Whether nothing but marks stands behind a name in its line."""
        return not any(c.isalnum() for c in self._text[named.end : sentence.end])

    def _bracketed(self, source: Token, named: Named) -> bool:
        """Whether a bracket before a source or a mark behind it leads to its name."""
        before = self._text[: source.start].rstrip()[-1:]
        between = self._text[source.end : named.start].strip()
        return (before == "(" and not between) or between in {"–", "—", "-", ":"}

    # What the newsroom tells ---------------------------------------------------------------------------------------

    def _attributions(self, sentence: Sentence, pronoun: Pronoun) -> list[Attribution]:
        outside = [t for t in sentence.tokens if self._is_outside(sentence, t)]
        low, high = bisect_right(self._starts, sentence.start - 1), bisect_right(self._starts, sentence.end)
        named = [n for n in self._named[low:high] if self._place_outside(sentence, n.start)]
        return list(_REPORTING[self._lang](self._lang, sentence, outside, named, pronoun).attributions())

    def _is_outside(self, sentence: Sentence, token: Token) -> bool:
        return self._place_outside(sentence, token.start)

    def _place_outside(self, sentence: Sentence, place: int) -> bool:
        return covering(self._speech, place) is None or self._is_inserted(sentence, place)

    def _from_after(self, sentence: Sentence) -> str | None:
        """Return who is made responsible by a sentence behind: «… Об этом сообщил губернатор»."""
        for after in self._sentences[sentence.index + 1 : sentence.index + 1 + _BACK]:
            near = after.paragraph == sentence.paragraph or self._opens(after)
            if not near or after.paragraph - sentence.paragraph > 1:
                return None
            told = self._told[after.index]
            if told:
                return told[0].name if told[0].back else None
        return None

    def _opens(self, sentence: Sentence) -> bool:
        return not sentence.index or self._sentences[sentence.index - 1].paragraph != sentence.paragraph

    def _carried(self, sentence: Sentence) -> str | None:
        """Return who gave the figures before, where a sentence goes on with figures of the same account.

        A newsroom gives each figure a paragraph of its own; «Напомним, …», speech and another source end the account.
        """
        if self._told[sentence.index] or covering(self._speech, sentence.start) is not None:
            return None
        for here in reversed(self._sentences[max(0, sentence.index - self._carries) : sentence.index + 1]):
            if covering(self._speech, here.start) is not None:
                return None
            if told := self._told[here.index]:
                given = self._sentences[max(0, here.index - 1)] if told[0].back else here
                direct = here.paragraph == sentence.paragraph
                goes_on = direct or (self._figured(given) and self._counts(told[0].name))
                return told[0].name if goes_on and (not told[0].person or self._goes_on(here, sentence)) else None
            if self._recalls(here):
                return None
        return None

    def _joined(self, sentence: Sentence) -> str | None:
        """Return who told the sentence before, where this one says that it is more of the same: «Кроме того, …»."""
        if not sentence.index or self._told[sentence.index] or covering(self._speech, sentence.start) is not None:
            return None
        before = self._sentences[sentence.index - 1]
        joined = sentence.text.casefold().startswith(tuple(self._words["joining"]))
        if not joined or before.paragraph != sentence.paragraph:
            return None
        spoken = covering(self._speech, before.end - 1)
        told = [one for one in self._told[before.index] if not one.back]
        return told[-1].name if told and spoken is None else None

    def _goes_on(self, here: Sentence, sentence: Sentence) -> bool:
        """Whether a sentence stands right behind what a person told, where a language leaves it to him unsaid."""
        told = self._told[here.index][0]
        direct = "person" in self._words.get("carrying", ()) and not told.back
        return direct and here.paragraph == sentence.paragraph and sentence.index - here.index <= 1

    def _figured(self, sentence: Sentence) -> bool:
        """Whether a sentence gives figures that may be of trade, so that those behind it are more of the same."""
        return any(may_be_of_trade(figure) for figure in figures(sentence.text, self._lang))

    def _counts(self, body: str) -> bool:
        """Whether a body may be a source of figures of trade, which a ministry of health is not."""
        return not any(word.startswith(tuple(self._words["other_figures"])) for word in body.casefold().split())

    def _recalls(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a word by which a newsroom leaves an account: «Напомним», «Ранее»."""
        first = next((t.text.casefold() for t in sentence.tokens if t.text not in _DASHES), "")
        return first in self._words.get("recalling", ())

    def _between_two(self, sentence: Sentence) -> str | None:
        """Return who told the sentences before and behind figures of the same paragraph: they are of one account."""
        if self._told[sentence.index] or covering(self._speech, sentence.start) is not None:
            return None
        at = sentence.index
        before = self._first_told(reversed(self._sentences[max(0, at - self._carries) : at]), sentence.paragraph)
        behind = self._first_told(self._sentences[at + 1 : at + 1 + _BACK], sentence.paragraph)
        return before if before == behind else None

    def _first_told(self, sentences: Iterable[Sentence], paragraph: int) -> str | None:
        told = (one.name for s in sentences if s.paragraph == paragraph for one in self._told[s.index][:1])
        return next(told, None)

    # Speech --------------------------------------------------------------------------------------------------------

    def _insertions(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return the newsroom's words within speech: «…, – отметил он. – …»."""
        found: list[tuple[int, int]] = []
        verbs = self._words["say"] | self._words["person_say"]
        for token in sentence.tokens:
            said = token.lemma in verbs or token.text.casefold() in self._words["forms"]
            if not said or covering(self._speech, token.start) is None:
                continue
            dash = next(
                (t for t in reversed(sentence.tokens[max(0, token.i - 5) : token.i]) if t.text in _DASHES), None
            )
            if (
                dash is None
                or not dash.i
                or sentence.tokens[dash.i - 1].text not in {",", "?", "!", ".", "…", "»", "”", '"'}
            ):
                continue
            closing = (
                t for t in sentence.tokens[token.i + 1 :] if t.text in _DASHES and sentence.tokens[t.i - 1].text in ",."
            )
            end = next((t.start for t in closing), sentence.end)
            found.append((dash.start, end))
        return found

    def _attribute(self) -> None:
        """Give each stretch of speech its speaker, in the order of the text."""
        guest = self._interviewed()
        before: Stretch | None = None
        for n, stretch in enumerate(self._speech):
            if stretch.question and guest is not None:
                continue
            stretch.speaker = self._inside(stretch) or self._around(stretch) or self._introduced(stretch)
            if stretch.speaker is None and stretch.dash and guest is not None and not self._asks(n):
                stretch.speaker = guest
            if stretch.speaker is None and before is not None and stretch.line - before.line <= 1 and not stretch.dash:
                stretch.speaker = before.speaker
            if stretch.speaker is None and not stretch.dash:
                stretch.speaker = self._spoke_before(stretch)
            before = stretch

    def _spoke_before(self, stretch: Stretch) -> str | None:
        """Return who speaks at the end of the paragraph above a quotation of its own that nobody is named for."""
        own = self._between(stretch.start, stretch.end)
        opens = bool(own) and self._opens(own[0]) and not self._text[own[0].start : stretch.start].strip()
        alone = opens and all(
            s.paragraph != own[0].paragraph or s in own for s in self._sentences[own[-1].index + 1 :][:1]
        )
        if not alone or not own[0].index:
            return None
        told = self._told[own[0].index - 1]
        return told[-1].name if told and told[-1].person and not told[-1].back else None

    def _inside(self, stretch: Stretch) -> str | None:
        for sentence in self._between(stretch.start, stretch.end):
            for one in self._told[sentence.index]:
                if stretch.start <= one.verb < stretch.end:
                    return one.name
        return None

    def _between(self, start: int, end: int) -> list[Sentence]:
        return [s for s in self._sentences if s.start < end and start < s.end]

    def _around(self, stretch: Stretch) -> str | None:
        """Return who is named outside the marks where the speech ends, or where it begins."""
        own = self._between(stretch.start, stretch.end)
        for sentence in (own[-1:] + own[:1]) if own else []:
            for one in self._told[sentence.index]:
                if not stretch.start <= one.verb < stretch.end:
                    return one.name
        following = self._sentences[own[-1].index + 1 : own[-1].index + 2] if own else []
        if following and following[0].paragraph == own[-1].paragraph and self._told[following[0].index]:
            one = self._told[following[0].index][0]
            if one.back or self._text[stretch.end : following[0].start + 2].strip()[:1] in tuple(_DASHES):
                return one.name
        return None

    def _introduced(self, stretch: Stretch) -> str | None:
        """Return who is named before a colon, or by the sentence right before in the same paragraph."""
        own = self._between(stretch.start, stretch.end)
        if own and self._text[own[0].start : stretch.start].rstrip().endswith(":"):
            named = [n for n in self._people if own[0].start <= n.start < stretch.start]
            if named:
                return named[-1].name
        if not own or not own[0].index:
            return None
        before = self._sentences[own[0].index - 1]
        colon = before.text.rstrip().endswith(":")
        if not colon and (before.paragraph != own[0].paragraph or covering(self._speech, before.start) is not None):
            return None
        told = self._told[before.index]
        if told:
            return told[-1].name
        people = [n for n in self._people if before.start <= n.start < before.end]
        return people[0].name if colon and people else None

    def _interviewed(self) -> str | None:
        """Return who answers in an interview: the person whom the words before the first question name last."""
        turns = [s for s in self._speech if s.dash]
        if sum(s.question for s in turns) < 2:
            return None
        first = turns[0].start
        before = [n for n in self._people if n.end <= first]
        if before:
            return before[-1].name
        people = Counter(n.name for n in self._people if not self._asked(n))
        return people.most_common(1)[0][0] if people else None

    def _asked(self, named: Named) -> bool:
        """Whether a name stands in a question, which calls the guest by it."""
        stretch = covering(self._speech, named.start)
        return stretch is not None and stretch.question

    def _asks(self, n: int) -> bool:
        """Whether a turn of an interview is the newsroom's though it ends with no question mark: it says «вы»."""
        stretch = self._speech[n]
        alone = n == 0 or not self._speech[n - 1].question
        said = set(self._text[stretch.start : stretch.end].casefold().replace(",", " ").split())
        return alone and bool(said & self._words["you"]) and not said & self._words["we"]
