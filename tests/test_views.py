"""Views: from a store to a page, without a browser."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import blank
from coopatlas import views
from coopatlas.claims import document_graph
from coopatlas.content import OWN
from coopatlas.errors import ContentError, QuestionError
from coopatlas.model import Document
from coopatlas.rdf.iri import ID
from coopatlas.views import layout, view
from drawn import Memory, Named, Names, Plain, data, fact, sample, sample_document


@pytest.fixture(scope="module")
def page() -> str:
    return views.render(sample())


def link(page: str, tail: str, head: str, manner: str) -> dict[str, Any]:
    atlas, edges = data(page, "atlas-data"), data(page, "link-data")
    (edge,) = (e for e in edges if {e["from"], e["to"]} == {tail, head} and e["data"]["manner"] == manner)
    both = {way: sorted(atlas["claims"][n]["kind"] for n in edge["data"][way]) for way in ("forward", "backward")}
    return {"from": edge["from"], **both}


def test_parallel_claims_of_one_manner_are_one_line(page: str) -> None:
    stated = link(page, "country-kazakhstan", "region-respublika-kareliya", "stated")
    assert stated == {"from": "country-kazakhstan", "forward": [], "backward": ["growth", "trade"]}


def test_a_wish_and_a_denial_are_lines_of_their_own(page: str) -> None:
    ends = ("country-kazakhstan", "region-respublika-kareliya")
    assert link(page, *ends, "interest")["forward"] == ["interest"]
    assert link(page, *ends, "denied")["forward"] == ["partner"]


def test_a_wished_venture_is_a_node_marked_as_wished(page: str) -> None:
    nodes = [node for node in data(page, "node-data") if node["data"]["kind"] == "venture"]
    assert [node["data"]["wished"] for node in nodes] == [True]
    assert "data" in nodes[0]
    assert "title" not in nodes[0]


def test_a_claim_with_one_end_stays_at_its_node(page: str) -> None:
    (node,) = (node for node in data(page, "node-data") if node["data"]["names"] == {"ru": "консульство"})
    (claim,) = (data(page, "atlas-data")["claims"][number] for number in node["data"]["detail"]["claims"])
    assert (claim["kind"], claim["manner"]) == ("support", "readiness")


def test_every_claim_carries_its_sentence_speaker_date_and_source(page: str) -> None:
    atlas = data(page, "atlas-data")
    (claim,) = (claim for claim in atlas["claims"] if claim["kind"] == "interest")
    assert atlas["sentences"][claim["sentence"]] == "Казахстан интересуется Карелией."
    assert claim["speakerName"] == {"ru": "Иван Пробный", "en": "Ivan Probny"}
    assert claim["when"] == "2018-09-11"
    assert atlas["documents"][claim["document"]]["link"] == "https://example.org/news?a=1&b=2"


def test_the_period_claimed_goes_before_the_date_of_the_document(page: str) -> None:
    (claim,) = (claim for claim in data(page, "atlas-data")["claims"] if claim["kind"] == "trade")
    assert claim["when"] == "2017"


@pytest.mark.parametrize("name", view.names())
def test_same_store_same_page(name: str) -> None:
    assert views.render(sample(), name) == views.render(sample(), name)


def test_the_store_on_disk_gives_the_same_page(page: str, tmp_path: Path) -> None:
    document, facts, names = sample_document()
    with blank.new(tmp_path / "store") as store:
        store.commit(document, document_graph(document, facts, names), "reader", "2026-01-01T00:00:00Z")
        assert views.render(store) == page


@pytest.mark.parametrize("name", view.names())
def test_page_is_small_and_whole(name: str) -> None:
    page = views.render(sample(), name)
    assert len(page.encode()) < 1_000_000
    assert page.startswith("<!doctype html>")
    assert "undefined" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("name", view.names())
def test_policy_names_the_hash_of_every_script_and_style(name: str) -> None:
    page = views.render(sample(), name)
    policy = re.search(r'content="(default-src [^"]*)"', page)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert "'unsafe" not in allowed
    assert "http" not in allowed
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len(blocks) == (3 if view.load(name).form == "network" else 2)
    for block in blocks:
        assert b64encode(sha256(block.encode()).digest()).decode() in allowed


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "x"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    memory = Memory()
    memory.add(Document("d", "t", "ru", source=address), [fact("support", {"supporter": "А"}, "А поможет.")])
    (origin,) = data(views.render(memory), "atlas-data")["documents"]
    assert (origin["link"], origin["source"]) == (None, address)


def test_what_the_limit_leaves_out_is_told() -> None:
    page = views.render(sample(), focus=views.Focus(limit=3))
    atlas = data(page, "atlas-data")
    assert len(data(page, "node-data")) == 3
    assert atlas["omitted"]["venture"] == 1
    assert sum(atlas["omitted"].values()) + 3 == len(data(views.render(sample()), "node-data"))
    assert atlas["omittedClaims"] == 0 or atlas["omittedClaims"] + len(atlas["claims"]) == 11


def test_a_claim_whose_other_end_is_left_out_stays_at_the_end_that_is_drawn() -> None:
    nodes = data(views.render(sample(), focus=views.Focus(limit=1)), "node-data")
    assert len(nodes) == 1
    assert len(nodes[0]["data"]["detail"]["claims"]) >= 5


@pytest.mark.parametrize("name", view.names())
def test_an_empty_store_gives_a_page(name: str) -> None:
    page = views.render(Memory(), name)
    assert data(page, "node-data") == []
    assert data(page, "atlas-data")["claims"] == []


@pytest.mark.parametrize("name", view.names())
def test_every_view_draws_the_sample_and_has_words_in_both_languages(name: str) -> None:
    loaded = view.load(name)
    assert set(loaded.title) == set(loaded.about) == {"ru", "en"}
    assert data(views.render(sample(), name), "atlas-data")["claims"]


def test_network_is_offered_first() -> None:
    assert view.names()[0] == "network"


def test_unknown_view_lists_the_views() -> None:
    with pytest.raises(QuestionError, match="choose one of: network"):
        view.load("nonsense")


def test_malformed_view_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "visualizations").mkdir()
    (tmp_path / "visualizations" / "broken.toml").write_text('order = 1\ntitle = { ru = "x" }', encoding="utf-8")
    monkeypatch.setenv(OWN, str(tmp_path))
    with pytest.raises(ContentError, match=r"broken\.toml.*give order, title, about, query"):
        view.load("broken")


def test_an_unknown_form_names_the_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = '{ ru = "x", en = "x" }'
    text = f'order = 1\nform = "cube"\ntitle = {words}\nabout = {words}\nquery = ""'
    (tmp_path / "visualizations").mkdir()
    (tmp_path / "visualizations" / "broken.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv(OWN, str(tmp_path))
    with pytest.raises(ContentError, match="no form cube; choose one of: network, board"):
        views.render(sample(), "broken")


def test_legend_has_both_languages_throughout() -> None:
    def words(value: Any) -> list[dict[str, str]]:
        if not isinstance(value, dict):
            return []
        here = [value] if {"ru", "en"} & set(value) else []
        return here + [found for inner in value.values() for found in words(inner)]

    legend = view.legend()
    for table in (legend.nodes, legend.links, legend.manners, legend.words):
        for entry in words(table):
            assert set(entry) == {"ru", "en"}
            assert all(entry.values())


def test_lines_differ_without_colour() -> None:
    looks = [(tuple(m["line"]), m.get("cross", False), m["width"] > 1) for m in view.legend().manners.values()]
    assert len(set(looks)) == len(looks)


def test_boxes_do_not_overlap_and_positions_repeat() -> None:
    boxes = {f"n{number}": (70.0, 30.0) for number in range(60)}
    links = [(f"n{number}", f"n{number // 4}") for number in range(1, 40)]
    placed = layout.positions(boxes, links)
    assert placed == layout.positions(boxes, links)
    spots = [placed[name] for name in boxes]
    overlaps = [
        (a, b)
        for number, a in enumerate(spots)
        for b in spots[:number]
        if abs(a[0] - b[0]) < 138 and abs(a[1] - b[1]) < 58
    ]
    assert not overlaps


def test_linked_nodes_stand_nearer_than_others() -> None:
    boxes = dict.fromkeys("abcdefgh", (10.0, 10.0))
    placed = layout.positions(boxes, list(zip("abcdefg", "bcdefgh", strict=True)))

    def distance(one: str, two: str) -> float:
        return float(sum((a - b) ** 2 for a, b in zip(placed[one], placed[two], strict=True)) ** 0.5)

    assert distance("a", "b") < distance("a", "d") < distance("a", "h")


def test_a_name_used_by_more_documents_wins() -> None:
    class Renaming(Names):
        def __init__(self, called: str) -> None:
            super().__init__()
            self.called = called

        def entity(self, name: str, role_type: str, lang: str) -> Named:
            found = super().entity(name, role_type, lang)
            return Named(found.iri, found.cls, ((self.called, lang),))

    memory = Memory()
    for number, name in enumerate(["Имя", "Имя", "Имя совсем иное"]):
        help_offered = fact("support", {"supporter": "x"}, f"{number}")
        memory.add(Document(f"d{number}", f"text {number}", "ru"), [help_offered], Renaming(name))
    (node,) = data(views.render(memory), "node-data")
    assert node["data"]["names"]["ru"] == "Имя"


def test_where_a_place_lies_is_reference_data() -> None:
    memory = sample()
    memory.describe("region-respublika-kareliya", "coop:locatedIn", "country-rossiya")
    memory.describe("region-other", "coop:locatedIn", "country-rossiya")
    page = views.render(memory)
    manners = {(e["from"], e["to"]): e["data"]["manner"] for e in data(page, "link-data")}
    assert manners["country-rossiya", "region-respublika-kareliya"] == "reference"
    assert "region-other" not in {node["id"] for node in data(page, "node-data")}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"claim": "urn:c", "to": "urn:a"}, r"does not select \?from"),
        ({"claim": "urn:c", "from": "urn:a"}, "urn:c, which is no claim"),
    ],
)
def test_a_query_that_gives_no_links_is_an_error_of_the_view(row: dict[str, str], problem: str) -> None:
    with pytest.raises(ContentError, match=f"view network.*{problem}"):
        views.render(Plain(row, marked="?from"))


def kinds(focus: views.Focus) -> set[str]:
    return {claim["kind"] for claim in data(views.render(sample(), focus=focus), "atlas-data")["claims"]}


def test_focus_on_years_keeps_what_meets_them() -> None:
    assert {"trade", "growth"} <= kinds(views.Focus(since=2017, until=2017))
    assert "interest" not in kinds(views.Focus(since=2017, until=2017))
    assert "interest" in kinds(views.Focus(since=2018))
    assert "trade" not in kinds(views.Focus(since=2018))


def test_focus_on_an_entity_leaves_its_neighbourhood_and_says_so() -> None:
    port = (f"{ID}seaport-port-belomorsk",)
    assert kinds(views.Focus(around=port)) == {"venture"}
    assert "venture" in kinds(views.Focus(around=port, hops=2))
    assert len(kinds(views.Focus(around=port, hops=3))) > 3
    scope = data(views.render(sample(), focus=views.Focus(around=port, since=2018)), "atlas-data")["scope"]
    assert (scope["around"][0]["en"], scope["since"]) == ("Port of Belomorsk", 2018)


def test_focus_on_what_the_view_does_not_hold_is_an_error() -> None:
    with pytest.raises(QuestionError, match="the view holds nothing there"):
        views.render(sample(), focus=views.Focus(around=(f"{ID}nowhere",)))
