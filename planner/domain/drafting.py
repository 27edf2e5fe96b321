"""Sentences of sections I–VI drafted from the figures, in the style of documents ("03 chuyên trang").

The draft says what the figures say and no more; where a person must add, it asks for it in brackets. A document is
Vietnamese whoever reads the screen, so these texts are not translated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.domain.coverage import Measure
from planner.domain.figures import Figures, Line
from planner.domain.letterhead import Basis, Body
from planner.domain.tally import Filter
from planner.language.style import count, document_date, percent

UNKNOWN = "chưa đủ dữ liệu"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence drafted from figures."""

    words: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a person has to add or leave out before signing."""

    words: str


@dataclass(frozen=True, slots=True)
class TableMark:
    """Here stands the table of this number."""

    number: int


@dataclass(frozen=True, slots=True)
class ChartMark:
    """Here stands the chart of this number."""

    number: int


Block = Text | Prompt | TableMark | ChartMark


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a section; no title: text straight under the section."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    parts: tuple[Part, ...]


def opening(basis: Basis, body: Body, figures: Figures) -> str:
    """ "Thực hiện Công văn số … của …, Ban … báo cáo kết quả tháng 11 năm 2026 như sau:" """
    day = f", ngày {document_date(basis.issued_on)}" if basis.issued_on else ""
    about = f" {basis.title[:1].lower()}{basis.title[1:]}" if basis.title.lower().startswith("về ") else ""
    reporter = body.name or "đơn vị"
    period = figures.frame.period.words
    return (
        f"Thực hiện {basis.kind} số {basis.number}{day} của {basis.issuer}{about}, "
        f"{reporter} báo cáo kết quả {period} như sau:"
    )


def sections(
    figures: Figures, *, charts: int = 0, urging: Iterable[str] = (), activities: Iterable[str] = ()
) -> Iterator[Section]:
    """The six sections in order; ``charts`` of them stand under the quantities, ``urging`` says what was urged,
    ``activities`` what units report of themselves.
    """
    yield Section(
        "Công tác lãnh đạo, chỉ đạo, triển khai thực hiện",
        (
            _plain(
                Text(_plan(figures)),
                Prompt("Bổ sung: kế hoạch, văn bản đã ban hành; phân công; phối hợp với lãnh đạo chuyên môn."),
            ),
        ),
    )
    yield Section("Kết quả tuyên truyền", tuple(_results(figures, charts, activities)))
    yield Section(
        "Công tác theo dõi, đôn đốc, kiểm tra",
        (_plain(*map(Text, (*_follow_up(figures), *urging)), Prompt("Bổ sung: việc kiểm tra đã làm trong kỳ.")),),
    )
    yield Section("Đánh giá chung", tuple(_assessment(figures)))
    yield Section(
        "Phương hướng, nhiệm vụ trọng tâm thời gian tới",
        (_plain(Prompt("Bổ sung: định hướng tuyên truyền và nhiệm vụ trọng tâm của kỳ tới.")),),
    )
    yield Section("Kiến nghị, đề xuất", (_plain(Prompt("Bổ sung, hoặc bỏ mục này nếu không có.")),))


def works(figures: Figures, line: Line | None = None, measure: Measure = Measure.PUBLISHED) -> str:
    """ "128 tin, 46 bài, 12 phóng sự": what is not 0, group by group in the report's own words."""
    wanted = (line or figures.total).filter
    found = []
    for group in figures.frame.groups:
        number = figures.count(
            Filter(measure, unit_id=wanted.unit_id, theme_id=wanted.theme_id, group=group.key, month=wanted.month)
        )
        if number and not group.of_columns:
            found.append(f"{count(number)} {group.name[:1].lower()}{group.name[1:]}")
    return ", ".join(found)


def _plan(figures: Figures) -> str:
    columns = f"; {count(len(figures.columns))} chuyên trang, chuyên mục với " if figures.columns else ""
    slots = f"{count(sum(line.planned for line in figures.columns))} kỳ" if figures.columns else ""
    return (
        f"Có {count(len(figures.units))} đơn vị báo chí tham gia. Trong kỳ, các đơn vị lập kế hoạch "
        f"{_number(figures.total, Measure.PLANNED)} tin, bài{columns}{slots}."
    )


def _results(figures: Figures, charts: int, activities: Iterable[str]) -> Iterator[Part]:
    yield Part("Nội dung tuyên truyền", (*map(Text, _themes(figures)), TableMark(3)))
    marks = (TableMark(1), *map(ChartMark, range(1, charts + 1)), TableMark(2), TableMark(4))
    words = (*_quantities(figures), *_air_time(figures), *activities)
    yield Part("Hình thức và số lượng", (*map(Text, words), *marks))
    yield Part(
        "Mô hình hay, cách làm hiệu quả, điển hình được giới thiệu",
        (Prompt("Bổ sung nhận xét về mô hình, cách làm, điển hình đã giới thiệu."), TableMark(5)),
    )
    yield Part(
        "Một số tác phẩm tiêu biểu",
        (Prompt("Bổ sung: tác phẩm tiêu biểu, chọn trong danh mục ở phụ lục."),),
    )


