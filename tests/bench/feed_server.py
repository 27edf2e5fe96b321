"""Newspapers on loopback for the bench: every feed under one port, answering as the phase says. Runs as a process.

``/mode/<phase>`` switches: ``first`` (fifty items), ``same`` (the very same body), ``unchanged`` (304 to whoever knows
the ETag), ``two`` (two items more at the top).
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from functools import cache

ITEMS = 50
# A newspaper that is alive: silence would be looked into, which is not what is measured.
NEWEST = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=1)
WORDS = (
    "Người dân vùng biên phấn khởi đón điện lưới quốc gia sau nhiều năm chờ đợi, các cháu học sinh có ánh sáng học bài"
    " và bà con có điện để xay xát, chế biến nông sản ngay tại bản làng của mình."
)
TITLES = ("Mô hình trồng rừng gỗ lớn cho thu nhập cao", "Đưa nước sạch về bản xa", "Lớp học chữ trên đỉnh núi")


@cache
def document(feed: int, more: int) -> bytes:
    """About 43 KB: fifty items of one feed, ``more`` of them newer than in the beginning."""
    rows = []
    for place in range(ITEMS):
        number = ITEMS + more - place
        at = NEWEST + timedelta(minutes=10 * (number - ITEMS))
        link = f"https://bao{feed}.example.vn/xa-hoi/202611/mo-hinh-trong-rung-{feed * 10_000 + number}/"
        rows.append(
            f"<item><title>{TITLES[number % 3]} số {number} của báo {feed}</title><link>{link}</link>"
            f"<guid>{link}</guid><pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f'<description><![CDATA[<a href="{link}"><img src="{link}anh.jpg"/></a></br>{WORDS} ({number})]]>'
            "</description></item>"
        )
    head = "<title>Báo thử</title><link>https://bao.example.vn/</link><description>Tin</description>"
    body = f'<rss version="2.0"><channel>{head}{"".join(rows)}</channel></rss>'
    return f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode()


class Server:
    """Answers until killed."""

    def __init__(self) -> None:
        self.mode = "first"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            writer.write(self.answer(head.split(" ", 2)[1], head.lower()))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def answer(self, path: str, head: str) -> bytes:
        if path.startswith("/mode/"):
            self.mode = path.removeprefix("/mode/")
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        tag = f'"{path}"'
        if self.mode == "unchanged" and f"if-none-match: {tag}" in head:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nConnection: close\r\n\r\n".encode()
        body = document(int(path.strip("/").removesuffix(".rss")), 2 if self.mode == "two" else 0)
        etag = f"ETag: {tag}\r\n" if self.mode in ("same", "unchanged") else ""
        size = f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        return f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{etag}{size}".encode() + body


async def main(port: int) -> None:
    server = await asyncio.start_server(Server().serve, "127.0.0.1", port, backlog=512)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
