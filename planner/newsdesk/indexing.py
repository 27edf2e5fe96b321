"""Keeping the engines' full text and the counts of words up to date with what is planned and published."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from planner.domain.stored_words import ACCENTLESS, fts5, stored, tsvector
from planner.domain.wording import Wording, is_accentless, read
from planner.language.canon import canon
from planner.language.fold import fold
from planner.models import WordCount
from planner.models.full_text import ALL_TEXTS

LONGEST_WORD = 200
NOTHING: tuple[Wording, ...] = ()
SIGN = Wording((ACCENTLESS,))
Both = tuple[Sequence[Wording], Sequence[Wording]]  # title and lead with their accents, and without


def index_published(session: Session, rows: Sequence[tuple[int, str, str]]) -> None:
    """``rows``: number, title and lead of published items. A text read before is not counted a second time."""
    known = _known(session, "published_text", [number for number, _title, _lead in rows])
    counts: Counter[str] = Counter()
    texts: dict[int, Both] = {}
    for number, title, lead in rows:
        wordings = _read(title, canon), _read(lead, canon)
        texts[number] = wordings, (_read(title, fold), _read(lead, fold))
        if number not in known:
            counts.update(wordings[0].terms | wordings[1].terms)
            counts[ALL_TEXTS] += 1
    _store(session, "published_text", texts)
    _count(session, counts)


def index_plans(session: Session, rows: Iterable[tuple[int, str, str]]) -> None:
    """``rows``: number, title and lead of plans. What was typed without accents is found without them."""
    texts: dict[int, Both] = {}
    for number, title, lead in rows:
        key = fold if is_accentless(f"{title} {lead}") else canon
        wordings = _read(title, key), _read(lead, key)
        texts[number] = (NOTHING, (SIGN, *wordings)) if key is fold else (wordings, NOTHING)
    _store(session, "plan_text", texts)


def _read(words: str, key: Callable[[str], str]) -> Wording:
    return read(words, key, spelt_out=True)


def _known(session: Session, table: str, numbers: Sequence[int]) -> set[int]:
    name = "rowid" if _is_sqlite(session) else "id"
    wanted = ",".join(map(str, map(int, numbers))) or "0"
    return set(session.scalars(text(f"SELECT {name} FROM {table} WHERE {name} IN ({wanted})")))  # noqa: S608


def _store(session: Session, table: str, texts: Mapping[int, Both]) -> None:
    if not texts:
        return
    write = fts5 if _is_sqlite(session) else tsvector
    rows = [
        {"id": number, "words": write(stored(words)), "plain": write(stored(plain))}
        for number, (words, plain) in texts.items()
    ]
    if _is_sqlite(session):
        session.execute(text(f"DELETE FROM {table} WHERE rowid = :id"), rows)  # noqa: S608
        session.execute(text(f"INSERT INTO {table} (rowid, words, plain) VALUES (:id, :words, :plain)"), rows)  # noqa: S608
    else:
        session.execute(
            text(
                f"INSERT INTO {table} (id, words, plain)"  # noqa: S608
                " VALUES (:id, CAST(:words AS tsvector), CAST(:plain AS tsvector))"
                " ON CONFLICT (id) DO UPDATE SET words = excluded.words, plain = excluded.plain"
            ),
            rows,
        )


def _count(session: Session, counts: Counter[str]) -> None:
    # In one order everywhere, so that two workers wait for each other and never deadlock.
    rows = [
        {"word": word, "plain": _plain(word), "texts": number}
        for word, number in sorted(counts.items())
        if len(word) <= LONGEST_WORD
    ]
    if rows:
        make = sqlite_insert if _is_sqlite(session) else postgresql_insert
        statement = make(WordCount)
        more = {"texts": WordCount.texts + statement.excluded.texts}
        session.execute(statement.on_conflict_do_update(index_elements=["word"], set_=more), rows)


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    return fold(word)


def _plain(word: str) -> str:
    """AI stays AI: its letters were never accented, and it is not the little word."""
    return " ".join(part if part.isupper() else _fold_word(part) for part in word.split(" "))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
