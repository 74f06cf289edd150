"""An error that a person reads: what was tried and happened, and what to do; with the exit status it means."""


class Failure(Exception):
    """`what` happened to what, `hint` what to do; `status` is the exit status (contracts: 1 ours, 2 usage)."""

    def __init__(self, what: str, hint: str = "", *, status: int = 1) -> None:
        self.what, self.hint, self.status = what, hint, status
        super().__init__(what)


class UsageFailure(Failure):
    """The call or its configuration is wrong."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what, hint, status=2)
