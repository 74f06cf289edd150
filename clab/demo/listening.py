"""A TCP port whose connections are each served in a thread of their own, until it is closed."""

import socket
import threading
from collections.abc import Callable

PATIENCE_S = 0.2


class Port:
    """Listens from its making on; `serve` gets each connection. `stopping` is set when it is closed.

    Raises:
        OSError: the port cannot be had.
    """

    def __init__(self, host: str, port: int, serve: Callable[[socket.socket], None], name: str) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, dualstack_ipv6=host == "::")
        self._listener.settimeout(PATIENCE_S)
        self._serve, self._name = serve, name
        self.stopping = threading.Event()
        self.number: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name=name, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self.stopping.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name=f"{self._name}-client", daemon=True).start()
