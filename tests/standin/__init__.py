"""A stand-in for an Ollama server: its HTTP API over a scripted or a real small model, with faults on demand.

It is not Ollama. It speaks the part of the API that labkeeper uses, in the words and with the habits that were seen on
a real 0.24.0: one slot, loads in turn, a silent cut of prompts unless told otherwise, whole prefills. Use:

    with Standin("Two sentences. Of text.") as server:       # or Standin([...one text a call...]), Standin(embedded())
        config = OllamaConfig(host=server.host)
        server.faults.cut_after = 2                            # from the next call on; see Faults
        ...
        server.asked                                           # bodies of POST /api/chat with messages
        server.paths                                           # every request: method, path, headers
        server.loads, server.cancelled                         # counters

`server.models["gemma3:4b"] = Entry(digest=..., size=...)` replaces a model, `del` takes it away, also mid-answer.
`server.hold` is an event: while it is clear, an answer waits before each piece (and gives up when the client leaves).
"""

from tests.standin.faults import Entry, Faults
from tests.standin.server import Standin
from tests.standin.voices import Voice, embedded

__all__ = ["Entry", "Faults", "Standin", "Voice", "embedded"]
