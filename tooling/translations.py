"""Bring the English catalogue up to the source strings: ``python -m tooling.translations`` after changing any text.

New strings enter with an empty translation to be written by hand, strings that nobody uses any more leave. Needs
Babel and Jinja, so it runs with the program's own Python.
"""

import sys
from os import PathLike

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from planner.domain.activities import shipped_kinds
from planner.domain.counting_groups import shipped_groups
from planner.language.catalogue import key
from tooling.steps import ROOT

FOLDERS = ("planner", "templates")
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
MARKS = {"_": None, "N_": None, "translate": None, "_p": ((1, "c"), 2), "NP_": ((1, "c"), 2)}
ENGLISH = ROOT / "planner" / "language" / "translations" / "en.po"


def used() -> dict[str, list[str]]:
    """The catalogue's key of every marked source string and the files that use it, in the order of the tree."""
    found: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for name, _line, text, _comments, context in extract_from_dir(
            ROOT / folder,
            METHODS,
            keywords=MARKS,
            directory_filter=_any,
        ):
            files = found.setdefault(key(str(text), context or ""), [])
            if (file := f"{folder}/{name}") not in files:
                files.append(file)
    for group in shipped_groups():  # words of the program, though they stand in a data file
        for text in (group.name, group.heading):
            found.setdefault(text, ["planner/presets/genres.yaml"])
    for kind in shipped_kinds():
        for text in (kind.name, kind.measure):
            found.setdefault(text, ["planner/presets/activity-kinds.yaml"])
    return found


def _any(_folder: str | PathLike[str]) -> bool:
    """Babel passes over folders whose names start with an underscore; templates/_components is one of them."""
    return True


def stored() -> Catalog:
    """The English catalogue as it lies in its file."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def renewed(old: Catalog, sources: dict[str, list[str]]) -> Catalog:
    """The same translations over today's source strings; empty where there is none yet."""
    new = Catalog(project="campaign-planner", header_comment=old.header_comment, fuzzy=False)
    for one, files in sources.items():
        context, _, text = one.rpartition("\x04")
        kept = old.get(text, context or None)
        new.add(text, kept.string if kept else "", locations=[(file, 0) for file in files], context=context or None)
    return new


def write(catalogue: Catalog) -> None:
    """Store it with the few header lines that mean something: no dates, so that only strings make a difference."""
    heading = (
        f"{catalogue.header_comment}\n"
        'msgid ""\nmsgstr ""\n"Project-Id-Version: campaign-planner\\n"\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    with ENGLISH.open("wb") as file:
        file.write(heading.encode())
        write_po(file, catalogue, width=0, omit_header=True, include_lineno=False)


def main() -> int:
    """Rewrite the catalogue; exit code 1 while translations are missing."""
    catalogue = renewed(stored(), used())
    write(catalogue)
    missing = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} source strings, {len(missing)} without a translation in {ENGLISH.relative_to(ROOT)}.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
