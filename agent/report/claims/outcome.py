"""The two ways in which a claim can fail to hold."""

from agent.report.claims.tokens import Token
from agent.report.fact_sheet import Fact


class Wrong(Exception):
    """A claim was read, and a fact says otherwise."""

    def __init__(self, message: str, token: Token | None = None, fact: Fact | None = None) -> None:
        super().__init__(message)
        self.message, self.token, self.fact = message, token, fact


class Unclear(Exception):
    """A claim was read that the facts neither hold nor deny, or whose words may mean two things."""

    def __init__(self, message: str, token: Token | None = None) -> None:
        super().__init__(message)
        self.message, self.token = message, token
