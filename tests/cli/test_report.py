"""``planner report``: the file, its figures, and exit codes scripts can trust."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.cli import commands
from planner.models import Campaign
from planner.vocabulary import Role, UnitKind
from tests.documents.test_outputs import pdf_text
from tests.documents.workbook import read_workbook
from tests.factories import make_person, make_unit
from tests.pages import send, sign_in
from tests.small_campaign import make_small_campaign

NOVEMBER = ("--from", "2026-11-01", "--to", "2026-11-30")


@pytest.fixture
def campaign(session: Session) -> Campaign:
    made = make_small_campaign(session).campaign
    session.commit()
    return made


@pytest.fixture(autouse=True)
def place(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANNER_DATABASE_URL", database_url)
    monkeypatch.setenv("PLANNER_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["report", *map(str, arguments)])


def test_the_key_and_the_number_give_the_same_figures(campaign: Campaign, place: Path) -> None:
    files = [place / "theo-ma.json", place / "theo-so.json"]
    for key, file in zip((campaign.key, campaign.id), files, strict=True):
        result = run("--campaign", key, *NOVEMBER, "--format", "json", "--output", file)
        assert result.exit_code == 0, result.output
    by_key, by_number = (json.loads(file.read_text("utf-8")) for file in files)

    assert by_key == by_number
    assert (by_key["from"], by_key["to"]) == ("2026-11-01", "2026-11-30")
    assert by_key["totals"]["published"] == 3


def test_the_word_file_is_written_whole_and_said_so(campaign: Campaign, place: Path) -> None:
    file = place / "bao-cao.docx"
    result = run("--campaign", campaign.key, *NOVEMBER, "--output", file)
    document: Any = docx.Document(str(file))

    assert (result.exit_code, result.output) == (
        0,
        f"Đã ghi {file}: tháng 11 năm 2026, danh mục có 5 lần đăng, phát.\n",
    )
    assert "BÁO CÁO" in [line.text for line in document.paragraphs]
    assert [path.name for path in place.iterdir() if "unfinished" in path.name] == []


def test_every_kind_of_file_holds_the_same_figures(campaign: Campaign, place: Path) -> None:
    for kind in ("xlsx", "pdf", "json"):
        result = run("--campaign", campaign.key, *NOVEMBER, "--format", kind, "--output", place / f"bao-cao.{kind}")
        assert result.exit_code == 0, result.output
    values = json.loads((place / "bao-cao.json").read_text("utf-8"))
    sheets = read_workbook((place / "bao-cao.xlsx").read_bytes())

    for table in values["tables"]:
        rows = sheets[f"Bảng {table['number']}"].rows
        figures = [[cell for cell in row if isinstance(cell, int)] for row in table["rows"]]
        shown = [[cell for cell in rows[place + 4] if isinstance(cell, float)] for place in range(len(figures))]
        assert all(set(wanted) <= set(found) for wanted, found in zip(figures, shown, strict=True))
    assert (place / "bao-cao.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.usefixtures("factories_day")
def test_the_command_and_the_pages_give_the_same_report(
    campaign: Campaign, client: FlaskClient, session: Session, place: Path
) -> None:
    board = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    key = campaign.key
    started = {"campaign": key, "period": "2026-11-01/2026-11-30"}
    where = send(sign_in(client, board), "/bao-cao/lap", "/bao-cao/lap", started).headers["Location"]
    of_page = {kind: client.get(f"{where}/bao-cao.{kind}").get_data() for kind in ("docx", "xlsx", "pdf", "json")}
    preview = client.get(f"{where}/xem").get_data(as_text=True)
    by_command = {}
    for kind in of_page:
        run("--campaign", key, *NOVEMBER, "--format", kind, "--output", place / f"x.{kind}")
        by_command[kind] = (place / f"x.{kind}").read_bytes()

    values = json.loads(by_command["json"])
    assert values == json.loads(of_page["json"])
    assert in_word(by_command["docx"]) == in_word(of_page["docx"])
    assert pdf_text(by_command["pdf"]) == pdf_text(of_page["pdf"])
    command, page = (read_workbook(files["xlsx"]) for files in (by_command, of_page))
    assert {name: sheet.rows for name, sheet in command.items()} == {name: sheet.rows for name, sheet in page.items()}
    assert f"Thực hiện {values['totals']['published']:02} tác phẩm" in preview


def in_word(content: bytes) -> str:
    return "\n".join(docx.Document(BytesIO(content)).element.body.itertext())


def test_the_form_may_be_chosen_by_hand(campaign: Campaign, place: Path) -> None:
    file = place / "bao-cao.docx"
    run("--campaign", campaign.key, *NOVEMBER, "--profile", "nha-nuoc-nd30", "--output", file)

    assert "Độc lập - Tự do - Hạnh phúc" in "".join(docx.Document(str(file)).element.body.itertext())


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--campaign", "khong-co"), 1, "Không có đợt tuyên truyền “khong-co”"),
        (("--campaign", "thu-nghiem", "--from", "2026-11-30", "--to", "2026-11-01"), 1, "Ngày cuối kỳ phải sau"),
        (("--campaign", "thu-nghiem", "--format", "xls"), 2, "xls"),
        (("--campaign", "thu-nghiem", "--from", "hôm qua"), 2, "hôm qua"),
        ((), 2, "--campaign"),
    ],
)
def test_mistakes_end_with_a_sentence_and_no_file(
    campaign: Campaign, place: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    result = run(*arguments, "--output", place / "bao-cao.docx")

    assert result.exit_code == code
    assert sentence in result.output
    assert not (place / "bao-cao.docx").exists()


def test_a_folder_that_is_not_there_is_named(campaign: Campaign, place: Path) -> None:
    result = run("--campaign", campaign.key, *NOVEMBER, "--output", place / "khong-co" / "bao-cao.docx")

    assert result.exit_code == 1
    assert "Không ghi được tệp" in result.output
