"""The raw stream: remote fields, the end, and lines however they are cut into chunks."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.models.api import ModelFailure
from agent.models.backends.response_guard import MAX_LINE, RawChat

WORD = {"model": "m", "message": {"content": "remote_host"}, "done": False}
END = WORD | {"done": True, "done_reason": "stop"}


def _verdict(chunks: list[bytes]) -> str:
    chat = RawChat("m")
    try:
        for chunk in chunks:
            chat.feed(chunk)
        chat.end()
    except ModelFailure as failure:
        return failure.kind
    return "whole"


STREAMS = [
    ([WORD, END], "whole"),
    ([END], "whole"),
    ([WORD], "cut"),
    ([], "cut"),
    ([WORD, {"error": "unexpected EOF"}], "whole"),
    ([WORD | {"remote_model": "m", "remote_host": "https://ollama.com:443"}, END], "refused"),
    ([WORD, END | {"Remote_Host": "https://ollama.com:443"}], "refused"),
    ([WORD | {"remote_host": ""}, END], "whole"),
    ([["done"]], "server"),
]


@settings(max_examples=60)
@given(st.data())
@pytest.mark.parametrize(("lines", "verdict"), STREAMS, ids=str)
def test_the_verdict_does_not_depend_on_the_chunks(lines: list[object], verdict: str, data: st.DataObject) -> None:
    """Cut anywhere, with or without the last line end, a stream is judged the same."""
    raw = b"\n".join(json.dumps(line).encode() for line in lines) + data.draw(st.sampled_from([b"", b"\n", b"\n\n"]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    edges = [0, *cuts, len(raw)]
    assert verdict == _verdict([raw[a:b] for a, b in itertools.pairwise(edges)])


def test_a_line_without_an_end_is_given_up() -> None:
    """Memory has a bound."""
    assert "server" == _verdict([b"x" * (MAX_LINE + 1)])


def test_a_stream_that_ends_in_repetition_is_named() -> None:
    """Ollama stops a model that says the same piece over and over, without `done`; the failure says so."""
    chat = RawChat("m")
    blank = json.dumps({"model": "m", "message": {"content": " "}, "done": False}).encode() + b"\n"
    for _ in range(30):
        chat.feed(blank)
    with pytest.raises(ModelFailure, match=r"stopped it after ' ' had come 30 times in a row") as caught:
        chat.end()
    assert "cut" == caught.value.kind
