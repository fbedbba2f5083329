"""Training of the learned part: documents with gold facts → logistic regressions, each judged on what it had not seen.

scikit-learn is needed here alone; the same documents give the same file. Folds are whole sets of documents, so that a
model is judged on the writing of others. What judges values and facts learns from scores of models that had not seen
the document: its chances are those that new text will have.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopatlas import reading
from coopatlas.errors import EvaluationError
from coopatlas.evaluate.gold import Gold
from coopatlas.model import Fact, kinds
from coopatlas.model.matching import countable, pairs, same, stems
from coopatlas.reading.learned import Limits, model, scoring
from coopatlas.reading.learned.candidates import candidates
from coopatlas.reading.learned.judge import LIMITS, Judge
from coopatlas.reading.learned.scoring import UNSEEN, Scored, learnable

FOLDS = 5
_RARE = {"kinds": 3, "roles": 3, "right": 6, "fact": 4}
"""How often a feature must be seen to be kept."""
_STRENGTH = 0.3
"""The inverse of the regularisation of every regression."""
_LEAST = 6
"""Positive examples from which an output is learned."""
_ASKED, _TOLD = -2.5, -3.0
"""Scores from which a candidate, and a kind that no rule read, is an example for the judge of values."""

Models = Mapping[str, model.Linear]


@dataclass(slots=True)
class Example:
    """A sentence with the features of its candidates and what gold tells in it."""

    scored: Scored
    standing: list[list[str]]
    gold: Sequence[Fact]


@dataclass(slots=True)
class Reading:
    """A document as its reader understands it, its sentences as examples, and the fold that it is in."""

    gold: Gold
    discourse: Any
    fold: int
    examples: list[Example]


@dataclass(slots=True)
class Table:
    """Rows of features with labels of several outputs; -1 is neither right nor wrong."""

    rare: int
    rows: list[list[str]] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    labels: dict[str, dict[int, int]] = field(default_factory=dict)

    def add(self, row: list[str], fold: int, labels: Mapping[str, int]) -> None:
        """Add a row with the outputs that it is an example of."""
        for output, label in labels.items():
            self.labels.setdefault(output, {})[len(self.rows)] = label
        self.rows.append(row)
        self.folds.append(fold)


def write(documents: Sequence[Gold], out: Path | None, say: Callable[[str], None]) -> None:
    """Train on the documents, language by language, and write the models to a file, else to the reader's own.

    Raises `EvaluationError` where scikit-learn is not installed.
    """
    if find_spec("sklearn") is None:
        raise EvaluationError("train", "scikit-learn is not installed", "install it: pip install scikit-learn")
    models: dict[str, model.Linear] = {}
    for lang in sorted({gold.document.lang for gold in documents}):
        trainer = Trainer(lang, [gold for gold in documents if gold.document.lang == lang])
        say(f"{lang}: {sum(len(one.examples) for one in trainer.readings)} sentences")
        models |= trainer.models()
    path = out or Path(str(model.__file__)).parent / model.FILE
    model.save(models, path)
    say(f"{path}: {path.stat().st_size // 1024} KB")


class Trainer:
    """Trains the models of one language, and reads its documents by models that had not seen them."""

    def __init__(self, lang: str, documents: Sequence[Gold]) -> None:
        self.lang = lang
        self.readings = list(_readings(documents))
        self._terms = _terms(self.readings)
        self._kinds, self._roles = self._kind_table(), self._role_table()
        self._without = [self._first(fold) for fold in range(FOLDS)]
        for one in self.readings:
            self._score(one, self._without[one.fold])
        self._right = self._right_table()
        for fold, models in enumerate(self._without):
            models[f"{lang}.right"] = _fit(self._right, fold)
        self._facts = self._fact_table()
        for fold, models in enumerate(self._without):
            models[f"{lang}.fact"] = _fit(self._facts, fold)

    def models(self) -> dict[str, model.Linear]:
        """Return the models that are fitted on all documents."""
        tables = {"kinds": self._kinds, "roles": self._roles, "right": self._right, "fact": self._facts}
        return {f"{self.lang}.{name}": _fit(table, None) for name, table in tables.items()}

    def crossed(self, limits: Limits) -> Iterator[tuple[Gold, list[Fact]]]:
        """Yield each document with what is read in it by models that had not seen its set."""
        for one in self.readings:
            judge = Judge(one.discourse, self._without[one.fold], limits)
            yield one.gold, [fact for example in one.examples for fact in judge.facts(example.scored)]

    def _first(self, fold: int) -> dict[str, model.Linear]:
        return {f"{self.lang}.kinds": _fit(self._kinds, fold), f"{self.lang}.roles": _fit(self._roles, fold)}

    def _score(self, one: Reading, models: Models) -> None:
        for example in one.examples:
            example.scored.kind = models[f"{self.lang}.kinds"].scores(example.scored.seen)
            example.scored.role = [models[f"{self.lang}.roles"].scores(found) for found in example.standing]

    def _kind_table(self) -> Table:
        table = Table(_RARE["kinds"])
        for one in self.readings:
            for example in one.examples:
                told = {fact.kind for fact in example.gold}
                labels = {kind: int(kind in told) for kind in kinds()} | self._term_labels(example.gold)
                table.add(list(example.scored.seen), one.fold, labels)
        return table

    def _term_labels(self, gold: Sequence[Fact]) -> dict[str, int]:
        """Return for the roles that hold terms which of the terms gold tells in a sentence."""
        labels: dict[str, int] = {}
        for fact in gold:
            for role, terms in self._terms[fact.kind].items():
                if role in fact.args:
                    for term in terms:
                        name = f"{fact.kind}.{role}={term}"
                        labels[name] = max(labels.get(name, 0), int(term == str(fact.args[role])))
        return labels

    def _role_table(self) -> Table:
        table = Table(_RARE["roles"])
        for one in self.readings:
            for example in one.examples:
                labels = _role_labels(example)
                for at, standing in enumerate(example.standing):
                    table.add(standing, one.fold, {output: found[at] for output, found in labels.items()})
        return table

    def _right_table(self) -> Table:
        """Return the values that rules read and those that the scores propose, each right or wrong by gold."""
        table = Table(_RARE["right"])
        for one in self.readings:
            for example in one.examples:
                for row, label in (*_read_values(example), *_proposed_values(example)):
                    table.add(row, one.fold, {"right": label})
        return table

    def _fact_table(self) -> Table:
        """Return the facts that the judge of values lets through, each one of the text's or not by gold."""
        table = Table(_RARE["fact"])
        for one in self.readings:
            models = self._without[one.fold] | {f"{self.lang}.fact": _CERTAIN}
            judge = Judge(one.discourse, models)
            found = [pair for example in one.examples for pair in judge.proposed(example.scored)]
            right = _told(one.gold.facts, [fact for _, fact, _ in found])
            for number, (scored, fact, chances) in enumerate(found):
                table.add(scoring.of_fact(scored, fact, chances), one.fold, {"fact": int(number in right)})
        return table


