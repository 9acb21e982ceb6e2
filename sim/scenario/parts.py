"""The parts of a scenario that have keys of their own: demand, start, changes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sim.base.errors import UserError
from sim.scenario import checks
from sim.scenario.checks import Within, near, shown, wrong
from sim.scenario.demand import LEVEL_RANGE, WEEKDAY_PROFILE

MOST_DAYS = 25_000
"""The longest horizon: a hundred years."""

WEEK = 5
"""Working days a week."""

Words = Annotated[str, BeforeValidator(checks.line)]
Levers = Annotated[dict[str, Any], BeforeValidator(checks.levers)]
Mechanisms = Annotated[tuple[str, ...], BeforeValidator(checks.mechanisms)]
Level = Annotated[float, Within(*LEVEL_RANGE, "times the ordinary demand")]


class Strict(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known(cls, data: Any) -> Any:
        if isinstance(data, cls):
            return data
        names = ", ".join(cls.model_fields)
        for key in checks.mapping(data, names):
            if key not in cls.model_fields:
                raise wrong((key,), f"is not known here{near(key, cls.model_fields)}")
        return data


class Titled(Strict):
    """What a scenario or a study says; it knows where it came from."""

    title: Words = Field(default="", description="What it is called in tables and pictures")

    _where: str = PrivateAttr("")
    _name: str = PrivateAttr("")

    def __init__(self, /, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise checks.failure(self._kind(), error, f"the {self._kind()}") from None

    @classmethod
    def _kind(cls) -> str:
        return cls.__name__.lower()

    @classmethod
    def _made(cls, data: dict[str, Any], where: str, name: str = "") -> Self:
        try:
            made = cls(**data)
        except UserError as error:
            raise UserError(f"{where}: {str(error).removeprefix(f'{cls._kind()}: ')}") from None
        made._where, made._name = where, name
        return made

    @classmethod
    def _keys(cls, data: object) -> dict[str, Any]:
        try:
            return checks.mapping(data, ", ".join(cls.model_fields))
        except PydanticCustomError as error:
            raise UserError(f"{cls._kind()}: the {cls._kind()} {error.message()}") from None

    @property
    def name(self) -> str:
        """The bundled name or the file's name without its suffix; else the title."""
        return self._name or self.title or self._kind()

    @property
    def where(self) -> str:
        """The file it came from, as errors name it; what it is if it came from none."""
        return self._where or self._kind()


def _weights(value: object) -> tuple[float, ...]:
    if not isinstance(value, list | tuple) or len(value) != WEEK:
        raise wrong((), f"is {shown(value)}, expected five weights, Monday to Friday")
    weights = tuple(Within(0, WEEK, "1 is an even day").check(item, (day,)) for day, item in enumerate(value))
    if abs(sum(weights) - WEEK) > 0.005:
        raise wrong((), f"has the mean {sum(weights) / WEEK:.4g}, expected five weights of mean 1; "
                    "put the level into demand.level")
    return weights


def _settle(value: object) -> object:
    if value == "auto":
        return value
    if isinstance(value, str):
        raise wrong((), f"is {shown(value)}, expected 'auto' or a number of days")
    return Within(0, 2500, "days", whole=True).check(value)


class Demand(Strict):
    """How many customers come."""

    level: Level = Field(default=1.0, description="Multiplies the ordinary number of visits")
    weekdays: Annotated[tuple[float, float, float, float, float], BeforeValidator(_weights)] = Field(
        default=WEEKDAY_PROFILE, description="Weights of Monday to Friday, mean 1")


class DemandChange(Strict):
    """What may change about demand."""

    level: Level = Field(description="Multiplies the ordinary number of visits from this day on")


class Start(Strict):
    """The culture on the first day."""

    culture: Literal["ordinary", "none"] = Field(
        default="ordinary", description="The stored culture of the ordinary firm, or none: everybody fresh "
        "from outside")
    settle_days: Annotated[Literal["auto"] | int, BeforeValidator(_settle)] = Field(
        default="auto", description="Days under ordinary levers before the first, to fit the culture to this "
        "organisation")


class Change(Strict):
    """Something that changes during the run.  Weeks and days are counted from 1; week 12 begins on day 56."""

    from_week: Annotated[int | None, Within(2, MOST_DAYS // WEEK, "weeks, the first is 1", whole=True)] = (
        Field(
        default=None, description="First week of the change, counted from 1"))
    from_day: Annotated[int | None, Within(2, MOST_DAYS, "working days, the first is 1", whole=True)] = Field(
        default=None, description="First working day of the change, counted from 1")
    levers: Levers = Field(default={}, description="Levers from then on; what is not named stays as it was")
    demand: DemandChange | None = Field(default=None, description="Demand from then on")

    @property
    def day(self) -> int:
        """First day of the change, counted from 0."""
        return (self.from_week - 1) * WEEK if self.from_week is not None else (self.from_day or 1) - 1

    @model_validator(mode="after")
    def _whole(self) -> Change:
        if (self.from_week is None) == (self.from_day is None):
            raise wrong((), "needs from_week or from_day, one of them")
        if not self.levers and self.demand is None:
            raise wrong((), "changes nothing; name levers or demand")
        return self
