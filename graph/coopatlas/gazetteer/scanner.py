"""Finds names in running text: a trie over the words of all names of one language.

A token costs a few dictionary look-ups, whatever the number of names.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coopatlas.gazetteer.entry import FORMS, Entry, Form, likeliest
from coopatlas.gazetteer.inflection import bases, fold, forms, is_adjectival, stems

_TOKENIZATIONS = (
    re.compile(r"\w+(?:[-‐‑–.'’]\w+)*|[^\w\s]"),
    re.compile(r"\w+(?:[-‐‑–]\w+)*|[^\w\s]"),
    re.compile(r"['’]s\b|\w+(?:[-‐‑–]\w+)*|[^\w\s]"),
)
"""Tokenizers differ in «U.S.» and «Xi'an»: whole, or cut at each mark; the ending of "People's" may stand alone."""
_HYPHEN = re.compile(r"[-‐‑–—]")
_COMMON_WORDS = (
    "область край округ республика провинция район велаят аймак город порт облысы автономный автономная федеральный"
    " морской речной правительство министерство зона особая специальная"
    " region province republic oblast krai district port city government ministry of and the"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words of names that are written either way: «Республика Карелия», «республика Карелия»."""
_HARBOURS = frozenset({"порт", "port"})
"""Last words of names that are written small throughout: «мурманский порт»."""
_JOINING = frozenset({",", "и", "или"})
_PLACING_WORDS = (
    "в во из до под г город города городе городом городу порт порта порту порте"
    " in to from of near at between city town port"
)
_PLACING = frozenset(_PLACING_WORDS.split())
_LOCATIVE = frozenset({"в", "во", "на", "о", "об", "при"})
_ADJECTIVE_FIRST: tuple[Form, ...] = ("adjective", *(form for form in FORMS if form != "adjective"))
_ABBREVIATION_ENDINGS = frozenset({"", "а", "у", "ом", "е", "'s", "’s"})
"""What may follow an abbreviation without a hyphen: «КАМАЗа», "EU's"."""
_OWNING = frozenset({"'s", "’s"})
_OPENING = frozenset("«»\"“”„'‘’([{.!?…:;—–-•*")


@dataclass(frozen=True, slots=True)
class Match:
    """A name in running text: `entries` are all that it may stand for, the likeliest first.

    `text` is its dictionary form: «Республика Карелия» where the text has «Республики Карелия», «РК» where it has «РК».
    Tokens are half-open. The two halves of «казахстанско-российский» are two matches of the same token; of
    «Павлодарской и Омской областей», the first is the adjective alone, with the form of a name.
    """

    start_token: int
    end_token: int
    entries: tuple[Entry, ...]
    form: Form
    text: str


@dataclass(slots=True)
class _Pattern:
    text: str
    words: tuple[str, ...]
    form: Form
    exact: str
    capitals: tuple[bool, ...]
    entries: list[Entry] = field(default_factory=list)
    homographs: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Node:
    after: dict[str, "_Node"] = field(default_factory=dict)
    patterns: dict[tuple[str, Form], _Pattern] = field(default_factory=dict)


class Scanner:
    """Finds the names of one language."""

    def __init__(self, entries: Iterable[Entry], lang: str) -> None:
        self._lang = lang
        self._root = _Node()
        self._by_form: defaultdict[str, set[str]] = defaultdict(set)
        self._by_base: defaultdict[str, set[str]] = defaultdict(set)
        self._linked: defaultdict[str, list[Entry]] = defaultdict(list)
        self._shared: dict[tuple[str, tuple[str, ...]], _Pattern] = {}
        for entry in entries:
            for text, form in entry.texts(lang):
                self._add(entry, text, form)

    def scan(self, tokens: Sequence[str], lemmas: Sequence[Collection[str]]) -> list[Match]:
        """Return the longest matches from left to right; none overlap but the halves of a compound."""
        words = [
            self._words(token, lemmas[position] if position < len(lemmas) else ())
            for position, token in enumerate(tokens)
        ]
        matches: dict[int, list[Match]] = {}
        position = 0
        while position < len(tokens):
            found = self._longest(tokens, words, position)
            if not found:
                matches[position] = list(self._halves(tokens[position], position))
                position += 1
                continue
            match, pattern = found
            matches[position] = [match]
            shared = self._before_shared_head(pattern, tokens, words, position)
            matches.update((start, [named]) for start, named in shared if start in matches)
            position = match.end_token
        return [match for start in sorted(matches) for match in matches[start]]

    def _add(self, entry: Entry, text: str, form: Form) -> None:
        if text.endswith("-"):
            self._linked[fold(text[:-1])].append(entry)
            return
        printed = {text, text.replace("'", "’")}
        tokenized = (tuple(cut.findall(one.rstrip("."))) for one in sorted(printed) for cut in _TOKENIZATIONS)
        for written in dict.fromkeys(tokenized):
            pattern = self._pattern(text, written, form)
            (pattern.homographs if text in entry.homographs.get(self._lang, ()) else pattern.entries).append(entry)
            if form == "adjective" and pattern.words[0].endswith(("ский", "цкий")):
                self._linked[pattern.words[0][:-2] + "о"].append(entry)

    def _pattern(self, text: str, written: tuple[str, ...], form: Form) -> _Pattern:
        words = tuple(map(fold, written))
        node = self._root
        for word in words:
            self._learn(word, alone=len(words) == 1)
            node = node.after.setdefault(word, _Node())
        exact = written[0] if form == "abbreviation" and len(written) == 1 else ""
        if (exact, form) not in node.patterns:
            either = _COMMON.union(words) if words[-1] in _HARBOURS else _COMMON
            capitals = tuple(w[0].isupper() and f not in either for w, f in zip(written, words, strict=True))
            node.patterns[exact, form] = _Pattern(text, words, form, exact, capitals)
        pattern = node.patterns[exact, form]
        if form == "name" and is_adjectival(words[0]) and words[-1] in _COMMON:
            self._shared[words[0], words[1:]] = pattern
        return pattern

    def _learn(self, word: str, alone: bool) -> None:
        for form in forms(word, self._lang, alone):
            self._by_form[form].add(word)
        for base in bases(word, self._lang):
            self._by_base[base].add(word)

    def _words(self, token: str, lemmas: Collection[str]) -> list[str]:
        words: set[str] = set()
        for stem in stems(fold(token), self._lang):
            words.update(self._by_form.get(stem, ()))
        for lemma in lemmas:
            words.update(self._by_base.get(lemma, ()))
        return sorted(words)

    def _longest(
        self, tokens: Sequence[str], words: Sequence[Sequence[str]], start: int
    ) -> tuple[Match, _Pattern] | None:
        best = None
        nodes = [self._root]
        for end in range(start + 1, len(tokens) + 1):
            nodes = [node.after[word] for node in nodes for word in words[end - 1] if word in node.after]
            if not nodes:
                break
            best = self._match(nodes, tokens, start, end) or best
        return best

    def _match(
        self, nodes: Sequence[_Node], tokens: Sequence[str], start: int, end: int
    ) -> tuple[Match, _Pattern] | None:
        fitting = [
            (pattern, entries)
            for node in nodes
            for pattern in node.patterns.values()
            if _fits(pattern, tokens[start:end]) and (entries := _meant(pattern, tokens, start, end))
        ]
        if not fitting:
            return None
        likely = _ADJECTIVE_FIRST if _is_locative(tokens, start, end) else FORMS
        form = min((pattern.form for pattern, _ in fitting), key=likely.index)
        chosen = [(pattern, entries) for pattern, entries in fitting if pattern.form == form]
        meant = likeliest([entry for _, entries in chosen for entry in entries])
        return Match(start, end, meant, form, chosen[0][0].text), chosen[0][0]

    def _halves(self, token: str, position: int) -> Iterator[Match]:
        parts = _HYPHEN.split(token)
        if len(parts) < 2 or not all(parts):
            return
        found = [self._longest([part], [self._words(part, ())], 0) for part in parts]
        last = found[-1]
        halves: list[Match] = []
        for part, match in zip(parts, found, strict=True):
            if match:
                halves.append(replace(match[0], start_token=position, end_token=position + 1))
            elif last and last[0].form == "adjective" and (linked := self._linked.get(fold(part))):
                halves.append(Match(position, position + 1, likeliest(linked), "adjective", part))
            else:
                return
        yield from {half.entries: half for half in halves}.values()

    def _before_shared_head(
        self, pattern: _Pattern, tokens: Sequence[str], words: Sequence[Sequence[str]], start: int
    ) -> Iterator[tuple[int, Match]]:
        """Yield «Атырауская» and «Актюбинская» of «Атырауская, Актюбинская и Мангистауская области»."""
        head = pattern.words[1:]
        if (pattern.words[0], head) not in self._shared:
            return
        while start >= 2 and tokens[start - 1] in _JOINING:
            start -= 2
            named = [self._shared[word, head] for word in words[start] if (word, head) in self._shared]
            if not named or not _fits(named[0], tokens[start : start + 1]):
                return
            meant = likeliest([entry for other in named for entry in other.entries])
            yield start, Match(start, start + 1, meant, "name", named[0].text)


def _fits(pattern: _Pattern, tokens: Sequence[str]) -> bool:
    if pattern.exact:
        token = tokens[0].rstrip(".")
        ending = token.removeprefix(pattern.exact)
        return token.startswith(pattern.exact) and (ending in _ABBREVIATION_ENDINGS or ending.startswith("-"))
    return all(token[:1].isupper() or not capital for token, capital in zip(tokens, pattern.capitals, strict=False))


def _meant(pattern: _Pattern, tokens: Sequence[str], start: int, end: int) -> list[Entry]:
    """Return the entries that the words around a name allow: «в Кирове» is a city, «Киров» may be a person."""
    if pattern.form == "demonym" and not pattern.capitals[0] and tokens[start][0].isupper():
        return [] if _word_before(tokens, start) else pattern.entries
    if not pattern.homographs:
        return pattern.entries
    before = _word_before(tokens, start)
    alone = not "".join(tokens[end : end + 1])[:1].isupper()
    placed = before in _PLACING and alone
    owns = "".join(tokens[end : end + 1]) in _OWNING  # "Jordan's exports"
    return pattern.entries + [e for e in pattern.homographs if placed or ((before or owns) and e.kind == "country")]


def _is_locative(tokens: Sequence[str], start: int, end: int) -> bool:
    """Tell «в Мурманском порту», an adjective, from «с Мурманском», a name."""
    if end != start + 1 or not tokens[start].endswith("ском"):
        return False
    after = "".join(tokens[end : end + 1])
    return _word_before(tokens, start) in _LOCATIVE or (after.islower() and after.endswith(("ом", "ем", "у", "е")))


def _word_before(tokens: Sequence[str], start: int) -> str:
    """Return the folded word before a token, or nothing where a sentence or quotation may begin with it."""
    if start == 0:
        return ""
    word = fold(tokens[start - 1])
    if word == "." and start > 1 and fold(tokens[start - 2]) == "г":
        return "г"
    return "" if word in _OPENING else word
