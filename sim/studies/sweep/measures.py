"""What a study may measure besides whole runs' outcomes: an outcome of one unit or all, over some days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, model_validator

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME, WHOLE
from sim.scenario import checks
from sim.scenario.checks import Within, near, wrong
from sim.scenario.parts import MOST_DAYS, Strict

if TYPE_CHECKING:
    from sim.model.engine.record import Record


class Measure(Strict):
    """One figure of a run, in the outcome's unit: the outcome's numerator over its denominator, each summed
    over the unit and the days."""

    outcome: Annotated[str, BeforeValidator(checks.outcome)] = Field(
        description="Name of an outcome; see sim show outcomes")
    unit: str = Field(default=WHOLE, description="A unit of the organisation, or (all) for the whole of it")
    first: Annotated[int, Within(1, MOST_DAYS, "days, the first is 1", whole=True)] = Field(
        default=1, description="First day that counts")
    last: Annotated[int | None, Within(1, MOST_DAYS, "days, the first is 1", whole=True)] = Field(
        default=None, description="Last day that counts; left out, the last of the run")

    @model_validator(mode="after")
    def _forwards(self) -> Measure:
        if self.last is not None and self.last < self.first:
            raise wrong(("last",), f"is {self.last}, which is before the first day, {self.first}")
        return self

    @property
    def name(self) -> str:
        """Name of its column.

        >>> Measure(outcome="fear", unit="Sales", first=6, last=10).name, Measure(outcome="fear").name
        ('fear, Sales, days 6-10', 'fear, (all), days 1-end')
        """
        return f"{self.outcome}, {self.unit}, days {self.first}-{self.last or 'end'}"

    def of(self, record: Record) -> float:
        """The figure of one run; missing (NaN) where there was nothing to count.  UserError where the run has
        no such unit or day."""
        end = record.days if self.last is None else self.last
        if max(end, self.first) > record.days:
            raise UserError(f"measure {self.name!r} reaches to day {max(end, self.first)}, but the run has "
                            f"{record.days} days; give more days or an earlier one")
        if self.unit != WHOLE and self.unit not in record.unit_names:
            raise UserError(f"measure {self.name!r}: the organisation has no unit {self.unit!r}"
                            f"{near(self.unit, [WHOLE, *record.unit_names])}")
        units = slice(None) if self.unit == WHOLE else record.unit_names.index(self.unit)
        ratio, days = OUTCOME[self.outcome], slice(self.first - 1, end)
        above = record.tally(ratio.numerator)[days, units].sum()
        below = record.tally(ratio.denominator)[days, units].sum()
        return float(ratio.scale * above / below) if below else float("nan")
