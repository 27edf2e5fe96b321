"""The page inspection itself: each law it guards is broken once on purpose."""

import pytest
from werkzeug.wrappers import Response

from tests.fixtures.pages import faults, page_faults

GOOD = """<!doctype html>
<html lang="vi"><head><title>Lịch</title></head><body><main><h1>Lịch</h1>
<form method="post"><input type="hidden" name="csrf_token" value="abc">
<label for="ten">Tên</label><input id="ten" name="ten"><button>Lưu</button></form>
<a href="/"><img src="/static/img/a.svg" alt="Trang đầu"></a></main></body></html>"""


def test_a_good_page_has_no_faults() -> None:
    assert page_faults(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<h1>Lịch</h1>", "", "0 h1 instead of one"),
        ("<h1>Lịch</h1>", "<h1>Lịch</h1><h1>Lịch</h1>", "2 h1 instead of one"),
        ("<title>Lịch</title>", "<title> </title>", "no title"),
        (' lang="vi"', "", "no language on html"),
        ("<h1>Lịch", '<h1 id="ten">Lịch', "id 'ten' occurs 2 times"),
        ('for="ten"', 'for="khac"', "label for points to 'khac', which is not there"),
        ('<label for="ten">Tên</label>', "", "input 'ten' has no label"),
        ('name="csrf_token"', 'name="token"', "form None carries 0 csrf tokens"),
        ("<button>Lưu</button>", "<button></button>", "button None has no name"),
        (' alt="Trang đầu"', "", "img '/static/img/a.svg' has no alt"),
        ("<h1>", '<h1 style="color: red">', "inline style on h1"),
        ("<h1>", "<script>1</script><h1>", "inline script"),
        ("<h1>", '<h1 onclick="1">', "h1 has onclick"),
        ('href="/"', 'href="javascript:1"', "a runs a script address"),
        ("</form>", "", "line 5: End tag (main) seen too early"),
    ],
)
def test_each_fault_of_a_page_is_found(good: str, bad: str, fault: str) -> None:
    assert good in GOOD
    found = page_faults(GOOD.replace(good, bad, 1))
    assert any(line.startswith(fault) for line in found), found


def test_a_fragment_needs_no_heading_but_its_tokens() -> None:
    assert page_faults('<form method="post"><button>Xóa</button></form>') == ["form None carries 0 csrf tokens"]


def test_a_response_without_security_headers_is_refused() -> None:
    found = faults(Response("một tệp", mimetype="text/plain"))
    assert found == [
        "header X-Content-Type-Options is None",
        "header Content-Security-Policy is None",
        "header Referrer-Policy is None",
    ]
