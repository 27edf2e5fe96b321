"""``planner refit``: learn the matcher's weights from the site's own decisions; report, and switch when told to."""

import click

from planner import clock
from planner.cli.place import reading, settings, transaction
from planner.domain.refitting import Comparison, Measure
from planner.language.style import number
from planner.newsdesk import refitting
from planner.newsdesk.history import Actor
from planner.vocabulary import N_

NAME = N_("Lệnh học lại đối chiếu")


@click.command()
@click.option("--switch", is_flag=True, help="Dùng mô hình mới nếu tốt hơn.")
@click.option("--back", is_flag=True, help="Quay lại mô hình trước.")
def command(*, switch: bool, back: bool) -> None:
    """Học lại mô hình đối chiếu từ các cặp đã xác nhận và đã loại. Không có --switch thì chỉ báo cáo."""
    actor = Actor(NAME, clock.now())
    if back:
        with transaction(settings()) as session:
            click.echo(f"Từ nay dùng mô hình {refitting.back(session, actor)}.")
        return
    with transaction(settings()) if switch else reading(settings()) as session:
        found = refitting.compare(session, actor)
        click.echo("\n".join(told(found)))
        if switch:
            row = refitting.switch(session, actor, found)
            click.echo(f"Từ nay dùng mô hình {row.rule}. Quay lại bằng: planner refit --back")


def told(found: Comparison) -> list[str]:
    """The report, line by line."""
    return [
        "Trên các kế hoạch để riêng, không học từ đó:",
        _line("đang dùng", found.frozen_before),
        _line("mới", found.frozen_after),
        "Kiểm chứng chéo theo kế hoạch:",
        _line("đang dùng", found.crossed_before),
        _line("mới", found.crossed_after),
        "Mô hình mới tốt hơn. Dùng bằng: planner refit --switch"
        if found.is_better
        else "Mô hình mới không tốt hơn; giữ mô hình đang dùng.",
    ]


def _line(name: str, one: Measure) -> str:
    taken = f"nhận theo quy tắc {one.taken} cặp, đúng {one.taken_right}"
    return f"  {name}: {one.pairs} cặp, sai số {number(one.loss, 3)}; {taken}"
