"""The section `schedule:`: when digests and briefs are written while watching."""

from pydantic import Field, field_validator, model_validator

from agent.config.strict import Strict
from clab.units import UNITS_S


def length_s(text: str) -> float:
    """`90s`, `30m`, `8h`, `1d` in seconds.

    Raises:
        ValueError: it is none of these.
    """
    number, unit = text[:-1], text[-1:]
    try:
        value = float(number) * UNITS_S[unit]
    except (ValueError, KeyError):
        value = 0.0
    if not 0 < value < 1e9:
        raise ValueError(f"{text!r} is no length of time such as 90s, 30m, 8h or 1d")
    return value


class When(Strict):
    """`{cron: "0 8 * * *"}` (five fields, in the configuration's time zone) or `{every: 8h}`; one of them."""

    cron: str | None = None
    every: str | None = None

    @field_validator("cron")
    @classmethod
    def _fields(cls, value: str | None) -> str | None:
        if value is not None:
            from apscheduler.triggers.cron import CronTrigger

            try:
                CronTrigger.from_crontab(value)
            except ValueError as error:
                raise ValueError(f"{value!r} is no crontab line of five fields: {error}") from error
        return value

    @field_validator("every")
    @classmethod
    def _length(cls, value: str | None) -> str | None:
        if value is not None and length_s(value) < 60:
            raise ValueError(f"{value!r}: not more often than once a minute")
        return value

    @model_validator(mode="after")
    def _one(self) -> "When":
        if (self.cron is None) == (self.every is None):
            raise ValueError("either cron or every, not both and not neither")
        return self


class ScheduleConfig(Strict):
    """The whole section."""

    digest: When | None = None
    brief: When | None = None
    at_end: bool = Field(default=True, description="a digest when watching ends")
