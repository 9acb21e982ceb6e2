"""One rule, three uses: on plain numbers, over columns, inside compiled loops."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

import numba

from sim.model.jit import inner


class Rule(Protocol):
    """A scalar function that also broadcasts.  signs: argument -> 1 if more of it never gives less, -1 if
    more of it never gives more; of arguments that may do both, or only say how fast, nothing is said."""

    over: Callable[..., Any]
    signs: Mapping[str, int]
    __name__: str
    __doc__: str | None

    def __call__(self, *args: Any, **kwargs: Any) -> float:
        """The rule on scalars."""
        ...


def rule(pushes: str = "") -> Callable[[Callable[..., float]], Rule]:
    """Make plain Python on scalars callable inside compiled loops; ``.over`` broadcasts it over arrays.

    pushes: which way the rule claims its arguments push, as ``"care+ fear-"``; the tests hold it to that.
    Rules use ``math`` and products only: then plain Python and compiled code agree to the last bit.
    """
    signs = {said[:-1]: {"+": 1, "-": -1}[said[-1]] for said in pushes.split()}

    def declare(fn: Callable[..., float]) -> Rule:
        signature = inspect.signature(fn)
        if unknown := set(signs) - set(signature.parameters):
            raise ValueError(f"{fn.__name__} has no argument {', '.join(sorted(unknown))}")

        @cache
        def ufunc() -> Callable[..., Any]:
            return numba.vectorize(fn)

        def over(*args: Any, **kwargs: Any) -> Any:
            """The rule over arrays that broadcast against each other; float64 in, float64 out."""
            return ufunc()(*(1.0 * value for value in signature.bind(*args, **kwargs).args))

        inner(fn)
        fn.over, fn.signs = over, signs  # type: ignore[attr-defined]
        return fn  # type: ignore[return-value]

    return declare
