import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopatlas import documents
from coopatlas.documents import page
from coopatlas.documents.draft import Content
from coopatlas.errors import DocumentError, LeftOutError
from coopatlas.model import Document

RUSSIAN = "Глава Карелии встретился с генеральным консулом Казахстана. Стороны обсудили торговлю и порты.\n"
ENGLISH = "The governor met the consul general of Kazakhstan. They discussed trade and the ports of the region.\n"
KAZAKH = "Қазақстан мен Ресей өңірлері сауда туралы келісімге қол қойды. Тауар айналымы ұлғайды.\n"


def one(path: Path | str, lang: str | None = None) -> Document | DocumentError:
    (found,) = documents.read([str(path)], lang)
    return found


def read(path: Path | str, lang: str | None = None) -> Document:
    found = one(path, lang)
    assert isinstance(found, Document), found
    return found


def error(path: Path | str, lang: str | None = None) -> str:
    found = one(path, lang)
    assert isinstance(found, DocumentError), found
    line = str(found)
    assert "\n" not in line
    assert str(path) in line
    return line


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_plain_text_is_kept_to_the_letter_but_for_line_ends(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "\n  " + RUSSIAN.replace("\n", "\r\n") + "\rконец  ")
    document = read(path)
    assert document == Document(str(path), "\n  " + RUSSIAN + "\nконец  ", "ru", location=path.as_uri())


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso-8859-5"],
)
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path / "a.txt", RUSSIAN.encode(encoding))).text == RUSSIAN


@pytest.mark.parametrize("middle", ["latin-1", "cp1252", "cp1251"])
def test_what_was_saved_twice_over_is_undone_and_told(tmp_path: Path, middle: str) -> None:
    text = RUSSIAN.replace("И", "и")
    # As programs do, a byte that the encoding leaves open passes as it is.
    once = "".join(bytes([byte]).decode(middle, "ignore") or chr(byte) for byte in text.encode())
    found = read(written(tmp_path / "a.txt", once))
    assert found.text == text
    assert "twice" in found.notes[0]


def test_a_broken_byte_and_a_charset_that_lies_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    data = RUSSIAN.encode() * 5
    broken = read(written(tmp_path / "a.txt", data[:301] + b"\xff" + data[301:]))
    assert "broken byte" in broken.notes[0]
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{RUSSIAN}'.encode("cp1251")
    assert read(written(tmp_path / "a.html", page)).notes == ("declared as koi8-r, read as cp1251",)


@pytest.mark.parametrize(
    "data",
    ["Le café est près de la forêt. Il a été fermé.".encode("latin-1"), b"\xef\xbb\xbf\xff\xfe\xff"],
    ids=["Latin-1", "false mark"],
)
def test_other_encodings_are_refused_rather_than_misread(tmp_path: Path, data: bytes) -> None:
    assert "save it as" in error(written(tmp_path / "a.txt", data))


def test_curly_quotation_marks_of_windows_1252_are_those_of_1251(tmp_path: Path) -> None:
    text = ENGLISH.replace("the ports", "“the ports”")
    assert read(written(tmp_path / "a.txt", text.encode("cp1252"))).text == text


def test_markdown_has_its_description_in_a_header(tmp_path: Path) -> None:
    header = """---
id: karelia-1
lang: ru
title: "Порты: что дальше"
published: 2018-03-09
sources:
  - https://example.org/a
  - 'Газета, 2018'
licence: CC0
---

"""
    document = read(written(tmp_path / "a.md", header + RUSSIAN))
    source = "https://example.org/a\nГазета, 2018"
    location = (tmp_path / "a.md").as_uri()
    assert document == Document("karelia-1", RUSSIAN, "ru", "Порты: что дальше", source, "2018-03-09", location)


@pytest.mark.parametrize(
    ("top", "title", "day"),
    [
        ("Порты ждут грузы\n\n", "Порты ждут грузы", None),
        ("Порты ждут грузы\n9 марта 2018 г., 10:15\n\n", "Порты ждут грузы", "2018-03-09"),
        ("09.03.2018\nПорты ждут грузы\n", "Порты ждут грузы", "2018-03-09"),
        ("# Порты ждут грузы\n", "Порты ждут грузы", None),
        ("Глава области и консул Казахстана после встречи,\nкоторая прошла вчера в порту города,\n", None, None),
        ("Порты ждут грузы.\n", None, None),
        ("", None, None),
    ],
)
def test_what_stands_above_a_text_is_its_title_and_day(
    tmp_path: Path, top: str, title: str | None, day: str | None
) -> None:
    found = read(written(tmp_path / "a.txt", top + RUSSIAN))
    assert (found.title, found.published, found.text) == (title, day, top + RUSSIAN)
    assert read(written(tmp_path / "2017-05-06-b.txt", RUSSIAN)).published == "2017-05-06"


