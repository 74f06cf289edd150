"""The section `models:` of the configuration."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.app.model_setup import runner_options
from agent.config.loading import load
from agent.config.models import ModelsConfig, place_of
from agent.failure import UsageFailure
from agent.models.api import RunnerOptions


def test_the_defaults() -> None:
    """Ollama on this machine, warned about, with a bounded context."""
    config = ModelsConfig()
    assert ("ollama", "warn", "http://127.0.0.1:11434") == (config.backend, config.sovereignty, config.ollama.host)
    assert RunnerOptions(4096, 128, None, None) == runner_options(config, "gemma3:12b")


def test_the_options_of_a_model() -> None:
    """Said for one model, they hold in every lane."""
    config = ModelsConfig.model_validate({"options": {"gemma3:4b": {"num_ctx": 2048, "num_gpu": 34}}})
    assert RunnerOptions(2048, 128, 34, None) == runner_options(config, "gemma3:4b")
    assert RunnerOptions() == runner_options(config, "gemma3:12b")


WRONG = [
    ("models: {backend: openai}", "models.backend"),
    ("models: {sovereignity: strict}", "did you mean 'sovereignty'"),
    ("models: {ollama: {host: 'http://ollama.com'}}", "names are not looked up"),
    ("models: {ollama: {host: 'http://1.1.1.1'}}", "no address of this machine or of a local network"),
    ("models: {ollama: {host: 'ftp://127.0.0.1'}}", "only http:// and unix:// are spoken"),
    ("models: {ollama: {host: 'unix://run/ollama.sock'}}", "no absolute path"),
    ("models: {options: {'gemma3:4b': {num_ctxt: 1}}}", "num_ctxt"),
    ("models: {options: {'gemma3:4b': {num_ctx: 0}}}", "num_ctx"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[item[1] for item in WRONG])
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    """File, line and key."""
    path = tmp_path / "labkeeper.yml"
    path.write_text(f"lab: x\n{text}\n")
    with pytest.raises(UsageFailure, match=said.replace("(", r"\(")) as caught:
        load(path)
    assert f"{path}, line 2" in caught.value.what


PLACES = [
    ("http://127.0.0.1:11434", "http://127.0.0.1:11434", False),
    ("127.0.0.1", "http://127.0.0.1:11434", False),
    ("http://127.9.8.7:1", "http://127.9.8.7:1", False),
    ("http://[::1]:11434", "http://[::1]:11434", False),
    ("http://localhost:11434/", "http://localhost:11434", False),
    ("unix:///run/ollama.sock", "unix:///run/ollama.sock", False),
    ("http://192.168.1.20:11434", "http://192.168.1.20:11434", True),
    ("http://100.64.3.4", "http://100.64.3.4:11434", True),
    ("http://[fd00::7]:11434", "http://[fd00::7]:11434", True),
]


@pytest.mark.parametrize(("text", "where", "lan"), PLACES)
def test_places(text: str, where: str, lan: bool) -> None:
    """This machine, a socket, or another machine of the local network by its address."""
    place = place_of(text)
    assert (where, lan) == (place.where, place.lan)


def test_an_ipv4_address_in_an_ipv6_coat_is_what_it_is() -> None:
    """The door compares what it connects to without the coat, too."""
    place = place_of("http://[::ffff:127.0.0.1]:11434")
    assert (False, ["127.0.0.1"]) == (place.lan, [str(item) for item in place.allowed])


@given(st.ip_addresses())
def test_no_public_address_is_a_place(address: object) -> None:
    """Whatever address is written: what is reachable through the internet is refused."""
    text = f"[{address}]" if ":" in str(address) else str(address)
    try:
        place = place_of(f"http://{text}:11434")
    except ValueError:
        return
    assert all(not item.is_global and not item.is_unspecified for item in place.allowed)
    assert place.lan != place.allowed[0].is_loopback
