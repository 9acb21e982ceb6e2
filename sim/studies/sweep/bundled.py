"""The studies that come with the simulator."""

from sim.scenario.bundled import Kind

STUDIES = Kind("study", "studies", "a study is a mapping with 'factors' and 'design'", "experiments", "experiments_bundled",
               "care-by-fear.yaml")
"""Study files."""


def bundled_studies() -> list[str]:
    """Names of the bundled studies, in alphabetical order."""
    return STUDIES.names()
