"""The command line. Each command lives in a file of its own and is imported only when it is called for."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from planner.errors import PlannerError

# Name on the command line → (file in this folder, line in the list of commands). Each file has a click command (or
# group) called ``command``.
COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "Chạy trang web và việc nền cùng một chỗ."),
    "web": ("web", "Chỉ chạy trang web."),
    "worker": ("worker", "Chỉ chạy việc nền."),
    "upgrade": ("upgrade", "Tạo hoặc nâng cấp cơ sở dữ liệu."),
    "poll": ("poll", "Lấy tin một lượt ngay bây giờ."),
    "try-feed": ("try_feed", "Thử đọc một nguồn tin mà không lưu."),
    "sources": ("sources", "Kiểm tra nguồn tin; xuất, nhập danh sách nguồn tin."),
    "preset": ("preset", "Nạp bộ mẫu đợt tuyên truyền."),
    "demo": ("demo", "Nạp dữ liệu trình diễn."),
    "user": ("user", "Thêm người dùng."),
    "subscribe": ("subscribe", "Tạo đường dẫn lịch riêng cho một người."),
    "rsvp": ("rsvp", "Ghi câu trả lời lời mời từ thư."),
    "report": ("report", "Xuất báo cáo kết quả tuyên truyền."),
    "doctor": ("doctor", "Kiểm tra cơ sở dữ liệu, đồng hồ, ổ đĩa, nguồn tin."),
    "refit": ("refit", "Học lại mô hình đối chiếu từ các quyết định của toà soạn."),
    "evaluate": ("evaluate", "Đo chất lượng đối chiếu trên tập kiểm thử."),
}


class Commands(click.Group):
    """Reads the table above; an error of our family ends a command with its sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"planner.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them all."""
        with formatter.section("Các lệnh"):
            formatter.write_dl([(name, words) for name, (_file, words) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            raise click.ClickException(str(error)) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(package_name="campaign-planner", prog_name="planner")
def commands() -> None:
    """Kế hoạch tuyên truyền của các đơn vị báo chí. Cấu hình bằng biến môi trường, xem README.md."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    commands.main(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="planner")