def test_markdown_without_a_header_is_text(tmp_path: Path) -> None:
    assert read(written(tmp_path / "a.md", "# Порты\n" + RUSSIAN)).text == "# Порты\n" + RUSSIAN


@pytest.mark.parametrize(
    ("header", "line"), [("---\ntitle: a\n", 1), ("---\ntitle: a\nwhat is this\n---\n", 3)], ids=["open", "no key"]
)
def test_a_broken_header_is_told_with_its_line(tmp_path: Path, header: str, line: int) -> None:
    assert f"a.md:{line}:" in str(one(written(tmp_path / "a.md", header + RUSSIAN)))


def test_the_json_of_the_corpora_is_read_without_its_facts(tmp_path: Path) -> None:
    data = {"id": "dev-1", "lang": "ru", "published": None, "source": "s", "title": "t", "text": RUSSIAN, "facts": [1]}
    document = read(written(tmp_path / "a.json", json.dumps(data)))
    assert document == Document("dev-1", RUSSIAN, "ru", "t", "s", None, (tmp_path / "a.json").as_uri())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{\n"text": "a"\n"id": "b"}', "a.json:3:"),
        ('{"text": 1}', '"text"'),
        ('["a"]', '"text"'),
        ("[" * 100_000, "JSON"),
        ('{"text": "Карелия", "id": 7}', '"id"'),
        ('{"text": "Karelien", "lang": "de"}', "--lang"),
        ('{"text": " "}', "no text"),
    ],
)
def test_broken_json_is_told_with_what_to_do(tmp_path: Path, content: str, told: str) -> None:
    found = one(written(tmp_path / "a.json", content))
    assert isinstance(found, DocumentError)
    assert told in str(found)


