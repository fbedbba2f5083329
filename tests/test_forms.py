"""A folder as people have it: the same story in every form, what is broken, and what is no document."""

import csv
import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import paper
import reprinted
from coopatlas import documents, reading
from coopatlas.documents import Given, draft
from coopatlas.errors import DocumentError, LeftOutError
from coopatlas.language.cleaning import clean
from coopatlas.model import Document

HEADINGS = ["№", "Дата", "Заголовок", "Текст новости", "Ссылка"]
ROW = ["7", "14.04.2022", paper.TITLE, paper.TEXT.replace("\n", " "), "https://example.org/7"]


def table(separator: str, headings: list[str] | None = None) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([headings or ["id", "date", "title", "text", "link"], ROW])
    return out.getvalue().encode()


def wrapped(width: int) -> list[str]:
    """Return the story as a narrow column: words run over the ends of lines."""
    lines, line = [], ""
    for word in " ".join(paper.STORY).split():
        if len(line) + 1 + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


STORIES: dict[str, bytes] = {
    "a.txt": paper.TEXT.encode(),
    "cp1251.txt": paper.TEXT.encode("cp1251"),
    "koi8.txt": paper.TEXT.encode("koi8-r"),
    "utf16.txt": paper.TEXT.encode("utf-16"),
    "no-suffix": paper.TEXT.encode(),
    "b.md": f"---\ntitle: {paper.TITLE}\ndate: {paper.DAY}\n---\n\n{paper.TEXT}\n".encode(),
    "c.html": paper.page(),
    "d.php": paper.page(),
    "e.xhtml": b'<?xml version="1.0" encoding="utf-8"?>\n' + paper.page(),
    "f.aspx": paper.page().replace(b"<article>", b"<form><article>").replace(b"</article>", b"</article></form>"),
    "g.mhtml": paper.mhtml(),
    "h.pdf": paper.pdf(list(paper.STORY)),
    "i.pdf": paper.pdf(wrapped(60)),
    "j.docx": paper.docx(),
    "k.odt": paper.odt(),
    "l.rtf": paper.rtf(),
    "m.eml": paper.mail(),
    "n.eml": paper.mail(form="html"),
    "o.rss": paper.rss([("https://example.org/rss/1", paper.TITLE, "".join(f"<p>{one}</p>" for one in paper.STORY))]),
    "p.xml": paper.atom(),
    "q.csv": table(","),
    "r.csv": table(";", [*HEADINGS[:3], "Текст", "Ссылка"]).decode().encode("cp1251"),
    "s.tsv": table("\t"),
    "t.xlsx": paper.xlsx([["id", "date", "title", "text", "link"], ROW]),
    "u.json": json.dumps({"id": "u", "title": paper.TITLE, "published": paper.DAY, "text": paper.TEXT}).encode(),
    "v.jsonl": "".join(json.dumps({"text": text}) + "\n" for text in (paper.TEXT, "Порт Оля.")).encode(),
    "w.json": json.dumps({"items": [{"id": "w", "content_text": paper.TEXT}]}).encode(),
    "x.zip": paper.packed({"in/a.txt": paper.TEXT, "in/.hidden": "x", "b.docx": paper.docx()}),
    "y.txt.gz": gzip.compress(paper.TEXT.encode()),
}
"""Files that tell the same story, each in a form of its own."""


def told(document: Document) -> list[tuple[object, ...]]:
    found = reading.read(document)
    for fact in found:
        assert fact.evidence == document.text[fact.start : fact.end]
    return sorted((fact.kind, repr(fact.args), fact.modality, fact.polarity) for fact in found)


@pytest.fixture(scope="module")
def plain() -> list[tuple[object, ...]]:
    found = told(Document("plain", paper.TEXT, "ru"))
    assert {kind for kind, *_ in found} >= {"meeting", "trade", "agreement"}
    return found


