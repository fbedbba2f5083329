"""The gold facts of the sample documents: the vocabulary of the guideline, over the very texts of the documents."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopatlas.model import LIST_ROLES, MODALITIES, POLARITIES, ROLES

ROOT = Path(__file__).resolve().parents[1]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))

HEAD = ["id", "lang", "published", "source", "title", "text", "facts"]
FIELDS = {"kind", "args", "modality", "polarity", "evidence"}
FLOWS = {"turnover", "export", "import", "transit"}
CODES = {
    "agreement.type": {"agreement", "memorandum", "contract", "protocol", "roadmap", "programme", "declaration"},
    "agreement.status": {"proposed", "negotiated", "planned", "signed", "in_force", "ended"},
    "venture.status": {"interest", "planned", "existing"},
    "trade.flow": FLOWS,
    "growth.flow": FLOWS,
    "commodity.flow": FLOWS,
    "partner.flow": FLOWS,
    "supply.status": {"planned", "started", "ongoing", "ended"},
    "gateway.function": {"sea_gate", "hub", "transit", "bridge"},
    "mission.type": {
        "embassy",
        "consulate_general",
        "consulate",
        "honorary_consulate",
        "trade_mission",
        "office",
    },
    "mission.status": {"planned", "opened", "operating", "closed"},
    "twinning.status": {"proposed", "planned", "established"},
    "membership.status": {"member", "observer", "candidate"},
    "route.mode": {"sea", "rail", "road", "air", "pipeline", "multimodal"},
    "route.status": {"planned", "opened", "operating", "closed"},
}
BOUNDS = {"min", "max", "about", "exact"}
RANKS = {"main", "leading", "strategic"}
NUMBERS = {"value", "percent"}
TIMES = {"date", "period", "base", "start"}

DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
TIME = re.compile(rf"\d{{4}}-(H[12]|Q[1-4])|{DAY}(/{DAY})?")
CURRENCY = re.compile(r"[A-Z]{3}")


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def complaints(kind: str, role: str, value: object) -> Iterator[str]:
    """Yield what is wrong with the one value that a role of a fact has."""
    codes = CODES.get(f"{kind}.{role}", BOUNDS if role == "bound" else None)
    if role in NUMBERS or (role == "rank" and not isinstance(value, str)):
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield f"{kind}.{role} is no number: {value!r}"
    elif not isinstance(value, str) or not value or value != value.strip():
        yield f"{kind}.{role} is no plain string: {value!r}"
    elif codes is not None and value not in codes:
        yield f"{kind}.{role} has no code {value!r}"
    elif role == "rank" and value not in RANKS:
        yield f"{kind}.{role} is no rank: {value!r}"
    elif role in TIMES and not TIME.fullmatch(value):
        yield f"{kind}.{role} is no date: {value!r}"
    elif role == "currency" and not CURRENCY.fullmatch(value):
        yield f"{kind}.{role} is no currency: {value!r}"


def test_there_are_gold_facts_of_every_kind() -> None:
    assert {fact["kind"] for path in GOLD for fact in read(path)["facts"]} == set(ROLES)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_text_is_the_body_of_the_sample_document(path: Path) -> None:
    gold = read(path)
    _, header, body = (ROOT / "graph" / "documents" / f"{path.stem}.md").read_text(encoding="utf-8").split("---\n", 2)
    assert list(gold) == HEAD
    assert gold["text"] == body.strip()
    for field in ("id", "lang", "published", "title"):
        assert f"{field}: {gold[field]}\n" in header
    assert f'— {gold["source"]}"' in header


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_facts_keep_to_the_vocabulary(path: Path) -> None:
    gold = read(path)
    seen = set()
    for fact in gold["facts"]:
        kind, args = fact["kind"], fact["args"]
        assert set(fact) - {"speaker"} == FIELDS
        assert fact.get("speaker", "nobody")
        assert fact["modality"] in MODALITIES
        assert fact["polarity"] in POLARITIES
        assert fact["evidence"].strip()
        assert fact["evidence"] in gold["text"]
        assert args
        assert set(args) <= set(ROLES[kind])
        for role, value in args.items():
            assert isinstance(value, list) == ((kind, role) in LIST_ROLES), f"{kind}.{role}"
            values = value if isinstance(value, list) else [value]
            assert values
            assert [wrong for one in values for wrong in complaints(kind, role, one)] == []
        seen.add(json.dumps([kind, args, fact["modality"], fact["polarity"]], sort_keys=True))
    assert len(seen) == len(gold["facts"])
