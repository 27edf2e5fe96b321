"""Settings, read once from the environment. Nothing else reads environment variables."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from planner.errors import Invalid

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the place of installation decides. ``wakeup`` is ``timer`` or ``postgres``; ``port`` is TCP.

    ``smtp_url``: ``smtp://``, ``smtps://`` (TLS at once) or ``smtp+starttls://`` with name and password before the
    host; empty when nothing is mailed. ``mail_from``: the bare sender address.
    ``answer_to``: the mailbox that reads answers of calendar programs, with a plus-address for each (``planner rsvp``).
    """

    data_dir: Path
    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 8000
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULT_ZONE))
    base_url: str = ""
    https: bool = False
    proxies: int = 0
    demo: bool = False
    wakeup: str = "timer"
    fetch_allow: tuple[str, ...] = ()
    contact: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    answer_to: str = ""
    cheap_passwords: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read settings; raises Invalid with a sentence naming the variable that is wrong."""
        data_dir = Path(environ.get("PLANNER_DATA_DIR") or ".data").resolve()
        data_dir.mkdir(parents=True, exist_ok=True)
        wakeup = environ.get("PLANNER_WAKEUP", "timer")
        if wakeup not in ("timer", "postgres"):
            raise Invalid("PLANNER_WAKEUP phải là timer hoặc postgres, không phải “%(value)s”.", {"value": wakeup})
        smtp_url, mail_from = _mail(environ)
        return cls(
            data_dir=data_dir,
            database_url=environ.get("PLANNER_DATABASE_URL") or f"sqlite:///{data_dir / 'planner.sqlite'}",
            secret_key=environ.get("PLANNER_SECRET_KEY") or _kept_secret(data_dir / "secret-key"),
            host=environ.get("PLANNER_HOST", "127.0.0.1"),
            port=_number(environ, "PORT", 8000),
            zone=_zone(environ.get("PLANNER_ZONE", DEFAULT_ZONE)),
            base_url=environ.get("PLANNER_BASE_URL", "").rstrip("/"),
            https=environ.get("PLANNER_HTTPS", "") == "1",
            proxies=_number(environ, "PLANNER_PROXIES", 0),
            demo=environ.get("PLANNER_DEMO", "") == "1",
            wakeup=wakeup,
            fetch_allow=tuple(environ.get("PLANNER_FETCH_ALLOW", "").split()),
            contact=environ.get("PLANNER_CONTACT", ""),
            smtp_url=smtp_url,
            mail_from=mail_from,
            answer_to=_answer_to(environ.get("PLANNER_ANSWER_TO", "")),
        )

    @property
    def address(self) -> str:
        """The address people use, without a final slash."""
        return self.base_url or f"http://{self.host}:{self.port}"


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) > 65535:
        raise Invalid("%(name)s phải là một số từ 0 đến 65535, không phải “%(value)s”.", {"name": name, "value": text})
    return int(text)


def _mail(environ: Mapping[str, str]) -> tuple[str, str]:
    """The mail server and the sender; neither is needed, but one without the other is a mistake."""
    url, sender = environ.get("PLANNER_SMTP_URL", ""), environ.get("PLANNER_MAIL_FROM", "")
    if url and urlsplit(url).scheme not in ("smtp", "smtps", "smtp+starttls"):
        raise Invalid("PLANNER_SMTP_URL phải bắt đầu bằng smtp://, smtps:// hoặc smtp+starttls://.")
    if url and not urlsplit(url).hostname:
        raise Invalid("PLANNER_SMTP_URL thiếu tên máy chủ thư, ví dụ đúng: smtp+starttls://thu.example.vn:587.")
    if url and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", sender):
        raise Invalid("PLANNER_MAIL_FROM phải là một địa chỉ thư, ví dụ lich@example.vn, khi có PLANNER_SMTP_URL.")
    return url, sender


def _answer_to(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s<>+]{1,12}@[^@\s<>]+", text):
        raise Invalid("PLANNER_ANSWER_TO phải là một hộp thư tên ngắn, không có dấu cộng, ví dụ lich@example.vn.")
    return text


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid("PLANNER_ZONE “%(value)s” không phải một múi giờ.", {"value": name}) from error


def _kept_secret(path: Path) -> str:
    """The signing key, made at first start and readable by its owner only."""
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        key = secrets.token_urlsafe(48)
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(key, "ascii")
        return key
