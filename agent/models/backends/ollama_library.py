"""The `ollama` library, imported without what the environment says of proxies and hosts.

It makes a client of its own while it is imported, which reads that environment: a SOCKS proxy there, or a host that is
no address, would end the import. That client is never used; ours is told where to go (`agent.models.backends.ollama`).
"""

import os

_HIDDEN = {
    name: os.environ.pop(name) for name in list(os.environ) if name.lower().endswith("_proxy") or name == "OLLAMA_HOST"
}
try:
    import ollama
finally:
    os.environ.update(_HIDDEN)

__all__ = ["ollama"]
