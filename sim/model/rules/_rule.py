"""One rule, three uses: on plain numbers, over columns, inside compiled loops."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, Protocol

import numba
from numba.extending import register_jitable

import sim.model.jit  # noqa: F401  (names the compilation cache before anything is compiled)


class Rule(Protocol):
    """A scalar function that also broadcasts."""

    over: Callable[..., Any]
    __name__: str
    __doc__: str | None

    def __call__(self, *args: Any, **kwargs: Any) -> float:
        """The rule on scalars."""
        ...


def rule(fn: Callable[..., float]) -> Rule:
    """Make plain Python on scalars callable inside compiled loops; ``.over`` broadcasts it over arrays.

    Rules use ``math`` and products only: then plain Python and compiled code agree to the last bit.
    """
    signature = inspect.signature(fn)

    @cache
    def ufunc() -> Callable[..., Any]:
        return numba.vectorize(fn)

    def over(*args: Any, **kwargs: Any) -> Any:
        """The rule over arrays that broadcast against each other; float64 in, float64 out."""
        return ufunc()(*(1.0 * value for value in signature.bind(*args, **kwargs).args))

    register_jitable(no_cpython_wrapper=True, no_cfunc_wrapper=True)(fn)
    fn.over = over  # type: ignore[attr-defined]
    return fn  # type: ignore[return-value]
