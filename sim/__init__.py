"""Service culture, simulated: leaders, employees and customers on an organisation's network."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.analysis.contested import compare_switches
    from sim.analysis.explain import explain
    from sim.analysis.plans import compare_plans
    from sim.analysis.study_plans import compare_study
    from sim.engine.model import ServiceCultureModel
    from sim.evidence.survey import survey
    from sim.experiments import Study, Sweep, sweep
    from sim.experiments import Sweep as read_study
    from sim.inference.calibration import calibrate
    from sim.inference.discovery import discover
    from sim.inference.sensitivity import sensitivity
    from sim.org.build import build as build_organisation
    from sim.org.organisation import Organisation
    from sim.org.read import read as read_organisation
    from sim.scenario import Scenario
    from sim.study import compare, run
    from sim.supplement.publish import publish
    from sim.supplement.reproduce import reproduce

    __version__: str

_PUBLIC = {
    "Scenario": ("sim.scenario", "Scenario"),
    "run": ("sim.study", "run"),
    "compare": ("sim.study", "compare"),
    "compare_plans": ("sim.analysis.plans", "compare_plans"),
    "compare_study": ("sim.analysis.study_plans", "compare_study"),
    "compare_switches": ("sim.analysis.contested", "compare_switches"),
    "explain": ("sim.analysis.explain", "explain"),
    "sensitivity": ("sim.inference.sensitivity", "sensitivity"),
    "discover": ("sim.inference.discovery", "discover"),
    "calibrate": ("sim.inference.calibration", "calibrate"),
    "survey": ("sim.evidence.survey", "survey"),
    "Study": ("sim.experiments", "Study"),
    "Sweep": ("sim.experiments", "Sweep"),
    "sweep": ("sim.experiments", "sweep"),
    "read_study": ("sim.experiments", "Sweep"),
    "publish": ("sim.supplement.publish", "publish"),
    "reproduce": ("sim.supplement.reproduce", "reproduce"),
    "ServiceCultureModel": ("sim.engine.model", "ServiceCultureModel"),
    "Organisation": ("sim.org.organisation", "Organisation"),
    "read_organisation": ("sim.org.read", "read"),
    "build_organisation": ("sim.org.build", "build"),
}

__all__ = ["Organisation", "Scenario", "ServiceCultureModel", "Study", "Sweep", "__version__", "build_organisation", "calibrate",
           "compare", "compare_plans", "compare_study", "compare_switches", "discover", "explain", "publish", "read_organisation",
           "read_study", "reproduce", "run", "sensitivity", "survey", "sweep"]


def __getattr__(name: str) -> Any:
    """Public names are imported when first used: ``sim --help`` must not wait for a compiler."""
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("service-culture-sim")
        except PackageNotFoundError:  # run from a copy that was never installed
            return "0+unknown"
    if name not in _PUBLIC:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
