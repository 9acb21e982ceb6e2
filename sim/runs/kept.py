"""What was found before, kept a while for whichever thread asks again; the longest unused is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Kept[K: Hashable, V]:
    """Values by name, safe among threads; the last one put always stays.

    most: how much of them all, in whatever size gives, such as bytes; how many, where no size is given.  size: of one value, at least 0.
    """

    def __init__(self, most: float, size: Callable[[V], float] = lambda value: 1) -> None:
        self._most, self._size, self._sum = most, size, 0.0
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, name: K) -> V | None:
        """The value of that name, which counts as use; None where there is none any more."""
        with self._lock:
            if name in self._values:
                self._values.move_to_end(name)
            return self._values.get(name)

    def put(self, name: K, value: V) -> V:
        """Keep a value, in place of another of that name; the value itself."""
        with self._lock:
            if name in self._values:
                self._sum -= self._size(self._values.pop(name))
            self._values[name] = value
            self._sum += self._size(value)
            while self._sum > self._most and len(self._values) > 1:
                self._sum -= self._size(self._values.popitem(last=False)[1])
        return value

    def __len__(self) -> int:
        return len(self._values)
