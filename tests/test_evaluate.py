"""Evaluation: what counts as the same fact, the sums, the side-by-side view, and the words of its errors."""

import json
import random
import runpy
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coopatlas import cli
from coopatlas.errors import EvaluationError
from coopatlas.evaluate import Accuracy, Evaluation, Gold, Score, evaluate, gold, report
from coopatlas.model import Document, Fact, Value
from coopatlas.model.matching import same

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
VISIT, GROWTH = "Иван Петров приехал в Омск.", "Экспорт в Казахстан вырос на 16 %."
SIGNED = "Стороны подписали меморандум."
TEXT = f"{VISIT} {GROWTH}\n{SIGNED}"
DOCUMENT = Document("one", TEXT, "ru")


def fact(kind: str, evidence: str, modality: str = "stated", speaker: str | None = None, **args: Value) -> Fact:
    start = TEXT.index(evidence)
    return Fact.plain(kind, args, evidence, start, start + len(evidence), modality=modality, speaker=speaker)


CAME = fact("visit", VISIT, visitor=("Иван Петров",), destination="Омск")
GREW = fact("growth", GROWTH, reporter="Омская область", partner="Казахстан", flow="export", percent=16, bound="exact")
DEAL = fact("agreement", SIGNED, party=("Омская область", "Казахстан"), type="memorandum", speaker="Иван Петров")


def evaluated(wanted: Sequence[Fact], found: Sequence[Fact]) -> Evaluation:
    return evaluate([Gold(DOCUMENT, tuple(wanted))], {"one": list(found)})


def total(wanted: Sequence[Fact], found: Sequence[Fact]) -> tuple[Score, Score]:
    tally = evaluated(wanted, found).total()
    return tally.facts, tally.roles


def test_what_is_found_whole_scores_one() -> None:
    facts, roles = total([CAME, GREW, DEAL], [DEAL, GREW, CAME])
    assert facts == Score(3, 3, 3)
    assert (roles.precision, roles.recall, roles.f1) == (1.0, 1.0, 1.0)


def test_nothing_found_and_nothing_wanted_divide_by_no_zero() -> None:
    assert total([CAME], [])[0] == Score(1, 0, 0)
    assert total([], [CAME])[1].f1 == 0.0
    assert total([], [])[0] == Score()


@pytest.mark.parametrize(
    ("compare", "one", "other", "expected"),
    [
        ("name", "Республика Карелия", "Карелия", True),
        ("name", "Казахстан", "Узбекистан", False),
        ("person", "Болат Иманбаев", "Иманбаев", True),
        ("person", "Б. Иманбаев", "Болат Иманбаев", True),
        ("person", "Болат Иманбаев", "Болат Ахметов", False),
        ("name", "Министерство торговли Казахстана", "Министерство", False),
        ("text", "сотрудничество в торговле", "торговля", True),
        ("code", "planned", "signed", False),
        ("number", 16_700_000, 16_650_000, True),
        ("number", 16_700_000, 17_200_000, False),
        ("name", 1, "main", False),
    ],
)
def test_two_values_name_the_same(compare: str, one: str | int, other: str | int, expected: bool) -> None:
    assert same(compare, one, other) is expected


def test_what_is_told_beyond_the_guideline_counts_only_where_gold_tells_it() -> None:
    steel = GREW.with_args({**GREW.args, "commodity": "сталь"})
    assert total([GREW], [steel])[1] == total([GREW], [GREW])[1]
    assert not evaluated([GREW], [steel]).comparisons[0].misses()
    assert total([steel], [GREW])[1] == Score(6, 5, 5)
    assert total([steel], [steel])[1] == Score(6, 6, 6)


def test_codes_alone_make_no_pair() -> None:
    stranger = fact("agreement", SIGNED, party=("Китай",), type="memorandum")
    assert total([DEAL], [stranger])[0] == Score(1, 1, 0)


def test_the_fuller_agreement_is_paired_first() -> None:
    partly = fact("agreement", SIGNED, party=("Казахстан",))
    (outcome, extra) = evaluated([DEAL], [partly, DEAL]).comparisons[0].outcomes
    assert (outcome.found, extra.found) == (DEAL, partly)


def test_each_element_of_a_list_counts() -> None:
    found = fact("agreement", SIGNED, party=("Казахстан", "Китай"), type="memorandum")
    scores = evaluated([DEAL], [found]).roles("agreement")
    assert scores == {"party": Score(2, 2, 1), "type": Score(1, 1, 1)}


def test_a_growth_without_a_figure_does_not_count() -> None:
    vague = fact("growth", GROWTH, reporter="Омская область", flow="export")
    assert total([vague], [vague])[0] == Score()


