"""Every way an item may be known has words of its own in the figures, and what a rule took is told apart."""

import pytest

from planner.domain.coverage import Known, how_known
from planner.vocabulary import Provenance


@pytest.mark.parametrize("provenance", list(Provenance))
def test_every_provenance_is_named_in_the_figures(provenance: Provenance) -> None:
    assert how_known(provenance, pasted=False, by_person=True).value == provenance.value


@pytest.mark.parametrize("provenance", [Provenance.SITEMAP, Provenance.WEB_LIST, Provenance.BACKFILL])
def test_what_was_fetched_afterwards_or_read_without_a_feed_is_never_called_rss(provenance: Provenance) -> None:
    kinds = [how_known(provenance, pasted=False, by_person=by_person) for by_person in (True, False)]
    assert kinds == [Known(provenance.value), Known.READ_RULE]
    assert not any("RSS" in kind.label for kind in kinds)
    assert how_known(provenance, pasted=True, by_person=False) is Known.PASTED