@pytest.mark.parametrize("name", STORIES)
def test_the_same_story_gives_the_same_facts_in_every_form(
    name: str, tmp_path: Path, plain: list[tuple[object, ...]]
) -> None:
    (tmp_path / name).write_bytes(STORIES[name])
    found = list(documents.read([str(tmp_path)]))
    assert all(isinstance(one, Document) for one in found), found
    assert {"x.zip": 2, "v.jsonl": 2}.get(name, 1) == len(found)
    first = found[0]
    assert isinstance(first, Document)
    assert told(first) == plain


@pytest.mark.parametrize(
    "name", ["b.md", "c.html", "g.mhtml", "m.eml", "o.rss", "p.xml", "q.csv", "r.csv", "t.xlsx", "u.json"]
)
def test_title_and_day_are_found(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(STORIES[name])
    (found,) = documents.read([str(tmp_path / name)])
    assert isinstance(found, Document)
    assert (found.title, found.published) == (paper.TITLE, paper.DAY)


def test_a_page_of_a_newsroom_gives_its_news_alone(tmp_path: Path) -> None:
    news = tuple(" ".join(reprinted.story(number)[:3]) for number in range(9))
    links = "".join(f'<li><a href="/{n}">Новость номер {n} о чём-то другом</a></li>' for n in range(40))
    page = (
        '<html lang="ru"><head><meta charset="utf-8"><title>Дела — Газета</title></head><body>'
        f"<header><a href='/'>Газета</a><ul>{links}</ul></header><div class='cookie-banner'>Мы храним файлы куки.</div>"
        "<main><div class='date'>9 марта 2018, 10:15</div><h1>Дела</h1><div class='social-share'>Поделиться</div>"
        + "".join(f"<p>{one}</p>" for one in news)
        + "<p>Читайте также: <a href='/x'>Экспорт России в Китай в 2019 году составил 50 млрд долларов</a></p></main>"
        f"<aside class='sidebar'><h3>Популярное</h3><ul>{links}</ul></aside>"
        "<div id='comments'><div class='comment'>Экспорт России в Иран в 2019 году составил 5 млрд!</div></div>"
        f"<footer><ul>{links}</ul>© Газета</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    (found,) = documents.read([str(tmp_path / "a.html")])
    assert isinstance(found, Document)
    assert (found.title, found.published) == ("Дела", "2018-03-09")
    assert [one for one in news if one not in found.text] == []
    assert not any(word in found.text for word in ("другом", "куки", "Поделиться", "Иран в 2019", "Популярное", "©"))
    assert "Китай" not in clean(found.text).text


NEWS = f"<p>{paper.STORY[1]}</p>"
OTHER = "Экспорт России в Китай в 2019 году составил 50 млрд долларов."


@pytest.mark.parametrize(
    "body",
    [
        f'<form id="aspnetForm"><input type="hidden" value="x"><div>{NEWS}</div></form>',
        f'<form action="/s"><input name="q"><div>{NEWS}</div>',
        f'<nav><a href="/">Главная</a><div>{NEWS}</div>',
        f"<div><aside>реклама</div><div>{NEWS}</div>",
        f"<div><button>Поиск</div><div>{NEWS}</div>",
        f'<div>{NEWS}</div><article class="card"><h3>Ещё</h3><p>{OTHER}</p></article>',
        f'<div>{NEWS}</div><article class="comment"><p>Отличная новость!</p></article>',
        f"<article>{NEWS}<p hidden>{OTHER}</p><p style='display: none'>{OTHER}</p></article>",
        f"<article>{NEWS}<textarea>{OTHER}</textarea></article>",
        f"<article>{NEWS}<p>Читайте также: <a href='/x'>{OTHER}</a></p></article>",
        f"<![ endif]><![foo]><![1]>{NEWS}<script>var a = '{OTHER}'</script><!-- {OTHER} -->",
    ],
)
@pytest.mark.parametrize("lang", ["ru", "ru_RU", "rus", "en", ""])
def test_the_news_of_a_page_is_read_and_nothing_around_it(tmp_path: Path, body: str, lang: str) -> None:
    text = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Т</title></head><body>{body}'
    (tmp_path / "a.html").write_text(text, "utf-8")
    (found,) = documents.read([str(tmp_path / "a.html")])
    assert isinstance(found, Document)
    facts = reading.read(found)
    assert [(fact.kind, fact.args["partner"]) for fact in facts] == [("trade", "Узбекистан")]
    assert bool(found.notes) == (lang == "en")


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ('<meta property="article:published_time" content="09.03.2018">', "2018-03-09"),
        ('<meta name="pubdate" content="Fri, 09 Mar 2018 10:00:00 +0300">', "2018-03-09"),
        ('<meta name="DC.date" content="1520582400">', "2018-03-09"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2018-03-09T10:00"}]}</script>',
            "2018-03-09",
        ),
        ('<script type="application/ld+json">{broken</script></head><time datetime="2018-03-09T10:00">', "2018-03-09"),
        ('</head><span itemprop="datePublished" content="2018-03-09">вчера</span>', "2018-03-09"),
        ('</head><div class="news-date">9 марта 2018 г., 10:15</div>', "2018-03-09"),
        ('<meta property="article:published_time" content="0001-01-01T00:00:00Z">', None),
        ('<meta property="article:published_time" content="9999-12-31">', None),
    ],
)
def test_the_day_of_a_page_is_found_wherever_it_stands(tmp_path: Path, head: str, wanted: str | None) -> None:
    (tmp_path / "a.html").write_text(f'<html><head><meta charset="utf-8">{head}{NEWS}', "utf-8")
    (found,) = documents.read([str(tmp_path / "a.html")])
    assert isinstance(found, Document)
    assert found.published == wanted
    assert any("no date of publication" in note for note in found.notes) == (wanted is None)


