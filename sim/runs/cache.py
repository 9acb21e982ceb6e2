"""What was found before, kept for whichever thread asks again; the longest unused goes first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock

from cachetools import LRUCache


class Cache[K: Hashable, V]:
    """Values by name, safe among threads; the last one put always stays.  most: how much of them all, above
    0, in whatever ``size`` gives of one value, such as bytes; how many, where no size is given."""

    def __init__(self, most: float, size: Callable[[V], float] = lambda value: 1) -> None:
        # a larger one fills it alone
        self._values = LRUCache[K, V](most, lambda value: min(size(value), most))
        self._lock = Lock()

    def get(self, name: K) -> V | None:
        """The value of that name, which counts as use; None where there is none any more."""
        with self._lock:
            return self._values.get(name)

    def put(self, name: K, value: V) -> V:
        """Keep a value, in place of another of that name; the value itself."""
        with self._lock:
            self._values[name] = value
        return value

    def __len__(self) -> int:
        return len(self._values)
