"""Observations go into a store and come out as they were, and no question about claims sees them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import blank
from coopatlas import export
from coopatlas.model import Period
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.statistics import ANY, Goods, Observation, Rate, Release, observations, rates, releases, write
from coopatlas.statistics.keep import drop, keep
from coopatlas.store import Store


def _period(label: str) -> Period:
    found = period(label)
    assert found is not None
    return found


OLD = Release(
    id="release-toy-2022-03-01",
    source="toy",
    title=(("en", "Toy trade"), ("ru", "Игрушечная торговля")),
    publisher=(("en", "Toy office"),),
    issued="2022-03-01",
    licence="https://creativecommons.org/licenses/by/4.0/",
    redistributable=True,
    digest="0" * 64,
    file="toy.csv",
    size=17,
    covers=Period("2020/2021", date(2020, 1, 1), date(2021, 12, 31)),
    notes=("A note.",),
)
NEW = replace(OLD, id="release-toy-2023-03-01", issued="2023-03-01", digest="1" * 64, redistributable=False, licence="")
TOTAL = Observation(
    reporter="country-KZ",
    partner=None,
    flow="export",
    period=_period("2021"),
    value=Decimal(1234500),
    unit="USD",
    step=Decimal(100),
    source="toy",
    release=OLD.id,
    cell="2021!B2",
)
PAIR = replace(TOTAL, partner="country-RU", value=Decimal("-3.5"), step=Decimal("0.1"), valuation="fob", unit="t")
GOODS = replace(PAIR, goods=Goods("hs2017", "44"), statuses=("footnote", "preliminary"), period=_period("2021-H1"))
HIDDEN = replace(PAIR, flow="import", value=None, statuses=("suppressed",))
RATE = Rate("USD", "KGS", "average", _period("2021"), Decimal("84.64"), Decimal("0.01"), "toy", OLD.id, "A1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank.new(tmp_path / "store") as opened:
        yield opened


def test_what_goes_in_comes_out(store: Store) -> None:
    keep(store, OLD, [TOTAL, PAIR, GOODS, HIDDEN, RATE])
    assert {*observations(store)} == {TOTAL, PAIR, GOODS, HIDDEN}
    assert [*rates(store)] == [RATE]
    assert releases(store) == {OLD.id: OLD}


def test_observations_are_asked_by_their_dimensions(store: Store) -> None:
    keep(store, OLD, [TOTAL, PAIR, GOODS, HIDDEN])
    assert {*observations(store, partner=None)} == {TOTAL}
    assert {*observations(store, "country-KZ", "country-RU", goods=None)} == {PAIR, HIDDEN}
    assert {*observations(store, flow="import")} == {HIDDEN}
    assert {*observations(store, goods=Goods("hs2017", "44"))} == {GOODS}
    assert not {*observations(store, reporter="country-RU", partner=ANY)}


def test_a_later_release_supersedes_and_both_stay_in_whichever_order_they_come(store: Store) -> None:
    later = replace(TOTAL, release=NEW.id, value=Decimal(1))
    keep(store, NEW, [later])
    keep(store, OLD, [TOTAL])
    assert {*observations(store)} == {TOTAL, later}
    assert [one.replaces for one in releases(store).values()] == [None, OLD.id]
    assert {*observations(store, release=NEW.id)} == {later}
    drop(store, OLD.id)
    assert [one.replaces for one in releases(store).values()] == [None]
    assert {*observations(store)} == {later}


def test_the_same_release_again_takes_the_place_of_the_former(store: Store) -> None:
    keep(store, OLD, [TOTAL, PAIR])
    keep(store, OLD, [TOTAL])
    assert {*observations(store)} == {TOTAL}


def test_no_claim_and_no_asserted_statement_comes_of_a_statistic(store: Store) -> None:
    before, told = store.info(), {*store.statements()}
    keep(store, OLD, [TOTAL, PAIR, GOODS, HIDDEN, RATE])
    assert store.info() == before
    assert {*store.statements()} == told
    assert not store.query("SELECT ?x { ?x coop:reporter ?y }").rows
    assert not store.query("SELECT ?x { GRAPH ?g { ?x a coop:ValueObservation } }").rows
    assert store.documents() == []


def test_an_export_leaves_out_what_may_not_be_passed_on_and_keeps_its_record(store: Store) -> None:
    keep(store, OLD, [TOTAL])
    keep(store, NEW, [replace(TOTAL, release=NEW.id)])
    exported = export.export(store, "nq").decode()
    assert f"<{iri.release(OLD.id)}> .\n" in exported
    assert f"<{iri.release(NEW.id)}> .\n" not in exported
    assert f"<{iri.release(NEW.id)}> <http://purl.org/dc/terms/issued>" in exported
    assert store.withheld() == [str(iri.release(NEW.id))]


def test_a_release_whose_import_was_broken_off_is_neither_read_nor_exported(store: Store) -> None:
    def broken_off() -> Iterator[Observation]:
        yield TOTAL
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(store, OLD, broken_off())
    store.load(iri.release(OLD.id), write.observed(TOTAL))
    assert not list(observations(store))
    assert f"<{iri.release(OLD.id)}> .\n" not in export.export(store, "nq").decode()
    keep(store, OLD, [PAIR])
    assert list(observations(store)) == [PAIR]


def test_a_figure_stands_for_all_that_rounds_to_it() -> None:
    assert (TOTAL.lowest, TOTAL.highest) == (Decimal(1234450), Decimal(1234550))
    assert HIDDEN.lowest is HIDDEN.highest is None