@pytest.mark.parametrize(("words", "count"), [("", 1), ("Во вложении – пресс-релиз о встрече губернатора.", 2)])
def test_what_is_attached_to_a_mail_is_read(tmp_path: Path, words: str, count: int) -> None:
    (tmp_path / "a.eml").write_bytes(paper.carrying("релиз.docx", paper.docx(), words))
    found = [one for one in documents.read([str(tmp_path)]) if isinstance(one, Document)]
    assert len(found) == count
    assert (found[-1].text, found[-1].source) == (paper.TEXT, "press@example.org")
    assert (found[-1].title, found[-1].published) == (paper.TITLE, paper.DAY)
    assert found[-1].name.endswith("a.eml#релиз.docx")


@pytest.mark.parametrize("name", ["c.html", "h.pdf", "l.rtf", "o.rss", "t.xlsx"])
def test_without_the_extra_a_form_says_how_to_get_it(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise ImportError

    (tmp_path / name).write_bytes(STORIES[name])
    monkeypatch.setattr(draft, "import_module", missing)
    (found,) = documents.read([str(tmp_path)])
    assert "pip install 'coopatlas[documents]'" in str(found)


def test_an_item_and_a_row_have_their_own_name_and_source(tmp_path: Path) -> None:
    (tmp_path / "o.rss").write_bytes(STORIES["o.rss"])
    (tmp_path / "q.csv").write_bytes(STORIES["q.csv"])
    row, item = sorted(
        (one for one in documents.read([str(tmp_path)]) if isinstance(one, Document)), key=lambda d: d.name
    )
    assert (item.name, item.source) == ("https://example.org/rss/1",) * 2
    assert (row.name, row.source) == (f"{tmp_path}/q.csv#7", "https://example.org/7")
    assert "text = «text»" in row.notes[0]


@dataclass(frozen=True)
class Fault:
    data: bytes
    told: str
    left_out: bool = False


FAULTS = {
    "scan.pdf": Fault(paper.scan(), "scanned"),
    "cut.pdf": Fault(paper.pdf(list(paper.STORY))[:700], "PDF"),
    "cut.docx": Fault(paper.docx()[:300], "broken"),
    "torn.docx": Fault(paper.packed({"word/document.xml": "<w:document"}), "broken as a DOCX"),
    "old.doc": Fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, ".docx"),
    "empty.txt": Fault(b"", "empty"),
    "picture.png": Fault(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "picture", left_out=True),
    "named.txt": Fault(b"\xff\xd8\xff\xe0" + b"\0" * 40, "picture", left_out=True),
    "slides.pptx": Fault(paper.packed({"ppt/presentation.xml": "<p/>"}), "slides", left_out=True),
    "code.py": Fault(b"print('hello')\n", "program", left_out=True),
    "data.xml": Fault(
        b'<?xml version="1.0"?><orders><order n="1"/></orders>', "neither a page nor a feed", left_out=True
    ),
    "german.txt": Fault(b"Der Hafen und die Stadt haben einen Vertrag geschlossen.", "--lang"),
    "broken.json": Fault(b'{"text": "x"', "broken JSON"),
    "menu.html": Fault(b"<html><body><nav><a href='/'>x</a></nav></body></html>", "no text"),
    "nothing.csv": Fault(b"a,b\n1,2\n3,4\n", "column"),
    "feed.rss": Fault(paper.rss([]), "without items"),
    "broken.zip": Fault(b"PK\x03\x04" + b"x" * 50, "broken"),
}