def _themes(figures: Figures) -> Iterator[str]:
    counted = [line for line in figures.themes if line[Measure.PUBLISHED]]
    counted.sort(key=lambda line: -(line[Measure.PUBLISHED] or 0))
    if counted:
        words = "; ".join(f"{line.label} ({_number(line, Measure.PUBLISHED)} tác phẩm)" for line in counted)
        yield f"Tin, bài đã đăng, phát tập trung vào: {words}."
    else:
        yield "Trong kỳ chưa xác nhận được tác phẩm nào đã đăng, phát theo kế hoạch."
    silent = [line.label for line in figures.themes if line[Measure.PLANNED] and line[Measure.PUBLISHED] == 0]
    if silent:
        yield f"Có kế hoạch nhưng chưa có tác phẩm đã đăng, phát: {'; '.join(silent)}."


def _quantities(figures: Figures) -> Iterator[str]:
    total = figures.total
    published, planned, outside = total[Measure.PUBLISHED], total[Measure.PLANNED], total[Measure.OUTSIDE]
    columns = _columns(figures)
    if published is None:
        yield f"Số tin, bài đã đăng, phát trong kỳ: {UNKNOWN}."
    elif published or columns:
        yield f"Trong kỳ, các đơn vị đã đăng, phát {'; '.join(filter(None, (works(figures), columns)))}."
    if published is not None and planned:
        yield (
            f"Thực hiện {count(published)} tác phẩm trên {count(planned)} tác phẩm theo kế hoạch, "
            f"đạt {percent(published, planned)}."
        )
    if outside:
        yield f"Ngoài kế hoạch có {works(figures, measure=Measure.OUTSIDE)}."
    if airings := total[Measure.AIRINGS]:
        known = "; ".join(f"{known.label}: {count(number)}" for known, number in figures.known)
        yield f"Tổng số lần đăng, phát: {count(airings)}. Căn cứ của số tác phẩm: {known}."


def _air_time(figures: Figures) -> Iterator[str]:
    """Minutes of first showings, and repeats, which add to nothing."""
    if minutes := figures.minutes():
        yield f"Thời lượng phát sóng lần đầu: {count(minutes)} phút."
    if repeats := figures.total[Measure.REPEATS]:
        yield f"Ngoài ra phát lại {count(repeats)} lần, không cộng vào tổng số."


def _columns(figures: Figures) -> str:
    """ "duy trì 02 chuyên mục (24 kỳ), thực hiện 03 chuyên trang"."""
    said: list[str] = []
    for group in (group for group in figures.frame.groups if group.of_columns):
        lines = [line for line in figures.columns if line.form.value == group.key and line.kept]
        if lines:
            verb = "duy trì" if not said else "thực hiện"
            kept = sum(line.kept for line in lines)
            said.append(f"{verb} {count(len(lines))} {group.name.lower()} ({count(kept)} {group.measure})")
    return ", ".join(said)


def _follow_up(figures: Figures) -> Iterator[str]:
    frame = figures.frame
    until = document_date(min(frame.today, frame.period.last))
    missing, stopped = figures.total[Measure.MISSING] or 0, figures.total[Measure.STOPPED] or 0
    yield (
        f"Đến ngày {until}, còn {count(missing)} tin, bài quá ngày dự kiến chưa xác nhận đăng, phát"
        f"{f'; {count(stopped)} tin, bài hoãn, hủy' if stopped else ''}."
    )
    for source in frame.sources:
        why = (source.problem or source.state).label.lower()
        seen = "chưa lần nào đọc được" if source.last_good_at is None else why
        yield (
            f"Nguồn tin “{source.name}” của {source.unit_name} không theo dõi được {count(source.hours)} giờ"
            f" trong kỳ ({seen}); số liệu chưa đủ."
        )
    for line in frame.vouched:
        yield (
            f"{line.unit_name}: {line.person} xác nhận không đăng, phát từ ngày {_day(line.begins_at)}"
            f" đến ngày {_day(line.ends_at)} ({line.note})."
        )


def _day(moment: datetime) -> str:
    return document_date(moment.date())


def _assessment(figures: Figures) -> Iterator[Part]:
    done = [line.label for line in figures.units if _done(line)]
    strengths = [Text(f"Hoàn thành kế hoạch trong kỳ: {_listed(done)}.")] if done else []
    yield Part("Ưu điểm", (*strengths, Prompt("Bổ sung nhận xét về chất lượng, hiệu quả tuyên truyền.")))
    yield Part("Hạn chế, khó khăn", (*map(Text, _gaps(figures)), Prompt("Bổ sung, đối chiếu với đơn vị.")))
    yield Part("Nguyên nhân", (Prompt("Bổ sung: nguyên nhân khách quan, chủ quan."),))
    yield Part("Bài học kinh nghiệm", (Prompt("Bổ sung."),))


def _done(line: Line) -> bool:
    return bool(line[Measure.PLANNED]) and (line[Measure.PUBLISHED] or 0) >= (line[Measure.PLANNED] or 0)


def _gaps(figures: Figures) -> Iterator[str]:
    short = [
        f"{line.label} ({_number(line, Measure.MISSING)} tin, bài)" for line in figures.units if line[Measure.MISSING]
    ]
    if short:
        yield f"Còn thiếu so với kế hoạch: {_listed(short)}."
    missed = [f"{line.name} ({count(len(line.missed))} kỳ)" for line in figures.columns if line.missed]
    if missed:
        yield f"Chuyên trang, chuyên mục lỡ kỳ: {_listed(missed)}."


def _number(line: Line, measure: Measure) -> str:
    value = line[measure]
    return UNKNOWN if value is None else count(value)


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words)


def _plain(*blocks: Block) -> Part:
    return Part("", blocks)
