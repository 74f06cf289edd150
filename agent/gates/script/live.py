"""gNMI paths held against a live target: it has the last word on what it serves.

Each path is asked for alone, by Subscribe ONCE; nothing is changed. Capabilities tell which models it has, so that a
path of another model is named as such.
"""

from dataclasses import dataclass, field
from typing import Any

from agent.failure import Failure
from clab.gnmi_path import PathError, parse_path
from collectors.collector import GnmiSubscription
from collectors.sources.gnmi_channel import ChannelError, TlsOptions, open_channel
from collectors.sources.gnmi_requests import Abilities, Way, abilities, encodings, probe


@dataclass
class LiveTarget:
    """A target by name and address; a call with a path says why it is not served, or nothing."""

    name: str
    address: str
    port: int
    tls: TlsOptions
    metadata: tuple[tuple[str, str], ...] = ()
    _channel: Any = None
    _able: Abilities = field(default_factory=Abilities)

    @property
    def source(self) -> str:
        """What decides, for the verdict."""
        return f"{self.name} at {self.address}:{self.port}"

    def __call__(self, text: str) -> str:
        """Why the target does not serve a path; empty where it does.

        Raises:
            Failure: the target cannot be asked.
        """
        import grpc

        try:
            origin, _ = parse_path(text)
        except PathError as error:
            return f"is no gNMI path: {error}"
        self._open()
        plain = text.removeprefix(f"{origin}:") if origin else text
        subscription = GnmiSubscription(plain, origin=origin)
        try:
            refused = probe(self._channel, self.metadata, [subscription], Way(), encodings(self._able)[0])
        except grpc.RpcError as error:
            what = f"{self.name} {self.address}:{self.port}: {error.code().name}: {error.details()}"
            raise Failure(what, "is it up, and are its user and password right?", status=4) from error
        if subscription not in refused:
            return ""
        return f"is refused by {self.name}: {refused[subscription]}{self._models(origin)}"

    def close(self) -> None:
        """Let the channel go."""
        if self._channel is not None:
            self._channel.close()

    def _models(self, origin: str) -> str:
        known = [model for model in self._able.models if model.startswith("openconfig")]
        return "; it has no OpenConfig model" if origin == "openconfig" and self._able.models and not known else ""

    def _open(self) -> None:
        if self._channel is not None:
            return
        try:
            self._channel = open_channel(self.address, self.port, self.tls, ping_ms=0)
        except ChannelError as error:
            raise Failure(f"{self.name}: {error}", error.hint, status=4) from error
        self._able = abilities(self._channel, self.metadata)
