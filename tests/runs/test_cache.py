"""A cache: the longest unused goes first, the last one stays, however large."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from sim.runs.cache import Cache


def test_the_longest_unused_is_forgotten():
    cache = Cache[str, int](2)
    for name, value in {"a": 1, "b": 2}.items():
        assert cache.put(name, value) == value
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == (1, None, 3, 2)


def test_the_same_name_takes_the_place():
    cache = Cache[str, str](5, size=len)
    cache.put("a", "12345")
    cache.put("a", "1")
    cache.put("b", "1234")
    assert (cache.get("a"), cache.get("b")) == ("1", "1234")


@given(sizes=st.lists(st.integers(0, 30), min_size=1), most=st.integers(1, 40))
def test_never_more_than_most_but_for_the_last(sizes, most):
    cache = Cache[int, int](most, size=int)
    for name, size in enumerate(sizes):
        cache.put(name, size)
        there = [known for earlier in range(name + 1) if (known := cache.get(earlier)) is not None]
        assert len(there) == len(cache) and there[-1] == size
        assert sum(min(size, most) for size in there) <= most  # a larger one fills it alone


def test_threads_do_not_lose_count():
    cache = Cache[int, int](10)
    with ThreadPoolExecutor(8) as threads:
        for _ in threads.map(lambda name: (cache.put(name % 40, name), cache.get(name % 7)), range(4_000)):
            pass
    assert len(cache) == 10
