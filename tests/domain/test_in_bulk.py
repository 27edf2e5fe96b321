"""What may be confirmed together: alone, alike, and with nothing against it."""

from planner.domain.in_bulk import Apart, Waiting, sort_out


def test_only_what_leaves_no_choice_is_confirmed_together() -> None:
    pairs = [
        Waiting(1, plan=1, item=1, score=0.9, held_back=False),
        Waiting(2, plan=2, item=2, score=0.9, held_back=True),
        Waiting(3, plan=3, item=3, score=0.69, held_back=False),
        Waiting(4, plan=4, item=4, score=0.8, held_back=False),
        Waiting(5, plan=4, item=5, score=0.7, held_back=False),
        Waiting(6, plan=6, item=6, score=0.8, held_back=False),
        Waiting(7, plan=7, item=6, score=0.8, held_back=False),
    ]
    assert sort_out(pairs) == {
        1: None,
        2: Apart.HELD_BACK,
        3: Apart.UNLIKE,
        4: Apart.SAME_PLAN,
        5: Apart.SAME_PLAN,
        6: Apart.SAME_ITEM,
        7: Apart.SAME_ITEM,
    }


def test_a_weak_rival_makes_no_choice_necessary() -> None:
    rows = [Waiting(1, 1, 1, 0.9, held_back=False), Waiting(2, 1, 2, 0.2, held_back=False)]
    assert sort_out(rows) == {1: None, 2: Apart.UNLIKE}
