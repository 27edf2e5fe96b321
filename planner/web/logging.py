"""What may not stand in a log: tokens of calendar links, signed answers and public reports, keys to somebody's work."""

import logging
import re

# The first eight characters of 43 tell two links apart and give nothing away.
_TOKEN = re.compile(r"(/(?:lich|tra-loi|bao-cao-cong-khai)/[A-Za-z0-9_-]{8})[A-Za-z0-9_-]+")


def masked(text: str) -> str:
    """The text with every token cut after its first eight characters."""
    return _TOKEN.sub(r"\1…", text)


class Masking(logging.Filter):
    """For handlers: masks the finished message, whoever wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (cut := masked(text)) != text:
            record.msg, record.args = cut, None
        return True
