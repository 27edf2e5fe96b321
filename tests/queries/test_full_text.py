"""Full text answers alike on SQLite, on PostgreSQL and in memory: the same candidates, in the same order."""

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.database import open_engine
from planner.domain.corpus import Corpus, Item
from planner.domain.stored_words import fts5_query, stored, token, tsquery, tsvector
from planner.domain.wording import read
from planner.newsdesk.indexing import index_plans, index_published
from planner.queries import full_text
from tests.factories import TODAY, make_item, make_published, make_unit

TITLES = (
    "Hợp tác xã trồng nấm ứng dụng AI: ai cũng làm được",
    "Nông dân trồng nấm sạch theo công nghệ mới",
    "Mô hình nuôi cá lồng trên sông",
    "UBND tỉnh bàn về chuyển đổi số; 50-KL/TW, 1.234,5 tỷ đồng",
    "Khai mạc hội chợ “công nghệ” & thiết bị 'thông minh' \\ (lần 2)",
    "Robot hái chè của nhóm sinh viên - kỳ 1",
    "CHUYỂN ĐỔI SỐ Ở XÃ NÔNG THÔN MỚI",
    "ที่ประชุม 日本語 Ελληνικά مرحبا",
    "a" * 400,
    "",
)


def rows() -> list[tuple[str, str]]:
    """The titles, and 60 more made of their words; the same every time."""
    chance, words = random.Random(5), " ".join(TITLES[:7]).split()
    made: list[tuple[str, str]] = [
        (" ".join(chance.choices(words, k=9)), " ".join(chance.choices(words, k=20))) for _ in range(60)
    ]
    plain: list[tuple[str, str]] = [(title, "") for title in TITLES]
    return plain + made


def found_in(engine: Engine, wanted: Sequence[str]) -> list[list[str]]:
    """Titles of the candidates of each wanted plan, best first."""
    with Session(engine) as session:
        unit = make_unit(session)
        made = [
            make_published(session, unit, title, summary=lead, published_on=TODAY + timedelta(place % 9))
            for place, (title, lead) in enumerate(rows())
        ]
        session.flush()
        index_published(session, [(one.id, one.title, one.summary) for one in made])
        places = {one.id: str(place) for place, one in enumerate(made)}
        answers: list[list[str]] = []
        for text in wanted:
            terms = read(text, spelt_out=True).terms
            counted = full_text.counted(session, terms)
            telling = Corpus((), counted=counted).telling(term for term in terms if term in counted.holders)
            days = TODAY, TODAY + timedelta(6)
            answers.append([places[row.id] for row in full_text.published_like(session, telling, [unit.id], days, 12)])
        session.rollback()
    return answers


def test_both_engines_and_memory_name_the_same_candidates_in_the_same_order(sqlite_url: str, postgres_url: str) -> None:
    wanted = [title for title, _lead in rows()]
    answers: list[list[list[str]]] = []
    for url in (sqlite_url, postgres_url):
        engine = open_engine(url)
        answers.append(found_in(engine, wanted))
        engine.dispose()
    corpus = Corpus(
        Item(str(place), title, TODAY + timedelta(place % 9), lead) for place, (title, lead) in enumerate(rows())
    )
    in_memory = [
        [
            reading.item.id
            for reading in corpus.candidates(
                corpus.read(text).terms, lambda one: one.published_on <= TODAY + timedelta(6), 12
            )
        ]
        for text in wanted
    ]
    assert answers[0] == answers[1]
    assert answers[0] == in_memory
    assert sum(map(len, answers[0])) > 300


def test_a_short_form_is_not_the_little_word(session: Session) -> None:
    unit = make_unit(session)
    short, little = make_published(session, unit, "5G về làng ABC"), make_published(session, unit, "Ai về abc làng")
    index_published(session, [(one.id, one.title, "") for one in (short, little)])

    days = TODAY - timedelta(60), TODAY + timedelta(60)
    assert [row.id for row in full_text.published_like(session, [("ABC", 9)], [unit.id], days)] == [short.id]


def test_reading_a_text_again_counts_it_once(session: Session) -> None:
    unit = make_unit(session)
    one = make_published(session, unit, "Trồng nấm sạch")
    index_published(session, [(one.id, one.title, "")])
    index_published(session, [(one.id, "Trồng nấm sạch, tiêu đề mới", "")])

    counted = full_text.counted(session, ["nấm", "trồng nấm"])
    assert (counted.texts, counted.holders) == (1, {"nấm": 1, "trồng nấm": 1})
    assert full_text.counted(session, ["nam"], plain=True).holders == {"nam": 1}


def test_a_plan_typed_without_accents_is_found_without_them(session: Session) -> None:
    unit = make_unit(session)
    plain = make_item(session, unit, "Nong dan trong nam sach")
    index_plans(session, [(plain.id, plain.title, "")])

    day = plain.publish_on or TODAY
    assert full_text.has_accentless_plans(session)
    assert [row.id for row in full_text.plans_like(session, [("nam sach", 5)], [unit.id], day, plain=True)] == [
        plain.id
    ]
    assert full_text.plans_like(session, [("nam sach", 5)], [unit.id], day) == []


@pytest.mark.parametrize("hostile", ["'; DROP TABLE x; --", '" OR words', "\\' :*", "NOT NEAR AND", "a\x00b"])
def test_hostile_words_are_words(session: Session, hostile: str) -> None:
    unit = make_unit(session)
    terms = [(term, 1) for term in sorted(read(hostile).terms)]
    assert full_text.published_like(session, terms, [unit.id], (TODAY, TODAY)) == []


def test_tokens_of_both_engines_say_the_same() -> None:
    tokens = stored((read("Nhà máy AI"), read("Làng số")))
    assert tokens == ("nhà", "máy", "ai0", "0", "làng", "số")
    assert tsvector(tokens[:2]) == "'nhà':1 'máy':2"
    assert (tsquery("làng số"), fts5_query("words", "làng số")) == ("'làng' <-> 'số'", 'words : "làng số"')
    assert len(token("x" * 5_000)) == 60
