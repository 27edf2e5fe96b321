"""A workbook read back: cells as Excel sees them (kind and value), by sheet."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Sheet:
    """``rows``: row number → the cells of it, text as ``str``, numbers as ``float``. ``xml``: the part itself."""

    name: str
    rows: dict[int, list[str | float]]
    links: list[str]
    xml: etree._Element


def read_workbook(content: bytes) -> dict[str, Sheet]:
    with ZipFile(BytesIO(content)) as file:
        book = etree.fromstring(file.read("xl/workbook.xml"))
        names = [sheet.get("name") or "" for sheet in book.iter(f"{MAIN}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            xml = etree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
            relations = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            links = [
                relation.get("Target") or ""
                for relation in (etree.fromstring(file.read(relations)) if relations in file.namelist() else ())
            ]
            rows = {int(row.get("r") or 0): [_value(cell) for cell in row] for row in xml.iter(f"{MAIN}row")}
            found[name] = Sheet(name, rows, links, xml)
    return found


def _value(cell: etree._Element) -> str | float:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    value = cell.findtext(f"{MAIN}v")
    return float(value) if value else ""
