"""Trade partners in Kazakh, and their rank."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh.grammar import matches, negated, pattern
from coopatlas.reading.patterns import Line
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_PARTNER = (
    pattern(
        r"{a:TA}(?:<acc>) (?:[\w ]{0,30}? )?{b:TA}(?:<gen>) "
        r"(?P<rank>[^.;]{0,50}?)(?P<what>серіктес|әріптес)\w*(?P<tail>[^.;]{0,40})"
    ),
    pattern(
        r"{o:P}[^.;]{0,60}? {a:TA}(?:<acc>) өз (?:облысы|елі|қаласы|өңірі|аймағы)(?:<gen>) "
        r"(?P<rank>[^.;]{0,50}?)(?P<what>серіктес|әріптес)\w*(?P<tail>[^.;]{0,40})"
    ),
    pattern(
        r"{a:TA} ?(?:–|—|-)? ?(?:[\w ]{0,20}? )?{b:TA}(?:<gen>)? "
        r"(?P<rank>[^.;]{0,50}?)(?P<what>серіктес|әріптес)\w*(?P<tail>[^.;]{0,40})"
    ),
)
_RANKS = (
    ("strategic", r"стратегиялық"),
    ("leading", r"жетекші|алдыңғы қатар|ірі \w+ серіктестерінің бірі|маңызды"),
    ("main", r"негізгі|басты|ең ірі|ірі|бірінші"),
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the trade partners of whom a sentence tells."""
    for match in matches(line, *_PARTNER):
        a, b, owner = line.one(match, "a"), line.one(match, "b"), story.person(line.one(match, "o"))
        of = b.name if b else owner.represents if owner else ""
        rank = next(
            (
                name
                for name, words in _RANKS
                if re.search(words, match["rank"] + match["what"] + match["tail"], re.IGNORECASE)
            ),
            None,
        )
        if a is None or not of or rank is None or a.name == of:
            continue
        yield make(
            "partner",
            line.sentence,
            {"party": a.name, "of": of, "rank": rank},
            "relations.partner",
            polarity="negative" if negated(match["tail"]) else "positive",
            confidence=0.8,
        )
        return
