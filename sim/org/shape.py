"""The shape of a generated organisation, and how a number of people becomes a pyramid."""

from __future__ import annotations

import math

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.org.topology import Topology

REFERENCE = (1, 3, 7, 25)
"""Leaders per level of the ordinary firm of 300, top first; 200 front line and 64 back office below."""

SPAN_AT_THE_BASE = 264 / 25
"""Posts without reports per first-line leader in that firm."""

_SPAN_PER_LEVEL = 7.0
_LEAST_MEAN_SPAN = 2.5


def pyramid(first_line: int) -> tuple[int, ...]:
    """Leaders per level, top first, above and including ``first_line`` leaders of teams.

    Levels below the head: 1 + round(log7(first_line)), one more than a pyramid of spans of 7 would need, as
    long as the mean span above the first line stays at 2.5 or more.  On a logarithmic scale the levels keep
    the profile of the reference firm 1/3/7/25, which therefore comes out exactly; elsewhere spans above the
    first line lie between 2 and 9.

    >>> pyramid(25), pyramid(1), pyramid(830)
    ((1, 3, 7, 25), (1,), (1, 6, 24, 113, 830))
    """
    if first_line == 1:
        return (1,)
    size = math.log(first_line)
    below = 1 + round(size / math.log(_SPAN_PER_LEVEL))
    below = max(1, min(below, math.floor(size / math.log(_LEAST_MEAN_SPAN))))
    profile = np.log(REFERENCE) / math.log(REFERENCE[-1])
    share = np.interp(np.arange(below + 1) / below, np.linspace(0, 1, len(REFERENCE)), profile)
    return tuple(int(n) for n in np.rint(np.exp(share * size)))


def levels_for(people: int, span: float = SPAN_AT_THE_BASE) -> tuple[int, ...]:
    """Leaders per level, top first, with a first-line span nearest to ``span``."""
    low, high = 1, max(1, int(people / span)) + 1
    while low < high:  # the largest first line whose teams can be filled
        middle = (low + high + 1) // 2
        fits = sum(pyramid(middle)) + span * middle <= people + 1e-9
        low, high = (middle, high) if fits else (low, middle - 1)

    def misfit(first_line: int) -> float:
        staff = people - sum(pyramid(first_line))
        return abs(math.log(staff / first_line / span)) if staff >= first_line else math.inf

    return pyramid(min((low, low + 1), key=misfit))


class Shape(BaseModel):
    """What a generated organisation looks like.  The defaults are an ordinary 300-person service firm
    (speculative, editable).

    Leaders and teams come from ``levels`` if given, else from ``units``, else from ``span``; see
    :func:`pyramid`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: int = Field(default=300, ge=3, le=1_000_000, description="Posts, leaders included")
    levels: tuple[int, ...] | None = Field(default=None, description="Leaders per level, top first, such as "
                                           "1, 3, 7, 25")
    units: int | None = Field(default=None, ge=1, description="Teams, that is, first-line leaders")
    span: float = Field(default=SPAN_AT_THE_BASE, ge=1, le=100,
                        description="Posts without reports per first-line leader")
    front_line_share: float = Field(default=200 / 264, ge=0, le=1,
                                    description="Share of non-leaders who serve customers")
    ties_per_person: float = Field(default=6.0, ge=1, le=20,
                                   description="Mean number of informal ties a post names")
    homophily: float = Field(default=0.6, ge=0, le=1, description="Share of informal ties within the unit")
    neighbour_share: float = Field(default=0.5, ge=0, le=1, description="Share of the other ties that stay "
                                   "under the same boss")
    tie_spread: float = Field(default=0.6, ge=0, le=2, description="Sigma of the lognormal tie weights")
    services_per_unit: int = Field(default=2, ge=0, le=20, description="Back-office units each front-line "
                                   "unit needs")
    seed: int = Field(default=1, ge=0, lt=2**63, description="Seed of the informal ties and service links")
    ties: Topology = Field(default=Topology(), description="Informal ties of another kind, rewired, or "
                           "without brokers")

    @model_validator(mode="after")
    def _fits(self) -> Shape:
        """Leaders must form a pyramid and every first-line leader must have a team."""
        if self.levels is not None:
            if not self.levels or self.levels[0] != 1 or list(self.levels) != sorted(self.levels):
                raise ValueError(f"levels {self.levels} must begin with 1 and never shrink, such as 1, 3, 7, "
                                 "25")
            if self.units is not None and self.units != self.levels[-1]:
                raise ValueError(f"units {self.units} contradicts levels, whose last is {self.levels[-1]}; "
                                 "give one of them")
        leaders = self.leaders
        if self.people - sum(leaders) < leaders[-1]:
            raise ValueError(f"{sum(leaders)} leaders leave {self.people - sum(leaders)} posts for "
                             f"{leaders[-1]} teams; take fewer leaders or more people")
        return self

    @property
    def leaders(self) -> tuple[int, ...]:
        """Leaders per level, top first."""
        if self.levels is not None:
            return self.levels
        return pyramid(self.units) if self.units is not None else levels_for(self.people, self.span)
