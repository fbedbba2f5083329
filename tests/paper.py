"""Makes files of every form from a story, with the standard library alone."""

import io
import zipfile
from email.message import EmailMessage
from html import escape

TITLE = "Курганская область и Узбекистан расширяют торговлю"
DAY = "2022-04-14"
STORY = (
    "Губернатор Курганской области Вадим Шумков встретился с послом Узбекистана Тимуром Рахимовым.",
    "Товарооборот между Курганской областью и Узбекистаном в 2021 году составил 48,2 млн долларов США.",
    "Курганская область и Узбекистан подписали соглашение о сотрудничестве в сельском хозяйстве.",
)
TEXT = "\n".join(STORY)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page(paragraphs: tuple[str, ...] = STORY, title: str = TITLE, head: str = "") -> bytes:
    """Return a page with a menu, a card and a footer around its news."""
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)} — Сайт</title>'
        f'<meta property="article:published_time" content="{DAY}T09:00:00+05:00">{head}</head><body>'
        "<nav><a href='/'>Главная</a> <a href='/n'>Экспорт России в Иран в 2019 году составил 5 млрд долларов</a></nav>"
        f"<article><h1>{escape(title)}</h1>{body}</article>"
        '<div class="related"><a href="/x">Экспорт России в Китай в 2019 году составил 50 млрд долларов</a></div>'
        "<footer>© Сайт, 2022</footer></body></html>"
    ).encode()


def pdf(lines: list[str], pages: int = 1) -> bytes:
    """Return a PDF whose font tells which letters its signs are, and has no shapes: enough for a text layer."""
    signs = sorted({sign for line in lines for sign in line} | {" "})
    code = {sign: number for number, sign in enumerate(signs, start=1)}
    pairs = "\n".join(f"<{code[sign]:04X}> <{ord(sign):04X}>" for sign in signs)
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(signs)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()
    drawn = [
        f"1 0 0 1 72 {760 - 14 * i} Tm <{''.join(f'{code[s]:04X}' for s in line)}> Tj" for i, line in enumerate(lines)
    ]
    content = ("BT /F1 11 Tf " + " ".join(drawn) + " ET").encode()
    kids = " ".join(f"{7 + n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(table), table),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
    ]
    leaf = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>"
    )
    objects += [leaf] * pages
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def scan() -> bytes:
    """Return a PDF whose page holds no text."""
    return pdf([])


def packed(members: dict[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(paragraphs: tuple[str, ...] = STORY) -> bytes:
    """Return a DOCX, its words cut into runs as Word cuts them, with a deletion that nobody sees."""

    def runs(text: str) -> str:
        halves = text[: len(text) // 2], text[len(text) // 2 :]
        return "".join(f'<w:r><w:t xml:space="preserve">{escape(half)}</w:t></w:r>' for half in halves)

    gone = "<w:del><w:r><w:delText>Экспорт России в Иран составил 5 млрд долларов.</w:delText></w:r></w:del>"
    body = "".join(f"<w:p>{runs(one)}{gone}</w:p>" for one in paragraphs)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
            "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
            + TITLE
            + "</dc:title></c>",
        }
    )


def odt(paragraphs: tuple[str, ...] = STORY) -> bytes:
    """Return an ODT."""
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<t:p>{escape(one).replace(' ', '<t:s/>', 1)}</t:p>" for one in paragraphs)
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<o:document xmlns:o="{office}" xmlns:t="{text}"><o:body>{body}</o:body></o:document>',
        }
    )


def rtf(paragraphs: tuple[str, ...] = STORY) -> bytes:
    """Return an RTF in Windows-1251."""
    body = "\\par\n".join("".join(f"\\'{byte:02x}" for byte in one.encode("cp1251")) for one in paragraphs)
    return (r"{\rtf1\ansi\ansicpg1251\deff0 " + body + "}").encode("ascii")


def mail(paragraphs: tuple[str, ...] = STORY, form: str = "plain") -> bytes:
    """Return a mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "press@example.org", "all@example.org", TITLE
    message["Date"] = "Thu, 14 Apr 2022 09:00:00 +0500"
    if form == "plain":
        message.set_content("\n".join(paragraphs), cte="base64")
    else:
        message.set_content("".join(f"<p>{one}</p>" for one in paragraphs), subtype="html", cte="base64")
    return bytes(message)


def carrying(name: str, data: bytes, words: str = "") -> bytes:
    """Return a mail with a file and the picture of a signature attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "press@example.org", "all@example.org", "Пресс-релиз"
    message["Date"] = "Thu, 14 Apr 2022 09:00:00 +0500"
    message.set_content(words)
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    return bytes(message)


def mhtml() -> bytes:
    """Return a page as a browser saves it."""
    text = page().decode()
    return (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/news/1\nSubject: x\n"
        "Date: Fri, 15 Apr 2022 09:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\n\n\n----b\n'
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        f"Content-Location: https://example.org/news/1\n\n{text}\n----b--\n"
    ).encode()


def rss(items: list[tuple[str, str, str]]) -> bytes:
    """Return a feed of items: address, title, text."""
    body = "".join(
        f"<item><title>{escape(title)}</title><link>{link}</link><pubDate>Thu, 14 Apr 2022 09:00:00 +0500</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
        for link, title, text in items
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Л</title>'
    return f"{head}{body}</channel></rss>".encode()


def atom() -> bytes:
    """Return a feed in Atom of the one story."""
    body = "".join(f"&lt;p&gt;{escape(one)}&lt;/p&gt;" for one in STORY)
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Л</title><id>f</id><entry><id>e</id>'
        f'<title>{TITLE}</title><link href="https://example.org/atom/1"/><updated>{DAY}T09:00:00Z</updated>'
        f'<content type="html">{body}</content></entry></feed>'
    ).encode()


def xlsx(rows: list[list[str]]) -> bytes:
    """Return a workbook of one sheet."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"/>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Л" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1"'
            f' Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )
