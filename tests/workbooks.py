"""Workbooks for tests, written by hand: no library of the project writes any."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(path: Path, rows: Rows, merged: str = "", name: str = "Sheet1") -> Path:
    """Write a workbook of one sheet: `=…` is a formula that was never computed, `#…` an error."""
    cells = "".join(
        f'<row r="{number}">{"".join(_cell(number, at, cell) for at, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    ranges = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _related("officeDocument", "xl/workbook.xml"))
        package.writestr("xl/_rels/workbook.xml.rels", _related("worksheet", "worksheets/sheet1.xml"))
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
        )
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>{ranges}</worksheet>'
        package.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def ods(path: Path, rows: Rows) -> Path:
    """Write an OpenDocument spreadsheet of one sheet."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    lines = "".join(f"<table:table-row>{''.join(map(_of_ods, row))}</table:table-row>" for row in rows)
    sheet = f'<table:table table:name="Sheet1">{lines}</table:table>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest {manifest}/>")
        body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
        package.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
    return path


def _of_ods(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind = "string" if isinstance(cell, str) else f'float" office:value="{cell}'
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def _related(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'


def _cell(row: int, at: int, cell: Cell) -> str:
    place = f'r="{chr(65 + at)}{row}"'
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return f"<c {place}><v>{cell}</v></c>"
    if cell.startswith("#"):
        return f'<c {place} t="e"><v>{cell}</v></c>'
    if cell.startswith("="):
        return f"<c {place}><f>{escape(cell[1:])}</f></c>"
    return f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
