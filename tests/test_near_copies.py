"""Which documents are reprints: how many are found, how many are none, and that order does not matter."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import blank
import reprinted
from coopatlas import build, questions
from coopatlas.documents import near_copies
from coopatlas.documents.near_copies import Told, originals, signature

STORIES = 60


def known(texts: dict[str, str], days: dict[str, str] | None = None) -> list[Told]:
    dated = days or {}
    return [Told(key, signature(text), (dated.get(key, "9999"), key)) for key, text in texts.items()]


def corpus() -> tuple[dict[str, str], dict[str, str]]:
    """Return texts by key, and the story of each that is a reprint."""
    texts = {f"a{number}": "\n".join(reprinted.story(number)) for number in range(STORIES)}
    copies = {f"b{number}-{way}": f"a{number}" for number in range(0, STORIES, 2) for way in reprinted.WAYS}
    made = {key: "\n".join(reprinted.reprint(int(first[1:]), key.partition("-")[2])) for key, first in copies.items()}
    return texts | made, copies


def test_reprints_are_found_and_nothing_else() -> None:
    texts, copies = corpus()
    found = originals(known(texts), texts.__getitem__)
    right = sum(found.get(key) == first for key, first in copies.items())
    assert right / len(found) >= 0.98
    assert right / len(copies) >= 0.95


def test_the_order_in_which_documents_come_does_not_matter() -> None:
    texts, _ = corpus()
    told = known(texts)
    shuffled = random.Random(1).sample(told, len(told))
    assert originals(told, texts.__getitem__) == originals(shuffled, texts.__getitem__)


def test_the_first_by_its_day_is_the_original() -> None:
    texts = {"late": "\n".join(reprinted.story(3)), "early": "\n".join(reprinted.reprint(3, "lengthened"))}
    found = originals(known(texts, {"late": "2022-05-02", "early": "2022-05-01"}), texts.__getitem__)
    assert found == {"late": "early"}


def test_a_report_of_another_month_is_no_copy() -> None:
    text = "\n".join(reprinted.story(5))
    other = text.translate(str.maketrans("123456789", "234567891"))
    assert originals(known({"a": text, "b": other}), {"a": text, "b": other}.__getitem__) == {}


@given(st.text(max_size=200))
def test_a_short_text_is_nobody_s_copy(text: str) -> None:
    words = " ".join(text.split()[: near_copies.SHORTEST])
    assert signature(words) == b""


def test_a_reprint_is_no_second_source(tmp_path: Path) -> None:
    """Two newsrooms print one release: what it says still rests on one source; it leaves with its copies."""
    release = (
        "Товарооборот между Курганской областью и Узбекистаном в 2021 году составил 48,2 млн долларов США. "
        "Об этом шла речь на встрече в областном центре, куда приехали предприниматели и представители ведомств. "
        "Собравшиеся говорили о перевозках, о складах и о том, как ускорить оформление грузов на границе."
    )
    for name, day, more in (("press", "2022-04-14", ""), ("paper", "2022-04-15", " Читатели помнят и другие встречи.")):
        (tmp_path / f"{name}.md").write_text(f"---\nid: {name}\npublished: {day}\n---\n{release}{more}\n", "utf-8")
    with blank.new(tmp_path / "store") as store:
        list(build.build([str(tmp_path / "paper.md"), str(tmp_path / "press.md")], store))
        records = {record.name: record.digest for record in store.documents()}
        assert store.reprints() == {records["paper"]: records["press"]}
        assert store.text(records["press"]).strip() == release
        rows = questions.ask(store, questions.load()["single-source"], {"kind": "trade"}).rows
        assert len(rows) == 1, [[getattr(c, "iri", c) for c in row.cells] for row in rows]
        linked = blank.beyond(store)
        store.forget("press")
        list(build.build([str(tmp_path / "paper.md")], store))
        assert store.reprints() == {}
        list(build.build([str(tmp_path / "press.md"), str(tmp_path / "paper.md")], store))
        assert blank.beyond(store) == linked