def test_a_folder_of_all_of_them_is_read_to_its_end(tmp_path: Path) -> None:
    for name, data in STORIES.items():
        (tmp_path / name).write_bytes(data)
    for name, fault in FAULTS.items():
        (tmp_path / name).write_bytes(fault.data)
    assert len(list(tmp_path.iterdir())) >= 30
    found = list(documents.read([str(tmp_path)]))
    errors = {
        Path(one.where.partition("#")[0]).name.partition(":")[0]: one for one in found if isinstance(one, DocumentError)
    }
    assert set(errors) == set(FAULTS)
    for name, fault in FAULTS.items():
        line = str(errors[name])
        assert fault.told in line, line
        assert "\n" not in line
        assert isinstance(errors[name], LeftOutError) == fault.left_out, line
    assert sum(isinstance(one, Document) for one in found) == len(STORIES) + 2


def test_what_is_named_itself_and_is_no_document_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(FAULTS["picture.png"].data)
    (found,) = documents.read([str(tmp_path / "a.png")])
    assert isinstance(found, DocumentError)
    assert not isinstance(found, LeftOutError)


def test_what_is_given_counts_more_than_what_is_found(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(STORIES["b.md"])
    given = Given("ru", "Т", "9 марта 2018 года", "Газета")
    (found,) = documents.read([str(tmp_path / "b.md")], given=given)
    assert isinstance(found, Document)
    assert (found.title, found.published, found.source) == ("Т", "2018-03-09", "Газета")


def test_columns_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_bytes(table(",", ["a", "b", "c", "d", "e"]))
    given = Given(columns=(("text", "d"), ("date", "b"), ("link", "e"), ("title", "c")))
    (found,) = documents.read([str(tmp_path / "q.csv")], given=given)
    assert isinstance(found, Document)
    assert (found.title, found.published, found.source) == (paper.TITLE, paper.DAY, "https://example.org/7")
    (wrong,) = documents.read([str(tmp_path / "q.csv")], given=Given(columns=(("text", "нет"),)))
    assert "нет" in str(wrong)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("2018-03-09", "2018-03-09"),
        ("2018-03", "2018-03"),
        ("2018", "2018"),
        ("2018-03-09T10:00:00+03:00", "2018-03-09"),
        ("2018/3/9", "2018-03-09"),
        ("20180309", "2018-03-09"),
        ("09.03.2018", "2018-03-09"),
        ("9.3.18", "2018-03-09"),
        ("03/25/2018", "2018-03-25"),
        ("Fri, 09 Mar 2018 10:00:00 +0300", "2018-03-09"),
        ("1520582400", "2018-03-09"),
        ("1520582400000", "2018-03-09"),
        ("9 марта 2018 года, 10:15", "2018-03-09"),
        ("March 9, 2018", "2018-03-09"),
        ("9th of March, 2018", "2018-03-09"),
        ("2018 жылғы 9 наурыз", "2018-03-09"),
        ("9 наурыз 2018", "2018-03-09"),
        ("март 2018", "2018-03"),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("2021-02-30", None),
        ("вчера", None),
        ("", None),
    ],
)
def test_days_in_all_their_forms(printed: str, wanted: str | None) -> None:
    from coopatlas.documents import dates

    assert dates.understood(printed) == wanted
