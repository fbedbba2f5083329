"""Linear models in one small file: features by name, one column of weights for each output, numpy alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "weights.npz"
"""The trained file beside this module; `coopatlas train` writes it."""
_LEVELS = 127


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regressions over the same features: weights of shape (features, outputs), 32-bit floats."""

    features: Mapping[str, int]
    outputs: Sequence[str]
    weights: NDArray[np.float32]

    def logits(self, found: Iterable[str]) -> NDArray[np.float32]:
        """Return the score of each output for the features of one thing; unknown features count nothing."""
        get = self.features.get
        rows = [row for name in found if (row := get(name)) is not None]
        return self.weights[rows].sum(axis=0) if rows else np.zeros(len(self.outputs), np.float32)

    def scores(self, found: Iterable[str]) -> dict[str, float]:
        """Return the score of each output by its name."""
        return dict(zip(self.outputs, self.logits(found).tolist(), strict=True))

    def reasons(self, found: Iterable[str], output: str, most: int = 3) -> list[str]:
        """Return the features that speak most for an output."""
        column = self.outputs.index(output)
        weighed = [
            (float(self.weights[row, column]), name) for name in found if (row := self.features.get(name)) is not None
        ]
        return [name for weight, name in sorted(weighed, reverse=True)[:most] if weight > 0]


def probability(logit: float) -> float:
    """Return the probability of a score."""
    return float(1 / (1 + np.exp(-min(max(logit, -30.0), 30.0))))


@cache
def load() -> Mapping[str, Linear]:
    """Return the models of the trained file by name (`ru.kinds`, `ru.roles`, `ru.right`); none where it is missing."""
    path = files(__package__) / FILE
    if not path.is_file():
        return {}
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        described: dict[str, Any] = json.loads(bytes(stored["models"]).decode())
        return {
            name: Linear(
                {feature: row for row, feature in enumerate(told["features"])},
                tuple(told["outputs"]),
                _unpacked(stored[f"{name}.rows"], stored[f"{name}.columns"], stored[f"{name}.values"], told),
            )
            for name, told in described.items()
        }


def _unpacked(rows: Any, columns: Any, values: Any, told: Mapping[str, Any]) -> NDArray[np.float32]:
    weights = np.zeros((len(told["features"]), len(told["outputs"])), np.float32)
    weights[rows, columns] = values.astype(np.float32) * (told["scale"] / _LEVELS)
    return weights


def save(models: Mapping[str, Linear], path: Path) -> None:
    """Write models with weights of eight bits; the same models give the same bytes."""
    described: dict[str, Any] = {}
    arrays: dict[str, NDArray[Any]] = {}
    for name, model in models.items():
        scale = float(np.abs(model.weights).max(initial=1e-6))
        packed = np.round(model.weights / scale * _LEVELS).astype(np.int8)
        kept = np.flatnonzero(packed.any(axis=1))
        rows, columns = np.nonzero(packed[kept])
        names = list(model.features)
        described[name] = {"features": [names[i] for i in kept], "outputs": list(model.outputs), "scale": scale}
        arrays |= {
            f"{name}.rows": rows.astype(np.uint16),
            f"{name}.columns": columns.astype(np.uint8),
            f"{name}.values": packed[kept][rows, columns],
        }
    text = np.frombuffer(json.dumps(described, ensure_ascii=False).encode(), np.uint8)
    arrays["models"] = text
    np.savez_compressed(path, allow_pickle=False, **arrays)
