"""Training of the learned part: documents with gold facts → logistic regressions, each judged on what it had not seen.

scikit-learn is needed here alone; the same documents give the same file. Folds are whole sets of documents, so that a
model is judged on the writing of others.
"""

from collections import Counter
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
from coopatlas.model.matching import same, stems
from coopatlas.reading.learned import model
from coopatlas.reading.learned import reader as learned
from coopatlas.reading.learned.candidates import candidates
from coopatlas.reading.learned.reader import Scored

FOLDS = 5
_RARE = {"kinds": 3, "roles": 3, "right": 8}
"""How often a feature must be seen to be kept."""
_STRENGTH = 0.3
"""The inverse of the regularisation of every regression."""
_LEAST = 6
"""Positive examples from which an output is learned."""


@dataclass(slots=True)
class Example:
    """A sentence with its features, what gold tells in it, and the fold of its document."""

    fold: int
    scored: Scored
    standing: list[list[str]]
    gold: Sequence[Fact]


@dataclass(slots=True)
class Table:
    """Rows of features with labels of several outputs; -1 is neither right nor wrong."""

    rows: list[list[str]] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    labels: dict[str, dict[int, int]] = field(default_factory=dict)

    def add(self, row: list[str], fold: int, labels: Mapping[str, int]) -> None:
        """Add a row with the outputs that it is an example of."""
        for output, label in labels.items():
            self.labels.setdefault(output, {})[len(self.rows)] = label
        self.rows.append(row)
        self.folds.append(fold)


def examples(documents: Sequence[Gold]) -> Iterator[Example]:
    """Yield the sentences of the documents of a language."""
    sets = sorted({_set(gold.document.name) for gold in documents})
    for gold in documents:
        discourse, told = reading.understood(gold.document)
        if discourse is None:
            continue
        by_start: dict[int, list[Fact]] = {}
        for fact in told:
            by_start.setdefault(fact.start, []).append(fact)
        for sentence in discourse.sentences:
            own = by_start.get(sentence.start, [])
            found = candidates(discourse, sentence)
            seen, standing = learned.observed(sentence, found, own)
            scored = Scored(sentence, found, seen, {}, [], own)
            facts = [f for f in gold.facts if sentence.text in f.evidence or f.evidence in sentence.text]
            yield Example(sets.index(_set(gold.document.name)) % FOLDS, scored, standing, facts)


def _set(name: str) -> str:
    """Return the set that a document of a corpus belongs to: `tr-ru1` of `tr-ru1-004`."""
    return name.rpartition("-")[0]


def train(lang: str, documents: Sequence[Gold], say: Callable[[str], None]) -> dict[str, model.Linear]:
    """Return the models of a language; the judge of values learns from scores of models that had not seen them."""
    rows = list(examples(documents))
    say(f"{lang}: {len(rows)} sentences")
    kind_table, role_table = _kind_table(rows), Table()
    for example in rows:
        labels = _role_labels(example)
        for at, standing in enumerate(example.standing):
            role_table.add(standing, example.fold, {output: found[at] for output, found in labels.items()})
    _score(rows, kind_table, role_table)
    right = _fit(_right_table(rows), _RARE["right"], None)
    return {
        f"{lang}.kinds": _fit(kind_table, _RARE["kinds"], None),
        f"{lang}.roles": _fit(role_table, _RARE["roles"], None),
        f"{lang}.right": right,
    }


def write(documents: Sequence[Gold], out: Path | None, say: Callable[[str], None]) -> None:
    """Train on the documents, language by language, and write the models to a file, else to the reader's own.

    Raises `EvaluationError` where scikit-learn is not installed.
    """
    if find_spec("sklearn") is None:
        raise EvaluationError("train", "scikit-learn is not installed", "install it: pip install scikit-learn")
    models: dict[str, model.Linear] = {}
    for lang in sorted({gold.document.lang for gold in documents}):
        models |= train(lang, [gold for gold in documents if gold.document.lang == lang], say)
    path = out or Path(str(model.__file__)).parent / model.FILE
    model.save(models, path)
    say(f"{path}: {path.stat().st_size // 1024} KB")


