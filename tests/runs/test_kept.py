"""What is kept a while: the longest unused goes first, the last one stays, however large."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from sim.runs.kept import Kept


def test_the_longest_unused_is_forgotten():
    kept = Kept[str, int](2)
    for name, value in {"a": 1, "b": 2}.items():
        assert kept.put(name, value) == value
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), len(kept)) == (1, None, 3, 2)


def test_the_same_name_takes_the_place():
    kept = Kept[str, str](5, size=len)
    kept.put("a", "12345")
    kept.put("a", "1")
    kept.put("b", "1234")
    assert (kept.get("a"), kept.get("b")) == ("1", "1234")


@given(sizes=st.lists(st.integers(0, 30), min_size=1), most=st.integers(0, 40))
def test_never_more_than_most_but_for_the_last(sizes, most):
    kept = Kept[int, int](most, size=int)
    for name, size in enumerate(sizes):
        kept.put(name, size)
        there = [known for earlier in range(name + 1) if (known := kept.get(earlier)) is not None]
        assert len(there) == len(kept) and there[-1] == size
        assert sum(there) <= most or len(there) == 1


def test_threads_do_not_lose_count():
    kept = Kept[int, int](10)
    with ThreadPoolExecutor(8) as threads:
        for _ in threads.map(lambda name: (kept.put(name % 40, name), kept.get(name % 7)), range(4_000)):
            pass
    assert len(kept) == 10