def test_speakers_are_asked_only_where_gold_names_one() -> None:
    silent = fact("agreement", SIGNED, modality="intention", party=("Омская область", "Казахстан"), type="memorandum")
    tally = evaluated([CAME, DEAL], [CAME, silent]).total()
    assert tally.speaker == Accuracy(0, 1)
    assert tally.modality == Accuracy(1, 2)
    assert tally.evidence == Accuracy(2, 2)


def test_misses_stand_beside_their_sentence_in_the_order_of_the_text() -> None:
    wrong = fact("growth", GROWTH, modality="intention", reporter="Омская область", flow="import", percent=16)
    rows = report.misses(evaluated([CAME, GREW], [wrong, DEAL]), "one", "en").rows
    assert [(row[0], row[3]) for row in rows] == [
        (VISIT, "missed"),
        (GROWTH, "partner, flow, bound, modality"),
        (SIGNED, "extra"),
    ]
    assert "visitor: Иван Петров" in rows[0][1]
    assert rows[0][2] == ""


def test_a_sentence_with_two_misses_is_printed_once() -> None:
    evaluation = evaluated([], [DEAL, fact("twinning", SIGNED, party=("Омск", "Павлодар"))])
    found = report.misses(evaluation, "one", "ru")
    assert [row[0] for row in found.rows] == [VISIT, GROWTH, SIGNED, ""]
    misses = json.loads(found.to_json())["misses"]
    assert [(miss["sentence"], miss["gold"], miss["found"]["kind"]) for miss in misses] == [
        (SIGNED, None, "agreement"),
        (SIGNED, None, "twinning"),
    ]


def test_the_forms_agree_with_each_other() -> None:
    found = report.summary(evaluated([CAME, GREW], [CAME]), "ru")
    record = json.loads(found.to_json())
    assert record["facts"]["recall"] == 0.5
    assert record["kinds"]["visit"]["by_role"]["destination"]["f1"] == 1.0
    assert record["languages"]["ru"]["facts"]["gold"] == 2
    assert found.rows[-1][:5] == ("всё", "2", "1", "1.000", "0.500")
    assert "| всё | 2 | 1 | 1.000 | 0.500 |" in found.to_markdown()
    assert "модальность 1.000 (1/1)" in found.to_markdown()


def test_no_text_becomes_markup() -> None:
    hostile = Document("one", "<script>|alert</script>", "en")
    evaluation = evaluate([Gold(hostile, ())], {})
    table = report.misses(evaluation, "one", "en").to_markdown()
    assert "<script>" not in table
    assert len(table.splitlines()) == 3


def test_a_document_without_gold_is_named_with_those_that_have_it() -> None:
    with pytest.raises(EvaluationError, match="choose one of one"):
        report.misses(evaluated([], []), "two", "en")


def write(folder: Path, name: str, **changes: Any) -> None:
    record = {"id": name, "lang": "ru", "text": TEXT, "facts": [{"kind": "visit", "args": {}, "evidence": VISIT}]}
    (folder / f"{name}.json").write_text(json.dumps({**record, **changes}, ensure_ascii=False), "utf-8")


