"""The ways by which a prompt could leave this machine through an Ollama server, each tried and refused.

The list is that of a real server's surface: names, aliases, answers, bits, switch, host, names that resolve elsewhere,
proxies, redirects, keys, other calls, and a model that is not in memory. A second stand-in is the trap: it must hear
nothing.
"""

from collections.abc import Callable, Iterator

import httpx
import ollama
import pytest

from agent.config.models import HERE, EngineAddress, OllamaConfig, Sovereignty, place_of
from agent.models.api import Cancellation, Message, ModelFailure, ModelReply, ModelRequest, RunnerOptions
from agent.models.backends.digest_pins import Pins
from agent.models.backends.guarded_network import Timeouts
from agent.models.backends.ollama import OllamaBackend
from agent.models.backends.ollama_transport import CALLS, SovereignTransport
from agent.models.backends.sovereignty import sovereignty_note
from tests.standin import Entry, Faults, Standin

MODEL = "gemma3:4b"
SECRET = "r1 lost r2"
PATIENCE = Timeouts(2, 5, 5, 10)


@pytest.fixture
def server() -> Iterator[Standin]:
    """The named place."""
    with Standin() as found:
        yield found


@pytest.fixture
def trap() -> Iterator[Standin]:
    """Another place, which must hear nothing."""
    with Standin() as found:
        yield found
        assert [] == found.paths


def _ask(
    server: Standin, model: str = MODEL, pins: Pins | None = None, sovereignty: Sovereignty = "warn"
) -> ModelReply:
    backend = OllamaBackend(OllamaConfig(host=server.host), pins or Pins(), sovereignty)
    request = ModelRequest("answer", model, (Message("user", SECRET),), 50)
    return backend.generate(request, RunnerOptions(), 300, Cancellation())


def _refused(call: Callable[[], object]) -> str:
    with pytest.raises(ModelFailure) as caught:
        call()
    assert caught.value.kind == "refused"
    return caught.value.what


@pytest.mark.parametrize("name", ["gemma3:cloud", "gemma3:27b-cloud", "GPT-OSS:120B-CLOUD", "x/y:Cloud", "a:cloud "])
def test_1_a_cloud_name_is_refused_before_anything_is_sent(server: Standin, name: str) -> None:
    """An unpulled x:cloud would be sent on with the whole prompt, before any login."""
    _refused(lambda: _ask(server, name))
    backend = OllamaBackend(OllamaConfig(host=server.host), Pins())
    _refused(lambda: backend.load(name, RunnerOptions(), 300))
    _refused(lambda: backend.unload(name))
    assert [] == server.paths


@pytest.mark.parametrize("where", ["tags", "show"])
def test_2_an_alias_of_a_remote_model_is_refused(server: Standin, where: str) -> None:
    """Any name can be made remote; its entry gives it away, and no prompt is sent."""
    server.faults.remote_in = frozenset({where})  # type: ignore[arg-type]
    _refused(lambda: _ask(server))
    assert [] == server.asked


@pytest.mark.parametrize("where", ["answer", "last"])
def test_3_an_answer_from_elsewhere_is_thrown_away(server: Standin, where: str) -> None:
    """The fields that the official client drops are read in the raw stream, up to its last line."""
    server.faults.remote_in = frozenset({where})  # type: ignore[arg-type]
    assert "ollama.com" in _refused(lambda: _ask(server))


def test_4_an_entry_too_small_for_weights_is_refused(server: Standin) -> None:
    """A remote model's entry has a few hundred bytes."""
    server.models[MODEL] = Entry(size=384)
    _refused(lambda: _ask(server))
    assert [] == server.asked


def test_5_other_bits_under_the_same_name_are_refused_until_pinned_anew(server: Standin) -> None:
    """The digest of the first use is pinned."""
    pins = Pins()
    _ask(server, pins=pins)
    server.models[MODEL] = Entry("other weights")
    assert "digest" in _refused(lambda: _ask(server, pins=pins))
    assert 1 == len(server.asked)
    pins.pin(MODEL, Entry("other weights").sha256)
    assert "All is well." == _ask(server, pins=pins).text


@pytest.mark.parametrize("cloud", ["on", "unknown"])
def test_6_a_server_with_its_way_to_the_cloud_open_is_told_and_strictly_refused(server: Standin, cloud: str) -> None:
    """`warn` says so and how to turn it off; `strict` sends no prompt there."""
    server.faults.cloud = cloud  # type: ignore[assignment]
    note = sovereignty_note(OllamaBackend(OllamaConfig(host=server.host), Pins()).status())
    assert (False, True) == (note.fine, "OLLAMA_NO_CLOUD=1" in note.line)
    _refused(lambda: _ask(server, sovereignty="strict"))
    assert [] == server.asked
    assert "All is well." == _ask(server).text


def test_6_a_switched_off_server_is_strictly_fine(server: Standin) -> None:
    """`strict` uses a server whose switch is off."""
    assert "All is well." == _ask(server, sovereignty="strict").text


@pytest.mark.parametrize(
    "host",
    [
        "ollama.com",
        "https://ollama.com:443",
        "http://8.8.8.8:11434",
        "http://[2001:4860:4860::8888]:11434",
        "http://[::ffff:8.8.8.8]:11434",
        "http://0.0.0.0:11434",
        "http://224.0.0.1:11434",
        "http://gpu.lan:11434",
        "http://user:pass@127.0.0.1:11434",
        "http://127.0.0.1:11434/proxy/ollama.com",
        "http://127.1:11434",
    ],
)
def test_7_a_host_that_is_no_near_address_is_no_configuration(host: str) -> None:
    """Names are not looked up; public addresses, paths and credentials are not taken."""
    with pytest.raises(ValueError, match=r"Value error"):
        OllamaConfig(host=host)


