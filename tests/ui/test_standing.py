"""Which answer the what-if page says it shows."""

import solara

from sim.ui.whatif.asking import Asked
from sim.ui.whatif.results import standing
from sim.ui.work import Job
from sim.whatif.plan import Plan

UNANSWERED = Asked(None, True, Job(None, None, True, solara.reactive(None)), None, Plan())


def test_today_continues_only_until_a_lever_is_moved():
    assert standing(UNANSWERED, moved=False) == "none"
    assert standing(UNANSWERED, moved=True) == "old"
