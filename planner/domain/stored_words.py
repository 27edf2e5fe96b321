"""Terms as full text stores and finds them: the same tokens on every engine, whatever the engine would make of them."""

from collections.abc import Iterable

from planner.domain.wording import Wording

MOST_OF_A_TOKEN = 60
GAP = "0"  # stands between title and lead, so that no pair of neighbours spans them; a pair with a lone 0 is no term
ACCENTLESS = "00"  # heads a plan that was typed without accents


def token(word: str) -> str:
    """One token. Full text forgets capitals: AI gets a sign that the little word has not."""
    word = word[:MOST_OF_A_TOKEN]
    return f"{word.lower()}0" if word.isupper() and not word.isdecimal() else word


def stored(wordings: Iterable[Wording]) -> tuple[str, ...]:
    """The tokens of a title and a lead in their order, with a gap between them."""
    tokens: list[str] = []
    for wording in wordings:
        if tokens and wording.words:
            tokens.append(GAP)
        tokens.extend(map(token, wording.words))
    return tuple(tokens)


def fts5(tokens: Iterable[str]) -> str:
    """Tokens one after the other, as SQLite stores or (between quotes) looks for them."""
    return " ".join(tokens)


def fts5_query(column: str, term: str) -> str:
    """A term, which may be a pair, in one column."""
    return f'{column} : "{fts5(map(token, term.split()))}"'.replace("\x00", "")


def tsvector(tokens: Iterable[str]) -> str:
    """The same as a PostgreSQL tsvector in its own writing; no parser touches the tokens."""
    return " ".join(f"{_quoted(one)}:{place}" for place, one in enumerate(tokens, 1))


def tsquery(term: str) -> str:
    """A term as PostgreSQL looks for it: a pair stands side by side."""
    return " <-> ".join(_quoted(token(word)) for word in term.split())


def _quoted(word: str) -> str:
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