def test_7_the_environment_names_no_host(server: Standin, trap: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    """OLLAMA_HOST, which the official client reads, is not followed."""
    monkeypatch.setenv("OLLAMA_HOST", trap.host)
    assert "All is well." == _ask(server).text


def test_7_another_machine_must_be_named_by_its_address_and_is_shown() -> None:
    """A LAN host is possible, and the line of every report's footer names it."""
    place = place_of("http://192.168.1.20:11434")
    assert (True, ("192.168.1.20",)) == (place.lan, tuple(str(item) for item in place.allowed))
    status = OllamaBackend(OllamaConfig(), Pins())
    assert status.name == "ollama"
    from agent.models.api import EngineStatus

    note = sovereignty_note(EngineStatus("ollama", "0.32.15", place.where, "off"))
    assert (False, True) == (note.fine, "ANOTHER MACHINE" in note.line and "192.168.1.20" in note.line)


@pytest.mark.parametrize("address", ["10.1.2.3", "8.8.8.8", "2001:4860:4860::8888", "::ffff:10.1.2.3"])
def test_8_a_name_that_leads_elsewhere_is_not_connected_to(trap: Standin, address: str) -> None:
    """What localhost resolves to is looked at when connecting; one wrong address among right ones is enough."""
    place = EngineAddress("localhost", trap.port, allowed=HERE)
    transport = SovereignTransport(place, PATIENCE, lambda host, port: ["127.0.0.1", address])
    with httpx.Client(transport=transport, trust_env=False) as client:
        assert "leads to" in _refused(lambda: client.get(f"{place.url}/api/tags"))


def test_8_localhost_is_this_machine(server: Standin) -> None:
    """The name itself works where it resolves to loopback."""
    backend = OllamaBackend(OllamaConfig(host=f"http://localhost:{server.port}"), Pins())
    assert server.version == backend.status().version


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_9_a_proxy_is_not_asked(server: Standin, trap: Standin, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxy variables, which the client obeys even for 127.0.0.1, lead nowhere."""
    monkeypatch.setenv(variable, trap.host)
    assert "All is well." == _ask(server).text


def test_10_a_redirect_is_not_followed(server: Standin, trap: Standin) -> None:
    """The client follows redirects by default, prompt and all."""
    server.faults.redirect = f"{trap.host}/api/chat"
    assert "redirects" in _refused(lambda: _ask(server))


def test_11_no_key_is_sent(server: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    """OLLAMA_API_KEY becomes a header in the client, and is dropped on the way."""
    monkeypatch.setenv("OLLAMA_API_KEY", "a-secret")
    _ask(server)
    assert ("POST", "/api/chat") in {(method, path) for method, path, _ in server.paths}
    assert [] == [headers for _, _, headers in server.paths if "a-secret" in str(headers)]


def test_12_nothing_is_fetched_pushed_created_or_searched(server: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client's calls that reach out, or make a model reach out, end before anything is sent."""
    monkeypatch.setenv("OLLAMA_API_KEY", "a-secret")
    transport = SovereignTransport(place_of(server.host), PATIENCE)
    client = ollama.Client(server.host, transport=transport, follow_redirects=False)
    _refused(lambda: client.pull("gemma3:27b"))
    _refused(lambda: client.push("me/mine"))
    _refused(lambda: client.create("gemma3:4b", from_="gpt-oss:120b-cloud"))
    _refused(lambda: client.web_search("how to configure r1"))
    _refused(lambda: client.web_fetch("https://example.net"))
    _refused(lambda: client.generate(MODEL, SECRET))
    _refused(lambda: client.chat("x:cloud", [{"role": "user", "content": SECRET}]))
    client.close()
    assert [] == server.paths
    assert 6 == len(CALLS)


def test_12_an_answer_by_a_model_that_is_not_in_memory_is_refused(server: Standin) -> None:
    """A remote model is never in the server's memory; what answered must be."""
    server.faults.not_resident = True
    assert "memory" in _refused(lambda: _ask(server))


def test_12_no_other_place_is_asked_even_on_this_machine(server: Standin, trap: Standin) -> None:
    """A whole address in a call does not lead past the configuration's, be it another port of this machine."""
    with httpx.Client(transport=SovereignTransport(place_of(server.host), PATIENCE), trust_env=False) as client:
        for address in (trap.host, f"http://localhost:{server.port}", "https://ollama.com"):
            assert "not the place" in _refused(lambda at=address: client.get(f"{at}/api/tags"))  # type: ignore[misc]
    assert [] == server.paths


def test_an_answer_that_cannot_be_looked_into_is_no_answer(server: Standin) -> None:
    """A packed stream could hide where it came from."""
    server.faults.packed = True
    with pytest.raises(ModelFailure, match="packs its answer"):
        _ask(server)


def test_a_list_with_remote_models_marks_them(server: Standin) -> None:
    """Remote entries among the installed models are shown as such, however they are named."""
    rows = [
        {"name": "mine:latest", "model": "mine:latest", "digest": "0" * 64, "size": 5_000_000_000, "remote_host": "x"},
        {"name": "big:cloud", "model": "big:cloud", "digest": "1" * 64, "size": 5_000_000_000},
        {"name": "small:latest", "model": "small:latest", "digest": "2" * 64, "size": 300},
    ]
    server.faults = Faults(tags=rows)
    installed = OllamaBackend(OllamaConfig(host=server.host), Pins()).installed()
    assert {"mine:latest", "big:cloud", "small:latest"} == {item.name for item in installed if item.remote}
