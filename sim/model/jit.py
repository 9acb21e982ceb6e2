"""Compilation: one decorator, and a cache that can never run a stale rule.

numba's cache on disk looks only at the file of the compiled function, so a changed rule in another file would
go unnoticed.  The cache folder is therefore named after a hash of all source that is compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba.extending import register_jitable

from sim.base import cache_folders
from sim.base.imports import digest, files_of


def code_digest() -> str:
    """Hash of every source file that compiled code is made of."""
    return digest([file for file in files_of("sim.model.engine.simulate") if file.suffix == ".py"])[:16]


CACHE = cache_folders.folder(f"{code_digest()}-numba{numba.__version__}")
"""Where compiled code is kept; None where nothing can be written: every process compiles then."""

numba.config.CACHE_DIR = str(CACHE or "")

compiled = numba.njit(cache=CACHE is not None, nogil=True, error_model="numpy", no_cfunc_wrapper=True)
"""Compile a function, keep it on disk, let other threads run.  Sums keep their order: no fastmath."""


class _Apart(numba.core.compiler.Compiler):
    """Compiles a function whose arguments never overlap in memory, so that what is constant is read once, not
    once a contact."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.state.flags.noalias = True


class _Draft(numba.core.codegen.JITCodeLibrary):
    """The code of a function that becomes part of its callers: no machine code is made of it alone."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """None has an entry point."""
        self._ensure_finalized()
        return 0

    @property
    def codegen(self) -> Any:
        """Stands in for the code generator where an entry point would be given its surroundings."""
        return self

    def set_env(self, name: str, env: Any) -> None:
        """Nothing of it lies in memory yet."""


class _Melted(numba.core.compiler.Compiler):
    """Compiles a function that becomes part of its callers."""

    def compile_extra(self, func: Callable[..., Any]) -> Any:
        """What is compiled of the function, its code as a draft."""
        self.state.library = _Draft(self.state.targetctx.codegen(), func.__qualname__)
        return super().compile_extra(func)


apart = numba.njit(nogil=True, error_model="numpy", forceinline=True, no_cpython_wrapper=True,
                   no_cfunc_wrapper=True, pipeline_class=_Apart, _nrt=False)
"""Mark the loop in which nearly all time goes by: it is melted into its caller with all it calls, and its
arguments must not overlap."""


inner = register_jitable(no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True,
                         pipeline_class=_Melted, _nrt=False)
"""Mark a step that only compiled functions call: it becomes part of its caller, without an entry point.  It
makes no arrays, and does not count who refers to those it is given, which took longer than many a step."""


allocating = register_jitable(no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True)
"""Mark a step that makes arrays."""


def cold() -> bool:
    """Is the engine still to be compiled on this machine?  True before this version's first run."""
    return ((CACHE is None or next(CACHE.rglob("*.phase_service*.nbi"), None) is None)
            and not numba.config.DISABLE_JIT)


class Record(np.void):  # type: ignore[misc]  # final in the stubs; NumPy documents the subclass as a dtype
    """One row of a table, whose fields are attributes: what compiled code reads and writes, also where
    nothing is compiled.

    Fields read as plain Python numbers, which neither wrap around at 256 nor round a sum to single precision.
    """

    def __getattr__(self, name: str) -> Any:
        try:
            found = self[name]
            return found if isinstance(found, np.ndarray) else found.item()
        except ValueError:
            names = ", ".join(self.dtype.names or ())
            raise AttributeError(f"no field {name!r}; there are {names}") from None

    def __setattr__(self, name: str, value: float) -> None:
        self[name] = value