_CERTAIN = model.Linear({"1": 0}, ("fact",), np.full((1, 1), 30, np.float32))


def _readings(documents: Sequence[Gold]) -> Iterator[Reading]:
    sets = sorted({_set(gold.document.name) for gold in documents})
    for gold in documents:
        discourse, told = reading.understood(gold.document)
        if discourse is None:
            continue
        found: list[Example] = []
        for sentence, own in scoring.by_sentence(discourse, told):
            if not gold.covers(sentence.text):
                continue
            possible = candidates(discourse, sentence)
            seen, standing = scoring.observed(sentence, possible, own)
            facts = [f for f in gold.facts if sentence.text in f.evidence or f.evidence in sentence.text]
            found.append(Example(Scored(sentence, possible, seen, {}, [], own), standing, facts))
        yield Reading(gold, discourse, sets.index(_set(gold.document.name)) % FOLDS, found)


def _set(name: str) -> str:
    """Return the set that a document of a corpus belongs to: `tr-ru1` of `tr-ru1-004`."""
    return name.rpartition("-")[0]


def _terms(readings: Sequence[Reading]) -> Mapping[str, Mapping[str, list[str]]]:
    """Return the terms that gold has for each role of each kind that holds terms, its status left out."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in readings:
        for fact in one.gold.facts:
            for role in kinds()[fact.kind].roles.values():
                if role.type == "term" and role.name != "status" and role.name in fact.args:
                    found[fact.kind][role.name].add(str(fact.args[role.name]))
    return defaultdict(dict, {kind: {r: sorted(terms) for r, terms in roles.items()} for kind, roles in found.items()})


def _role_labels(example: Example) -> dict[str, list[int]]:
    """Return for each role of the kinds that gold tells in a sentence which candidates are right: 1, 0, or -1."""
    found: dict[str, list[int]] = {}
    values = [candidate.value for candidate in example.scored.candidates]
    for name in {fact.kind for fact in example.gold}:
        for role in learnable(kinds()[name]):
            compare = kinds()[name].roles[role].compare
            labels = [0] * len(values)
            for wanted in _wanted(example.gold, name, role):
                fitting = [n for n, value in enumerate(values) if same(compare, wanted, value)]
                best = max(fitting, key=lambda n: (_likeness(wanted, values[n]), -n), default=None)
                for n in fitting:
                    labels[n] = 1 if n == best or labels[n] == 1 else -1
            found[f"{name}.{role}"] = labels
    return found


def _wanted(gold: Iterable[Fact], kind: str, role: str) -> Iterator[str]:
    for fact in gold:
        if fact.kind == kind and role in fact.args:
            value = fact.args[role]
            yield from map(str, value if isinstance(value, tuple) else (value,))


def _likeness(one: str, other: str) -> float:
    a, b = set(stems(one)), set(stems(other))
    return len(a & b) / max(1, len(a | b))


def _read_values(example: Example) -> Iterator[tuple[list[str], int]]:
    """Yield the values that rules read in a sentence, right where gold has them in a fact of the kind there."""
    for fact in example.scored.told:
        for role in learnable(kinds()[fact.kind]):
            wanted = list(_wanted(example.gold, fact.kind, role))
            compare = kinds()[fact.kind].roles[role].compare
            for filler in fact.roles.get(role, ()):
                right = any(same(compare, value, str(filler.plain)) for value in wanted)
                yield scoring.of_value(example.scored, fact, role, filler), int(right)


def _proposed_values(example: Example) -> Iterator[tuple[list[str], int]]:
    """Yield the candidates that the scores propose for roles that no rule filled with them."""
    labels = _role_labels(example)
    scored = example.scored
    for name, kind in kinds().items():
        read = [fact for fact in scored.told if fact.kind == name]
        if not read and scored.kind.get(name, UNSEEN) < _TOLD:
            continue
        for role in learnable(kind):
            taken = {str(filler.plain) for fact in read for filler in fact.roles.get(role, ())}
            for at, candidate in enumerate(scored.candidates):
                if candidate.value not in taken and scored.score(name, role, at) > _ASKED:
                    found = labels.get(f"{name}.{role}", [])
                    yield scoring.of_candidate(scored, name, role, at), int(any(found) and found[at] != 0)


def _told(gold: Sequence[Fact], found: Sequence[Fact]) -> set[int]:
    """Return which of the facts found are among those of gold."""
    right: set[int] = set()
    for kind in kinds():
        wanted = [fact for fact in gold if fact.kind == kind and countable(fact)]
        own = [number for number, fact in enumerate(found) if fact.kind == kind and countable(fact)]
        right |= {own[j] for _, j in pairs(wanted, [found[number] for number in own])}
    return right


def _fit(table: Table, without: int | None) -> model.Linear:
    """Fit a regression for each output of a table, without one fold where it is given."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    kept = [n for n, fold in enumerate(table.folds) if fold != without]
    counts = Counter(name for n in kept for name in set(table.rows[n]))
    index = {name: row for row, name in enumerate(sorted(n for n, count in counts.items() if count >= table.rare))}
    columns, ends = [], [0]
    for n in kept:
        columns += [index[name] for name in dict.fromkeys(table.rows[n]) if name in index]
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(kept), len(index)))
    at = {n: row for row, n in enumerate(kept)}
    outputs: list[str] = []
    weights: list[NDArray[np.float32]] = []
    for output in sorted(table.labels):
        labelled = [(at[n], label) for n, label in table.labels[output].items() if n in at and label >= 0]
        labels = np.array([label for _, label in labelled])
        if labels.sum() < _LEAST or labels.all():
            continue
        fitted: Any = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=300)
        fitted.fit(matrix[[row for row, _ in labelled]], labels)
        column: NDArray[np.float32] = fitted.coef_[0].astype(np.float32)
        column[index["1"]] += np.float32(fitted.intercept_[0])
        outputs.append(output)
        weights.append(column)
    return model.Linear(index, tuple(outputs), np.stack(weights, axis=1))


__all__ = ["FOLDS", "LIMITS", "Trainer", "write"]
