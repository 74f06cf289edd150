"""Values of a lab: one record each."""

from typing import get_args

from clab.design.setting import VALUES, SettingName


def test_every_value_has_its_record() -> None:
    """And there is no record of another."""
    assert {*get_args(SettingName)} == {*VALUES}
