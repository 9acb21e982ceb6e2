"""A person's story: what the run has, in both worlds; and the microscope shows the very contact."""

import pytest

from sim.base.errors import UserError
from sim.insight.microscope.contact import interaction
from sim.runs.study import all_paired
from sim.scenario import Scenario
from sim.whatif.recording import record_pair
from sim.whatif.story import person, story, under_the_microscope

SMALL = {"organisation": {"people": 40}, "start": {"settle_days": 0}, "days": 23, "replications": 2}
TODAY = Scenario(title="Today", **SMALL)
PLAN = TODAY.with_(title="Plan", levers={"punishment_severity": 1.0, "presence_hours": 0.0,
                                         "word_deed_consistency": 0.2})
THERE = TODAY.build_organisation()
FRONT = int(THERE.front_line.nonzero()[0][3])
LEADER = int(THERE.manager[FRONT])


@pytest.fixture(scope="module")
def recorded():
    (_, one), (_, two) = all_paired((TODAY, PLAN))
    return record_pair(one, two)


@pytest.fixture(scope="module")
def told(recorded):
    return story(recorded, FRONT, week=2)


def test_who_it_is(told):
    assert told.person.name == THERE.ids[FRONT] and told.person.front_line and told.person.reports == 0
    assert told.leader is not None and told.leader.post == LEADER and told.leader.reports > 0
    assert person(THERE, 0).led_by is None


def test_worst_and_best_are_those_of_the_microscope(told):
    for world, scenario in enumerate((TODAY, PLAN)):
        worst, best = told.worst[world], told.best[world]
        slide = interaction(scenario, person=told.person.name, day=10, worst="week")
        assert (slide.day, slide.occasion) == (worst.day, worst.occasion)
        assert worst.satisfaction == pytest.approx(100 * slide.moment["satisfaction"])
        assert 6 <= worst.day <= 10 and worst.world == world
        assert best.satisfaction >= worst.satisfaction
        assert 1 <= worst.occasion <= worst.contacts <= told.contacts[world]


def test_the_leaders_deeds(told):
    today, plan = told.deeds
    assert (plan.hours < today.hours and plan.harshness > today.harshness and plan.keeps_word
            < today.keeps_word)
    assert today.kept + today.broken == told.leader.reports, "a promise to each falls due once a week"
    assert today.punished_you <= today.punished <= today.present <= 5
    assert told.own == (None, None)


def test_a_leader_has_deeds_of_the_own_and_no_contacts(recorded):
    leads = story(recorded, LEADER, week=1)
    assert leads.own[0] is not None and leads.own[0].hours > 0
    assert leads.worst == leads.best == (None, None) and leads.contacts == (0, 0)


def test_the_head_has_no_leader(recorded):
    head = story(recorded, 0, week=1)
    assert head.leader is None and head.deeds == (None, None)


def test_a_last_week_that_is_short(recorded):
    assert all(contact is None or contact.day > 20 for contact in story(recorded, FRONT, week=5).worst)


def test_under_the_microscope_and_in_the_other_world(told):
    for contact in (told.worst[1], told.best[0]):
        done = []
        slide, both = under_the_microscope(TODAY, PLAN, told.person.name, contact,
                                           on_progress=lambda *to: done.append(to))  # noqa: B023
        assert (slide.day, slide.occasion, slide.customer) == (contact.day, contact.occasion,
                                                               contact.customer)
        assert 100 * slide.moment["satisfaction"] == pytest.approx(contact.satisfaction)
        assert slide.scenario.title == ("Today", "Plan")[contact.world] and both.other.title == (
            "Plan", "Today")[contact.world]
        assert both.b is None or both.b.customer == contact.customer
        assert (both.b is None) == bool(both.why)
        assert done == sorted(done) and {total for _, total in done} <= {2 * contact.day}


def test_mistakes_are_sentences(recorded):
    with pytest.raises(UserError, match="week is 6; the run has 5 weeks"):
        story(recorded, FRONT, week=6)
    with pytest.raises(UserError, match="post is 40; the organisation has the posts 0 to 39"):
        story(recorded, 40, week=1)
