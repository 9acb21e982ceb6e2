"""An agent-based simulator of service culture: leaders, employees and customers on the network of an
organisation.

Example:
    >>> from sim import Scenario
    >>> plan = Scenario.load("ordinary-firm").with_(title="More time", levers={"presence_hours": 8})
    >>> plan.levers["presence_hours"], plan.days
    (8.0, 250)

    ``sim.run(plan)`` simulates it, ``sim.compare("ordinary-firm", plan)`` compares it with the ordinary firm
    under the same luck.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.base.errors import UserError
    from sim.insight.attribution.explain import explain
    from sim.insight.evidence.survey import survey
    from sim.insight.plans.compare import compare_plans
    from sim.insight.plans.pair import compare
    from sim.insight.plans.pilot import pilot
    from sim.insight.plans.study import compare_study
    from sim.insight.spread.spread import spread
    from sim.insight.supplement.publish import publish
    from sim.insight.supplement.reproduce import reproduce
    from sim.model.engine.model import ServiceCultureModel
    from sim.org.build import build_organisation
    from sim.org.organisation import Organisation
    from sim.org.read import read_organisation
    from sim.runs.study import run
    from sim.scenario import Scenario
    from sim.studies.calibration.calibration import calibrate
    from sim.studies.emulation.emulate import emulate
    from sim.studies.sensitivity.sensitivity import sensitivity
    from sim.studies.sweep import Study, Sweep, read_study, sweep

    __version__: str

_PUBLIC = {
    "Scenario": ("sim.scenario", "Scenario"),
    "run": ("sim.runs.study", "run"),
    "compare": ("sim.insight.plans.pair", "compare"),
    "compare_plans": ("sim.insight.plans.compare", "compare_plans"),
    "compare_study": ("sim.insight.plans.study", "compare_study"),
    "pilot": ("sim.insight.plans.pilot", "pilot"),
    "explain": ("sim.insight.attribution.explain", "explain"),
    "spread": ("sim.insight.spread.spread", "spread"),
    "sensitivity": ("sim.studies.sensitivity.sensitivity", "sensitivity"),
    "emulate": ("sim.studies.emulation.emulate", "emulate"),
    "calibrate": ("sim.studies.calibration.calibration", "calibrate"),
    "survey": ("sim.insight.evidence.survey", "survey"),
    "Study": ("sim.studies.sweep", "Study"),
    "Sweep": ("sim.studies.sweep", "Sweep"),
    "sweep": ("sim.studies.sweep", "sweep"),
    "read_study": ("sim.studies.sweep", "read_study"),
    "publish": ("sim.insight.supplement.publish", "publish"),
    "reproduce": ("sim.insight.supplement.reproduce", "reproduce"),
    "ServiceCultureModel": ("sim.model.engine.model", "ServiceCultureModel"),
    "Organisation": ("sim.org.organisation", "Organisation"),
    "read_organisation": ("sim.org.read", "read_organisation"),
    "build_organisation": ("sim.org.build", "build_organisation"),
    "UserError": ("sim.base.errors", "UserError"),
}

__all__ = ["Organisation", "Scenario", "ServiceCultureModel", "Study", "Sweep", "UserError", "__version__",
           "build_organisation", "calibrate", "compare", "compare_plans", "compare_study",
           "emulate", "explain", "pilot", "publish", "read_organisation", "read_study", "reproduce", "run",
           "sensitivity", "spread", "survey", "sweep"]


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
    return __all__
