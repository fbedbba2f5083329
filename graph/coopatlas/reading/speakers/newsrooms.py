"""Who passes on what others say and is never responsible: agencies, papers, sites."""

import re

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.speakers.model import PUNCTUATION, UNKNOWN, Named, Words

_SITE = re.compile(r"\.(?:kz|ru|uz|az|ge|kg|com|org|net|info|eu|am|by|cn)\b", re.IGNORECASE)
"""Behind the name of a site: "Altaynews.kz"."""
_LONGEST_AGENCY = 3
"""Words up to which «agency» makes a newsroom of a name; a longer one is a body of a state."""
_QUOTES = '«„“"'


def is_agency(words: Words, sentence: Sentence, named: Named) -> bool:
    """Whether a name is that of an agency or a paper, by itself or by the word before it: «ИА Дунё»."""
    if named.name == UNKNOWN:
        return False
    parts = named.name.casefold().replace("«", "").replace("»", "").split()
    agencies = words["agencies"]
    before = [t for t in sentence.tokens if t.end <= named.start and t.text not in PUNCTUATION][-1:]
    headed = any(t.lemma in words["papers"] or t.text.casefold() in words["papers"] for t in before)
    site = _SITE.match(sentence.text, max(0, named.end - sentence.start)) is not None
    printed = sentence.text[named.start - sentence.start : named.end - sentence.start].casefold()
    cut = sentence.text[named.end - sentence.start :].partition(" ")[2].startswith(tuple(words.get("purposes", ())))
    short = len(parts) <= _LONGEST_AGENCY and any(part in agencies for part in parts[:1] + parts[-1:])
    called = {" ".join(parts), " ".join(parts[-2:]), printed}
    titled = printed.partition(" ")[0] in words["papers"] and any(mark in printed for mark in _QUOTES)
    return headed or titled or site or (not cut and (short or bool(called & agencies)))


def passes_on(words: Words, sentence: Sentence, verb: Token, named: Named) -> bool:
    """Whether a name in quotation marks or foreign letters passes on what others say: «сообщает «Вестник»»."""
    printed = sentence.text[named.start - sentence.start : named.end - sentence.start]
    before = sentence.text[: named.start - sentence.start].rstrip()[-1:]
    titled = printed[:1] in tuple(_QUOTES) or before in tuple(_QUOTES) or printed.isascii()
    return titled and not named.person and verb.lemma in words.get("passes_on", ())
