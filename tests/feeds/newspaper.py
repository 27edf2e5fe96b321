"""A newspaper's server on loopback that answers as a test says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from feeds.addresses import AllowList

Answer = Callable[[BaseHTTPRequestHandler], None]


def saying(data: bytes) -> Answer:
    """An answer of exactly these bytes, after which the connection closes."""

    def respond(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(data)

    return respond


@dataclass
class Newspaper:
    """A loopback server. ``answers`` maps a path to what it does; ``asked`` lists (path, headers) as they came."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def allowed(self) -> AllowList:
        return AllowList.parse([f"127.0.0.1:{self.port}"])

    def answer(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Answer ``path`` with a whole response; ``Content_Type`` stands for Content-Type."""

        def respond(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = respond
