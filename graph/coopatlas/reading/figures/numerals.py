"""Numbers as they are printed, in digits or words: one reading or none, never another number.

Digits are grouped by blanks, commas, points or apostrophes, and a comma or point stands before a fraction. What fits
no way of printing is no number, as a whole. «1,254» is a thousand and more in English; elsewhere it may be either, and
is a fraction where a scale stands behind it («1,254 млрд»), as "1.254 billion" is; else it is no number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from coopatlas.language.form import form
from coopatlas.language.wording import BLANK, Choice, any_of, lexicon

_RUN = re.compile(rf"\d+(?:[.,'’ʼ]\d+|{BLANK}{{1,2}}\d{{3}}(?![\d]))*")
_GROUPED = re.compile(rf"\d{{1,3}}(?:(?P<mark>{BLANK}{{1,2}}|[.,'’ʼ])\d{{3}})(?:(?P=mark)\d{{3}})*(?P<rest>[.,]\d+)?")
_PLAIN = re.compile(r"(?P<whole>\d+)(?:(?P<mark>[.,])(?P<rest>\d+))?")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_GAP = re.compile(rf"{BLANK}{{1,3}}|-")
_BLANKS = re.compile(rf"{BLANK}+")
_LONGEST = 24
"""Code points that a printed number has at most."""
_SPLIT = re.compile(rf"(?<!\d)\d{{1,3}},{BLANK}$")


_MONTHS_OF = re.compile(r"M\s?['’]?\s?(?:19|20)\d\d")
"""Behind a number of months: "9M 2023"."""
_WORD = re.compile(r"[^\W\d]+")


def attached(choice: Choice, text: str, at: int) -> tuple[str, int] | None:
    """Return what the words behind a number name: over a blank or a hyphen, or without either («$1.4bn», «20kg»)."""
    gap = _GAP.match(text, at)
    if gap is not None:
        return choice.match(text, gap.end())
    word = _WORD.match(text, at)
    if word is None:
        return choice.match(text, at)
    if _MONTHS_OF.match(text, at):
        return None
    found = choice.match(word.group(), 0)
    return (found[0], at + found[1]) if found is not None and at + found[1] == word.end() else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its scale: `number` × `scale`, and where it ends."""

    value: Decimal
    number: Decimal
    scale: Decimal
    end: int


class Numerals:
    """The numbers of one language."""

    def __init__(self, lang: str) -> None:
        words = lexicon(lang, "numbers")
        self.lang = lang
        self._scales = Choice(words["scales"])
        self._words = Choice(words["words"])
        self._more = Choice(words.get("more", {}))
        self._alone = Choice(words.get("alone", {}))
        self._joint = re.compile(rf"(?:{BLANK}+|-)(?:{any_of(words.get('joints', ()))}{BLANK}+)?", re.IGNORECASE)
        spelt = [p for part in ("words", "alone") for phrases in words.get(part, {}).values() for p in phrases]
        self.start = re.compile(
            rf"(?<!\w)(?:\d|{any_of(spelt)})|(?<=[\w$€₽₸£₹₦₩₱₪₺])(?<!\d)(?<!\d[.,'’])\d", re.IGNORECASE
        )

    def quantity(self, text: str, at: int) -> Quantity | None:
        """Return the number that begins at `at`, with its scale; «1 млрд 254,7 млн» is one number."""
        first = self._scaled(text, at)
        if first is None:
            return None
        while first.scale >= 1000:
            gap = _BLANKS.match(text, first.end)
            more = self._scaled(text, gap.end()) if gap and text[gap.end() : gap.end() + 1].isdigit() else None
            if more is None or more.value >= first.scale or (more.scale == 1 and more.number != int(more.number)):
                break
            if more.scale == 1 and not self._counts_on(text, more.end):
                break
            scale = more.scale if more.scale > 1 else Decimal(1)
            first = Quantity(first.value + more.value, first.number, scale, more.end)
        return first

    def _counts_on(self, text: str, at: int) -> bool:
        """Whether a word goes on behind a number without a scale, so that both count one thing: «3 тыс. 250 тонн»."""
        return re.match(rf"{BLANK}[^\W\d]", text[at : at + 2]) is not None

    def _scaled(self, text: str, at: int) -> Quantity | None:
        alone = self._alone.match(text, at)
        found = self._number(text, at)
        if found is None:
            return Quantity(Decimal(alone[0]), Decimal(1), Decimal(alone[0]), alone[1]) if alone else None
        number, end = found
        scaled = self._scale(text, end)
        if scaled is None:
            return Quantity(number, number, Decimal(1), end)
        scale, end = scaled
        return Quantity(number * scale, number, scale, end)

    def _scale(self, text: str, at: int) -> tuple[Decimal, int] | None:
        found = attached(self._scales, text, at)
        return (Decimal(found[0]), found[1]) if found else None

    def _number(self, text: str, at: int) -> tuple[Decimal, int] | None:
        if text[at : at + 1].isdigit():
            return self._digits(text, at)
        return self._in_words(text, at)

    def _digits(self, text: str, at: int) -> tuple[Decimal, int] | None:
        run = _RUN.match(text, at)
        if run is None or _SPLIT.search(text, max(0, at - 6), at):
            return None
        value = digits(run.group(), self.lang, scaled=self._scale(text, run.end()) is not None)
        if value is None:
            return None
        gap = _BLANKS.match(text, run.end())
        more = self._more.match(text, gap.end()) if gap else None
        return (value + Decimal(more[0]), more[1]) if more else (value, run.end())

    def _in_words(self, text: str, at: int) -> tuple[Decimal, int] | None:
        total, last, end = Decimal(0), None, at
        place = at
        while (found := self._words.match(text, place)) is not None:
            word = Decimal(found[0])
            if last is not None and word == 100 and total < 10:
                total *= 100
            elif last is not None and (word >= last or (last < 20 and word >= 1)):
                return None
            else:
                total += word
            last, end = word, found[1]
            gap = self._joint.match(text, end)
            if gap is None:
                break
            place = gap.end()
        if end == at:
            return None
        gap = self._joint.match(text, end)
        more = self._more.match(text, gap.end()) if gap else None
        return (total + Decimal(more[0]), more[1]) if more else (total, end)

    def run_end(self, text: str, at: int) -> int:
        """Return where the digits and marks that begin at `at` end, whether or not they are a number."""
        run = _RUN.match(text, at)
        return run.end() if run else at + 1


def digits(run: str, lang: str, *, scaled: bool = False) -> Decimal | None:
    """Return the number that a run of digits and marks prints, None where it fits no way of printing or two."""
    if len(run) > _LONGEST:
        return None
    if _AMBIGUOUS.fullmatch(run):
        return _either(run, lang, scaled)
    grouped = _GROUPED.fullmatch(run)
    if grouped is not None and grouped["mark"] != (grouped["rest"] or "")[:1]:
        rest = grouped["rest"] or ""
        whole = re.sub(r"\D", "", run[: len(run) - len(rest)])
        return Decimal(f"{whole}.{rest[1:] or '0'}")
    plain = _PLAIN.fullmatch(run)
    return Decimal(f"{plain['whole']}.{plain['rest'] or '0'}") if plain else None


def _either(run: str, lang: str, scaled: bool) -> Decimal | None:
    """Read «1,254» and «1.254»: what its language prints, nothing where both readings are in use."""
    decimal = form(lang).decimal
    if decimal in run:
        return Decimal(run.replace(",", ".")) if scaled else None
    return Decimal(run.replace(",", "")) if decimal == "." else None
