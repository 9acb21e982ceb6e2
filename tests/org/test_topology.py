"""Ties laid anew: as many as before, as many returned, nobody tied to oneself; same seed, same ties."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.org.build import build_organisation
from sim.org.organisation import Organisation
from sim.org.read import read_organisation
from sim.org.ties import ties_from_pairs
from sim.org.topology import KINDS, MOST_POSTS, Topology, retied
from sim.scenario import Scenario

LAID = sorted(set(KINDS) - {"none"})


def pairs(organisation: Organisation) -> np.ndarray:
    ties = organisation.informal
    return np.column_stack([np.repeat(np.arange(len(organisation)), np.diff(ties.start)), ties.neighbour])


def graph(organisation: Organisation) -> nx.DiGraph:
    found = nx.DiGraph(pairs(organisation).tolist())
    found.add_nodes_from(range(len(organisation)))
    return found


@st.composite
def organisations(draw) -> Organisation:
    """Small ones, with any ties: directed, returned or mixed."""
    made = build_organisation(people=draw(st.integers(3, 30)))
    posts = len(made)
    post = st.integers(0, posts - 1)
    ends = st.tuples(post, post).filter(lambda pair: pair[0] != pair[1])
    wanted = draw(st.sets(ends, max_size=80))
    if draw(st.booleans()):
        wanted |= {pair[::-1] for pair in wanted}
    found = np.array(sorted(wanted), np.int64).reshape(-1, 2)
    weight = np.arange(1.0, len(found) + 1)
    return replace(made, informal=ties_from_pairs(posts, found[:, 0], found[:, 1], weight))


@settings(max_examples=150)
@given(organisations(), st.sampled_from(["as-is", *LAID]), st.sampled_from([0.0, 0.3, 1.0]),
       st.integers(0, 9))
def test_other_ties_are_as_many_and_as_often_returned(organisation, kind, rewired, seed):
    topology = Topology(kind=kind, rewired=rewired)
    made = retied(organisation, topology, seed)
    before, after = pairs(organisation), pairs(made)
    assert (after[:, 0] != after[:, 1]).all()
    assert np.array_equal(made.informal.start, np.searchsorted(after[:, 0], np.arange(len(made) + 1)))
    half = len(graph(organisation).to_undirected().edges) > len(made) ** 2 // 4
    if kind != "scale-free" or not half:
        assert len(after) == len(before)
        assert np.array_equal(np.sort(made.informal.weight), np.sort(organisation.informal.weight))
        assert nx.reciprocity(graph(made)) == nx.reciprocity(graph(organisation)) if len(before) else True
    else:
        assert len(after) <= len(before) and (len(after) == len(before) or "instead of" in made.notes[-1])
    assert made.digest() == retied(organisation, topology, seed).digest()


@settings(max_examples=100)
@given(organisations(), st.floats(0.1, 1.0), st.integers(0, 9))
def test_who_is_rewired_keeps_as_many_ties(organisation, share, seed):
    made = retied(organisation, Topology(rewired=share), seed)
    said = made.notes[-1]
    moved, kept = int(said.split("(")[1].split()[0]), int(said.split(", ")[1].split()[0])
    was, now = ({frozenset(pair) for pair in pairs(each).tolist()} for each in (organisation, made))
    assert len(was - now) == moved == len(now - was)
    if moved == kept:
        for end in (0, 1):
            degrees = [np.bincount(pairs(each)[:, end], minlength=len(made)) for each in (organisation, made)]
            assert np.array_equal(*degrees)


def test_nearly_as_many_are_rewired_as_asked_and_by_exchange():
    organisation = build_organisation(people=120)
    was = {frozenset(pair) for pair in pairs(organisation).tolist()}
    made = build_organisation(people=120, ties={"rewired": 0.25})
    now = {frozenset(pair) for pair in pairs(made).tolist()}
    assert len(was - now) == pytest.approx(0.25 * len(was), abs=3)
    assert np.array_equal(np.diff(made.informal.start), np.diff(organisation.informal.start))
    everybody = build_organisation(people=120, ties={"rewired": 1.0})
    assert not was & {frozenset(pair) for pair in pairs(everybody).tolist()}


def test_each_kind_is_what_it_is_called():
    made = {kind: build_organisation(people=200, ties={"kind": kind}) for kind in ("as-is", *KINDS)}
    bare = {kind: graph(each).to_undirected() for kind, each in made.items()}
    clustering = {kind: nx.transitivity(each) for kind, each in bare.items()}
    assert clustering["small-world"] > 3 * clustering["random"]
    assert nx.average_shortest_path_length(bare["small-world"]) < 1.6 * nx.average_shortest_path_length(
        bare["random"])
    most = {kind: max(dict(each.degree).values()) for kind, each in bare.items()}
    assert most["scale-free"] > 2 * most["random"] > 2 * 0
    within = {kind: each.summary()["within_unit"] for kind, each in made.items()}
    assert within["blocks"] == within["as-is"] and within["random"] < 0.15
    assert within["none"] is None and not len(made["none"].informal.neighbour)
    assert len({made[kind].summary()["informal_ties"] for kind in ("as-is", *LAID)}) == 1


def test_the_broker_between_two_groups_is_found_and_has_no_ties():
    made = build_organisation(people=9)
    rows = [(a, b) for group in (range(4), range(5, 9)) for a in group for b in group if a != b]
    rows += [(3, 4), (4, 3), (4, 5), (5, 4)]
    found = np.array(rows)
    made = replace(made, informal=ties_from_pairs(9, found[:, 0], found[:, 1], np.ones(len(found))))
    without = retied(made, Topology(remove_brokers=1), seed=1)
    assert 4 not in pairs(without) and len(pairs(without)) == len(rows) - 4
    assert "without those of P5" in without.notes[-1] and "24 instead of 28" in without.notes[-1]


def test_other_seeds_give_other_ties_and_the_rest_stays():
    one, other = (build_organisation(people=60, seed=seed, ties={"kind": "random"}) for seed in (1, 2))
    assert not np.array_equal(one.informal.neighbour, other.informal.neighbour)
    plain = build_organisation(people=60)
    assert np.array_equal(one.services, plain.services) and np.array_equal(one.manager, plain.manager)


def test_ties_of_an_organisation_in_files_are_laid_anew_too(tmp_path):
    chart = tmp_path / "firm.csv"
    chart.write_text("id,boss,team\nA,,top\n" + "".join(f"B{i},A,shop\n" for i in range(12)))
    asked = Scenario(organisation={"path": str(chart), "ties": {"kind": "random"}})
    plain, made = read_organisation(chart), asked.build_organisation()
    assert len(made.informal.neighbour) == len(plain.informal.neighbour)
    assert "laid anew with seed 1: at random" in made.notes[-1]
    moved = Scenario(organisation={"people": 40, "ties": {"rewired": 0.5}}).with_(
        organisation={"path": str(chart)})
    assert moved.given()["organisation"] == {"path": str(chart), "ties": {"rewired": 0.5}}


@pytest.mark.parametrize(("asked", "said"), [
    ({"kind": "smal-world"}, "organisation.ties.kind is 'smal-world'"),
    ({"rewired": 2}, "organisation.ties.rewired is 2"),
    ({"rewired": "0.2"}, "organisation.ties.rewired is '0.2'"),
    ({"remove_brokers": True}, "organisation.ties.remove_brokers is true"),
    ({"knd": 1}, "organisation.ties.knd is not known here; did you mean kind"),
    ("random", "organisation.ties is 'random'"),
])
@pytest.mark.parametrize("of", [{"people": 40}, {"path": "firm.csv"}])
def test_what_is_wrong_is_one_sentence(asked, said, of):
    with pytest.raises(UserError, match=said):
        Scenario(organisation={**of, "ties": asked})


def test_too_large_or_too_many_brokers_is_refused():
    with pytest.raises(UserError, match="has 5,001 posts, and ties are laid anew for at most 5,000"):
        build_organisation(people=MOST_POSTS + 1, ties={"rewired": 0.1})
    with pytest.raises(UserError, match="remove_brokers is 5, but .* has 5 posts"):
        build_organisation(people=5, ties={"remove_brokers": 5})
    assert retied(build_organisation(people=5), Topology(), 1).notes == build_organisation(people=5).notes