def test_gold_is_read_with_its_places(tmp_path: Path) -> None:
    record = {"kind": "agreement", "args": {"party": ["Омск"], "date": None}, "modality": "intention"}
    write(tmp_path, "b", facts=[{**record, "evidence": SIGNED}])
    write(tmp_path, "a")
    first, second = gold.read(tmp_path)
    assert (first.document.name, second.document.name) == ("a", "b")
    (told,) = second.facts
    assert (told.args, told.modality) == ({"party": ("Омск",)}, "intention")
    assert TEXT[told.start : told.end] == SIGNED


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"facts": None}, "it has no gold facts"),
        ({"facts": [{"kind": "wedding", "args": {}}]}, "fact 1: the kind «wedding» is unknown; use one of post,"),
        ({"facts": [{"kind": "visit", "args": {}, "modality": "sure"}]}, "the modality «sure» is unknown"),
        ({"facts": [{"kind": "visit", "args": []}]}, "fact 1: it is no fact record"),
        ({"facts": [{"kind": "visit", "args": {"date": True}}]}, "date is neither text, number nor a list"),
        ({"facts": [{"kind": "visit", "args": {}, "evidence": 1}]}, "evidence is no text"),
        ({"text": ""}, "the document has no text"),
    ],
)
def test_broken_gold_is_one_line(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    write(tmp_path, "a", **changes)
    with pytest.raises(EvaluationError) as caught:
        gold.read(tmp_path)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_gold_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no gold documents; put "):
        gold.read(tmp_path)
    with pytest.raises(EvaluationError, match="there is no such file"):
        gold.read(tmp_path / "absent.json")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with pytest.raises(EvaluationError, match="it holds no gold facts"):
        gold.read(tmp_path / "a.txt")


def test_two_gold_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", id="a")
    with pytest.raises(EvaluationError, match="a second document has the id «a»"):
        gold.read(tmp_path)


def test_predictions_are_what_extract_prints(tmp_path: Path) -> None:
    lines = [fact.record("one") for fact in (CAME, GREW, DEAL)] + [CAME.record("other")]
    file = tmp_path / "found.jsonl"
    file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n\n" for line in lines), "utf-8")
    wanted = [Gold(DOCUMENT, (CAME, GREW, DEAL))]
    assert evaluate(wanted, gold.predictions(file, wanted)).total().exact == Accuracy(3, 3)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "found.jsonl:2: the line is no JSON"),
        ("[]", "it is no fact record"),
        ('{"kind": "visit"}', 'names no document under "doc"'),
        ('{"doc": "one", "kind": "wedding", "args": {}}', "the kind «wedding» is unknown"),
        ('{"doc": "two", "kind": "visit", "args": {}}', "such as «two», has gold facts"),
    ],
)
def test_broken_predictions_are_one_line(tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "found.jsonl"
    file.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(EvaluationError) as caught:
        gold.predictions(file, [Gold(DOCUMENT, ())])
    assert problem in str(caught.value)


def ran(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["coopatlas", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_the_command_measures_predictions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "one", facts=[CAME.record("one"), GREW.record("one")])
    file = tmp_path / "found.jsonl"
    file.write_text(json.dumps(CAME.record("one")), "utf-8")
    given = ("evaluate", str(tmp_path), "--predictions", str(file))
    assert ran(monkeypatch, *given, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["facts"]["matched"] == 1
    assert ran(monkeypatch, *given, "--lang", "en", "--misses", "one") == 0
    assert "percent: 16" in capsys.readouterr().out


def test_the_command_reads_what_it_is_given_no_predictions_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "one", facts=[CAME.record("one")])
    monkeypatch.setattr("coopatlas.reading.read", lambda _: [CAME])
    assert ran(monkeypatch, "evaluate", str(tmp_path), "--lang", "ru", "--format", "md") == 0
    assert "| visit | 1 | 1 | 1.000 |" in capsys.readouterr().out
    assert ran(monkeypatch, "evaluate", str(tmp_path / "absent")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def spoilt(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the record with roles lost, lists cut, numbers and words changed, as a reader would get them wrong."""
    args = {role: value for role, value in record["args"].items() if chance.random() < 0.8}
    for role, value in args.items():
        if isinstance(value, list) and chance.random() < 0.4:
            args[role] = [*value[1:], "Иванов"]
        elif isinstance(value, str) and chance.random() < 0.3:
            args[role] = chance.choice([value.split()[-1], f"Республика {value}", "planned", "И. Петров", ""])
        elif isinstance(value, int | float) and chance.random() < 0.5:
            args[role] = value * chance.choice([1.001, 1.1, -1])
    others = {key: record.get(key) for key in ("kind", "speaker", "evidence", "modality", "polarity")}
    if chance.random() < 0.3:
        others |= {"modality": "evaluation", "polarity": "negative", "speaker": "Петров", "evidence": "Ничего."}
    return {**others, "args": args}


@pytest.mark.parametrize("seed", range(5))
def test_sums_are_those_of_the_corpora_s_own_scorer(seed: int) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpora of ../shared are not part of the repository")
    chance = random.Random(seed)
    corpus = [json.loads(path.read_text("utf-8")) for path in sorted((CORPUS / "dev").glob("*.json"))]
    predicted = {
        document["id"]: [
            spoilt(record, chance) for record in document["facts"] for _ in range(chance.choice([0, 1, 1, 1, 2]))
        ]
        for document in corpus
    }
    theirs: Counter[str] = sum(
        runpy.run_path(str(CORPUS / "score.py"))["score"](corpus, predicted)[0].values(), Counter()
    )
    wanted = gold.read(CORPUS / "dev")
    ours = evaluate(wanted, {d.document.name: read_back(d, predicted) for d in wanted}).total()
    assert theirs["paired"] > 100
    assert (ours.facts, ours.roles) == (
        Score(theirs["gold"], theirs["found"], theirs["paired"]),
        Score(theirs["gold_values"], theirs["found_values"], theirs["tp"]),
    )
    rights = [ours.exact, ours.modality, ours.polarity, ours.speaker, ours.evidence]
    assert [a.right for a in rights] == [theirs[n] for n in ("exact", "modality", "polarity", "speaker", "evidence")]
    assert ours.speaker.asked == theirs["speakers"]


def read_back(document: Gold, predicted: dict[str, list[dict[str, Any]]]) -> list[Fact]:
    return [gold.fact("test", document.document, record) for record in predicted[document.document.name]]
