"""Whether somebody speaks: announcements, conversations, and the quiet between them. Pure."""

from math import inf


class Presence:
    """Voice as the other lane sees it."""

    def __init__(self) -> None:
        self.sessions = 0
        self.elsewhere = False
        self.announced_until_s = -inf
        self._ended_s = -inf

    def announce(self, until_s: float) -> None:
        """Somebody is about to ask."""
        self.announced_until_s = max(self.announced_until_s, until_s)

    def asked(self) -> None:
        """The announced request is here."""
        self.announced_until_s = -inf

    def answered(self, now_s: float) -> None:
        """A voice request is over."""
        self._ended_s = now_s

    def heard_elsewhere(self, speaking: bool, now_s: float) -> None:
        """Somebody speaks to another labkeeper, or does so no more."""
        if self.elsewhere and not speaking:
            self._ended_s = now_s
        self.elsewhere = speaking

    def begin(self, until_s: float) -> None:
        """A conversation begins, and with it somebody speaks."""
        self.sessions += 1
        self.announce(until_s)

    def end(self, now_s: float) -> None:
        """A conversation is over."""
        self.sessions = max(self.sessions - 1, 0)
        if self.sessions == 0:
            self._ended_s = now_s
            self.announced_until_s = -inf

    def announced(self, now_s: float) -> bool:
        """Whether an announcement stands."""
        return now_s < self.announced_until_s

    def quiet_since(self, now_s: float) -> float:
        """Since when nobody speaks, as far as announcements and answers tell; only asked where none stands."""
        return max(self._ended_s, min(self.announced_until_s, now_s))