def test_a_lone_surrogate_becomes_one_replacement_character(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", '{"text": "Карелия \\ud800 и Казахстан", "title": "\\udfff"}')
    document = read(path)
    assert (document.text, document.title) == ("Карелия \ufffd и Казахстан", "\ufffd")


def test_a_page_gives_its_article_without_scripts_and_menus(tmp_path: Path) -> None:
    page = f"""<!DOCTYPE html><html lang="ru-RU"><head><title>Сайт</title>
    <meta property="article:published_time" content="2018-03-09T10:00:00+03:00">
    <link rel="canonical" href="https://example.org/a"><style>p {{}}</style></head>
    <body><nav>Меню<ul><li>раз</ul></nav><div>реклама</div>
    <article><h1>Порты &laquo;Карелии&raquo;</h1><p>{RUSSIAN}<br>Далее&nbsp;&mdash; <b>см</b>ысл.
    <script>document.write("<p>ложь")</script><p>Ещё <!-- скрыто --> абзац</article><footer>конец</footer>"""
    document = read(written(tmp_path / "a.html", page))
    assert document.text == f"{RUSSIAN.strip()}\nДалее — смысл.\nЕщё абзац"
    assert (document.title, document.source, document.published, document.lang) == (
        "Порты «Карелии»",
        "https://example.org/a",
        "2018-03-09",
        "ru",
    )


def test_a_page_without_an_article_gives_its_body(tmp_path: Path) -> None:
    document = read(written(tmp_path / "a.htm", f"<head><title>Т</title><body><p>{RUSSIAN}</p><p>два".encode("cp1251")))
    assert (document.text, document.title) == (RUSSIAN.strip() + "\nдва", "Т")


@given(st.text())
@example("<title><svg></title><p>a")
@example("</p></article><article></nav>x")
@example("<![ endif]><![foo]><![1]><![>x<![]]>")
@settings(deadline=None)
def test_no_page_is_too_broken(text: str) -> None:
    for draft in (
        page.read(Content("page", text.encode("utf-8", "replace"))) if text.strip() and "\0" not in text else ()
    ):
        assert "\n\n" not in draft.text


def test_folders_are_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.txt", ".hidden.txt", ".git/x.txt", "a/image.png", "c.JSON"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        content = json.dumps({"text": RUSSIAN}) if name.endswith("JSON") else RUSSIAN
        written(tmp_path / name, b"\x89PNG\r\n" if name.endswith("png") else content)
    (left_out,) = [one for one in documents.read([str(tmp_path)]) if not isinstance(one, Document)]
    assert isinstance(left_out, LeftOutError)
    assert "picture" in str(left_out)
    names = [d.name.removeprefix(f"{tmp_path}/") for d in documents.read([str(tmp_path)]) if isinstance(d, Document)]
    assert names == ["b.txt", "c.JSON", "a/1.txt", "a/2.md"]
    assert documents.count([str(tmp_path), "-", "nowhere"]) == 7


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    assert "holds no documents" in error(tmp_path)


@pytest.mark.parametrize(
    ("content", "name"), [(RUSSIAN, "-"), ('{"id": "x", "text": "Карелия"}', "x"), ("<p>Карелия", "-")]
)
def test_standard_input_is_text_json_or_a_page(monkeypatch: pytest.MonkeyPatch, content: str, name: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    document = read("-")
    assert document.name == name
    assert document.text.startswith(("Глава", "Карелия"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 text", "broken as a PDF"),
        (b"PK\x03\x04...", "broken"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0....", ".docx"),
        (b"{\\rtf1 }", "no text"),
        (b"abc\0def", "binary"),
    ],
)
def test_empty_and_binary_files_are_told(tmp_path: Path, data: bytes, told: str) -> None:
    assert told in error(written(tmp_path / "a.txt", data))


def test_a_missing_file_does_not_stop_the_batch(tmp_path: Path) -> None:
    good = written(tmp_path / "a.txt", RUSSIAN)
    first, second = documents.read([str(tmp_path / "nowhere.txt"), str(good)])
    assert isinstance(first, DocumentError)
    assert "no such file" in str(first)
    assert isinstance(second, Document)


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    written(tmp_path / "b.txt", RUSSIAN)
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    text, dangling = documents.read([str(tmp_path)])
    assert isinstance(text, Document)
    assert "no such file" in str(dangling)


def test_a_file_that_vanishes_after_its_folder_was_listed_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        written(tmp_path / name, RUSSIAN)
    found = documents.read([str(tmp_path)])
    assert isinstance(next(found), Document)
    (tmp_path / "b.txt").unlink()
    vanished, last = found
    assert isinstance(vanished, DocumentError)
    assert "vanished" in str(vanished)
    assert isinstance(last, Document)


def test_a_permission_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = written(tmp_path / "a.txt", RUSSIAN)
    monkeypatch.setattr(Path, "open", refuse)
    assert "permissions" in error(path)


def test_twenty_megabytes_are_read_and_a_file_beyond_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = RUSSIAN * (20_000_000 // len(RUSSIAN.encode()) + 1)
    assert read(written(tmp_path / "a.txt", text)).text == text
    page = read(written(tmp_path / "a.html", "<p>" + text.replace("\n", "</p><p>")))
    assert page.text == text.strip()
    monkeypatch.setattr(documents, "LARGEST", 1000)
    assert "split it" in error(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (RUSSIAN, "ru"),
        ("Карелия", "ru"),
        (ENGLISH, "en"),
        (KAZAKH, "kk"),
        ("Kasachstan und Karelien haben eine Vereinbarung unterzeichnet.", None),
        ("Україна та Казахстан підписали меморандум про співпрацю в галузі торгівлі.", None),
        ("Татарстан белән Казакъстан арасында сәүдә әйләнеше үсә, бу турында хөкүмәт хәбәр итә.", None),
        ("Народната република и Казахстан подписаха споразумение за търговия и пристанища. " * 5, None),
        ("2018 — 15 %", None),
        ("", None),
    ],
)
def test_languages_are_told_apart(text: str, lang: str | None) -> None:
    assert documents.detected(text) == lang


def test_an_unknown_language_asks_for_its_name_and_takes_it(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "2018 — 15 %")
    assert "--lang" in error(path)
    assert read(path, "ru").lang == "ru"


def test_the_language_given_overrides_that_of_the_document(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.dumps({"text": RUSSIAN, "lang": "de"}))
    assert read(path, "ru").lang == "ru"
