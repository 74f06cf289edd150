"""What cannot be written is said once, and the end of it, too."""

import logging

import pytest

from agent.failure import Failure
from agent.write_attempts import WriteAttempts


def test_a_row_of_failures_is_said_once_and_its_end_too(caplog: pytest.LogCaptureFixture) -> None:
    """Two lines for any number of files."""
    attempts = WriteAttempts("reports")

    def fails() -> None:
        raise Failure("/out: cannot be written", "name another folder")

    with caplog.at_level(logging.INFO):
        assert [attempts.run(fails) for _ in range(3)] == [False] * 3
        assert attempts.run(lambda: None)
        assert attempts.run(lambda: None)
    assert [record.getMessage() for record in caplog.records] == [
        "reports cannot be written: /out: cannot be written. name another folder",
        "reports can be written again; 3 were not",
    ]