def _kind_table(rows: Sequence[Example]) -> Table:
    table = Table()
    for example in rows:
        told = {fact.kind for fact in example.gold}
        labels = {kind: int(kind in told) for kind in kinds()}
        for fact in example.gold:
            for role in kinds()[fact.kind].roles.values():
                if role.type == "term" and role.name != "status" and role.name in fact.args:
                    labels |= {f"{fact.kind}.{role.name}={term}": 0 for term in _terms(rows, fact.kind, role.name)}
        for fact in example.gold:
            for role in kinds()[fact.kind].roles.values():
                name = f"{fact.kind}.{role.name}={fact.args.get(role.name)}"
                labels |= {name: 1} if name in labels else {}
        table.add(list(example.scored.seen), example.fold, labels)
    return table


def _terms(rows: Sequence[Example], kind: str, role: str) -> list[str]:
    key = kind, role
    if key not in _TERMS:
        _TERMS[key] = sorted({str(f.args[role]) for e in rows for f in e.gold if f.kind == kind and role in f.args})
    return _TERMS[key]


_TERMS: dict[tuple[str, str], list[str]] = {}


def _role_labels(example: Example) -> dict[str, list[int]]:
    """Return for each role of the kinds that gold tells in a sentence which candidates are right: 1, 0, or -1."""
    found: dict[str, list[int]] = {}
    values = [candidate.value for candidate in example.scored.candidates]
    for name in {fact.kind for fact in example.gold}:
        for role in kinds()[name].roles.values():
            if role.type not in learned.OPEN:
                continue
            labels = [0] * len(values)
            for wanted in _wanted(example.gold, name, role.name):
                fitting = [n for n, value in enumerate(values) if same(role.compare, wanted, value)]
                if fitting:
                    best = max(fitting, key=lambda n: (_likeness(wanted, values[n]), -n))
                    for n in fitting:
                        labels[n] = 1 if n == best or labels[n] == 1 else -1
            found[f"{name}.{role.name}"] = labels
    return found


def _wanted(gold: Iterable[Fact], kind: str, role: str) -> Iterator[str]:
    for fact in gold:
        if fact.kind == kind and role in fact.args:
            value = fact.args[role]
            yield from map(str, value if isinstance(value, tuple) else (value,))


def _likeness(one: str, other: str) -> float:
    a, b = set(stems(one)), set(stems(other))
    return len(a & b) / max(1, len(a | b))


def _score(rows: Sequence[Example], kind_table: Table, role_table: Table) -> None:
    """Give every sentence and candidate the scores of models that were fitted without its fold."""
    for example in rows:
        example.scored.role = [{} for _ in example.standing]
    for fold in range(FOLDS):
        of_kinds = _fit(kind_table, _RARE["kinds"], fold)
        of_roles = _fit(role_table, _RARE["roles"], fold)
        for example in rows:
            if example.fold == fold:
                scored = example.scored
                scored.kind = dict(zip(of_kinds.outputs, map(float, of_kinds.logits(scored.seen)), strict=True))
                scored.role = [
                    dict(zip(of_roles.outputs, map(float, of_roles.logits(f)), strict=True)) for f in example.standing
                ]


def _right_table(rows: Sequence[Example]) -> Table:
    """Return the values that the scores propose or the rules read, each right or wrong by gold."""
    table = Table()
    for example in rows:
        labels = _role_labels(example)
        told = {fact.kind for fact in example.gold}
        for name, kind in kinds().items():
            read = any(fact.kind == name for fact in example.scored.told)
            if not read and example.scored.kind.get(name, -9) < -3:
                continue
            for role in learned.learnable(kind):
                for at in range(len(example.standing)):
                    if example.scored.role[at].get(f"{name}.{role}", -9) < -2.5:
                        continue
                    right = (
                        labels.get(f"{name}.{role}", [0] * len(example.standing))[at] != 0 if name in told else False
                    )
                    table.add(learned.evidence(example.scored, name, role, at), example.fold, {"right": int(right)})
    return table


def _fit(table: Table, rare: int, without: int | None) -> model.Linear:
    """Fit a regression for each output of a table, without one fold where it is given."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    kept = [n for n, fold in enumerate(table.folds) if fold != without]
    counts = Counter(name for n in kept for name in set(table.rows[n]))
    names = sorted(name for name, count in counts.items() if count >= rare)
    index = {name: row for row, name in enumerate(names)}
    columns, ends = [], [0]
    for n in kept:
        columns += [index[name] for name in dict.fromkeys(table.rows[n]) if name in index]
        ends.append(len(columns))
    shape = (len(kept), len(names))
    matrix = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=shape)
    at = {n: row for row, n in enumerate(kept)}
    outputs, weights = [], []
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
