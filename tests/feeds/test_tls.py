"""Certificates made for the test: a good one is believed, every bad one ends the fetch before a byte is read."""

import json
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

AUTHORITY = trustme.CA()
YESTERDAY = datetime.now(UTC) - timedelta(days=1)
CERTIFICATES = {
    "good": AUTHORITY.issue_cert("127.0.0.1"),
    "expired": AUTHORITY.issue_cert("127.0.0.1", not_before=YESTERDAY - timedelta(days=9), not_after=YESTERDAY),
    "wrong name": AUTHORITY.issue_cert("bao-khac.example.vn"),
    "of nobody": trustme.CA().issue_cert("127.0.0.1"),
}
CHILD = """
import json, sys
from datetime import datetime, UTC
from feeds.addresses import AllowList
from feeds.fetch import Limits, fetch_once
found = {}
for name, port in json.loads(sys.argv[1]).items():
    result = fetch_once(f"https://127.0.0.1:{port}/rss", user_agent="thu", now=datetime.now(UTC),
                        allow=AllowList.parse([f"127.0.0.1:{port}"]), limits=Limits(total=5))
    found[name] = [result.error, len(result.body), result.detail]
print(json.dumps(found))
"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"<rss/>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not believe the certificate hangs up: no news."""


@pytest.fixture
def servers() -> Iterator[dict[str, Server]]:
    """One server a certificate."""
    found: dict[str, Server] = {}
    for name, certificate in CERTIFICATES.items():
        server = Server(("127.0.0.1", 0), Handler)
        server.asked = []  # type: ignore[attr-defined]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        found[name] = server
    yield found
    for server in found.values():
        server.shutdown()
        server.server_close()


def test_only_a_certificate_that_is_valid_for_the_name_today_is_believed(
    servers: dict[str, Server], tmp_path: Path
) -> None:
    AUTHORITY.cert_pem.write_to_path(tmp_path / "ca.pem")
    ports = {name: server.server_address[1] for name, server in servers.items()}

    # Which authorities are believed is settled when the client is imported: a process of its own.
    done = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(ports)],
        env=os.environ | {"SSL_CERT_FILE": str(tmp_path / "ca.pem")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    found = json.loads(done.stdout)
    assert found["good"][:2] == ["", 6]
    assert {name: found[name][:2] for name in ("expired", "wrong name", "of nobody")} == {
        "expired": ["tls", 0],
        "wrong name": ["tls", 0],
        "of nobody": ["tls", 0],
    }
    assert "expired" in found["expired"][2]
    assert "mismatch" in found["wrong name"][2]
    assert [servers[name].asked for name in ("expired", "wrong name", "of nobody")] == [[], [], []]  # type: ignore[attr-defined]
