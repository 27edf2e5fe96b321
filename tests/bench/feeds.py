"""``make bench``: our poller beside the ``reader`` library, both over the same feeds from one loopback server.

CPU seconds of each program and all its children, the server's left out; rounds interleaved, the median counts. Ends
with 1 on a missed target. ``FEEDS`` and ``ROUNDS`` in the environment; ``READER_PYTHON``: an interpreter that has
``requirements/bench.txt``.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

import click
import feedparser

from tests.bench.feed_server import ITEMS, document

FEEDS, ROUNDS = int(os.environ.get("FEEDS", "200")), int(os.environ.get("ROUNDS", "3"))
READER_PYTHON = os.environ.get("READER_PYTHON", ".venv-bench/bin/python")
PHASES = ("first", "same", "unchanged", "unchanged", "two")
LEAST = {"first": 2.0, "same": 30.0, "unchanged": 5.0}
LEAST_OF_PARSER, MOST_MB = 0.75, 150


@dataclass
class Program:
    """A program under test: it does one round for every line it is sent and answers with one line of JSON."""

    process: subprocess.Popen[str]
    spent: dict[str, list[float]] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)

    def round(self, phase: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.last = json.loads(self.process.stdout.readline())
        if self.last["failed"]:
            raise click.ClickException(f"{phase}: {self.last['failed']}")
        self.spent.setdefault(phase, []).append(self.last["cpu"])


def started(*command: str) -> Program:
    return Program(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))


def one_round(address: str, folder: Path) -> tuple[Program, Program]:
    """Both programs through all phases, from empty databases."""
    folder.mkdir()
    ours = started(
        sys.executable, "-m", "tests.bench.feed_poller", f"sqlite:///{folder / 'ours.sqlite'}", address, str(FEEDS)
    )
    other = started(READER_PYTHON, "tests/bench/feed_reader.py", str(folder / "reader.sqlite"), address, str(FEEDS))
    for place, phase in enumerate(PHASES):
        urlopen(f"{address}/mode/{phase}").close()
        # The first 304 round still learns the ETags; the second is the one that counts.
        name = "learning" if phase == "unchanged" and PHASES[place - 1] != "unchanged" else phase
        for program in (ours, other):
            program.round(name)
    for program in (ours, other):
        program.process.terminate()
        program.process.wait()
    return ours, other


def parser_speed() -> float:
    """Items feedparser reads in a CPU second from the same documents, nothing sanitised or resolved."""
    bodies = [document(number, 0) for number in range(10)]
    begun = time.process_time()
    for body in bodies:
        feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return ITEMS * len(bodies) / (time.process_time() - begun)


@click.command()
def main() -> None:
    """Measure and print one line a figure."""
    spent: dict[str, list[tuple[float, float]]] = {phase: [] for phase in dict.fromkeys(PHASES)}
    speeds: list[float] = []
    memory = 0.0
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([sys.executable, "-m", "tests.bench.feed_server"], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = f"http://127.0.0.1:{int(server.stdout.readline())}"
            for number in range(ROUNDS):
                ours, other = one_round(address, Path(folder) / str(number))
                for phase, both in spent.items():
                    both.append((ours.spent[phase][0], other.spent[phase][0]))
                memory = max(memory, ours.last["mb"])
                speeds.append(parser_speed())
        finally:
            server.terminate()
    sys.exit(0 if all([*_ratios(spent), _whole(spent, speeds), _memory(memory)]) else 1)


def _ratios(spent: dict[str, list[tuple[float, float]]]) -> list[bool]:
    met = []
    for phase, both in spent.items():
        ratio = median(other / ours for ours, other in both)
        unit = f"{median(1000 * ours / FEEDS for ours, _ in both):.2f} ms a feed"
        least = LEAST.get(phase)
        met.append(least is None or ratio >= least)
        click.echo(
            f"{phase:>10}: {ratio:6.1f} × reader ({unit}); target {least or 'none'}{'' if met[-1] else '  MISSED'}"
        )
    return met


def _whole(spent: dict[str, list[tuple[float, float]]], speeds: list[float]) -> bool:
    share = median(ITEMS * FEEDS / ours for ours, _ in spent["first"]) / median(speeds)
    met = share >= LEAST_OF_PARSER
    click.echo(
        f"{'whole':>10}: {share:6.2f} of feedparser's own speed; target {LEAST_OF_PARSER}{'' if met else '  MISSED'}"
    )
    return met


def _memory(memory: float) -> bool:
    met = memory <= MOST_MB
    click.echo(f"{'memory':>10}: {memory:6.0f} MB with {FEEDS} feeds; target {MOST_MB}{'' if met else '  MISSED'}")
    return met


if __name__ == "__main__":
    main()
