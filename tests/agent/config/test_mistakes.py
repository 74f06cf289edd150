"""What is wrong in a configuration: one line with file, line, key, what stands there and what was expected."""

from pathlib import Path

import pytest

from agent.config.loading import load
from agent.failure import UsageFailure

GNMI = "nodes: {R1: {gnmi: {address: a, %s}}}"
LIST = "expected a list, such as [one, two]"
TEXT = "expected text (a number or a date goes in quotes)"
WRONG = [
    ("syslog: 5", "syslog: holds 5, expected keys and their values"),
    ("store: null", "store: holds nothing, expected keys and their values"),
    ("nodes: [1]", "nodes: holds a list, expected names, each with its keys and values"),
    ("nodes: {R1: {logs: a.log}}", f"nodes.R1.logs: holds 'a.log', {LIST}"),
    ("nodes: {5: {}}", "key nodes.5: a key is text (a number goes in quotes)"),
    ("lab: 5", f"lab: holds 5, {TEXT}"),
    ("poll_s: abc", "poll_s: holds 'abc', expected a number"),
    ("poll_s: 0", "poll_s: holds 0, expected more than 0.1"),
    ("lanes: {cpu_models: 1.5}", "lanes.cpu_models: holds 1.5, expected a whole number"),
    ("lanes: {placement: foo}", "lanes.placement: holds 'foo', expected resident, lend or measured"),
    ("narrate: {watch: maybe}", "narrate.watch: holds 'maybe', expected true or false"),
    ("store: {max_mb: 1}", "store.max_mb: holds 1, expected at least 16"),
    ("syslog: {protocols: [sctp]}", "syslog.protocols.0: holds 'sctp', expected udp or tcp"),
    ("timezone: Mars", "timezone: no time zone 'Mars'; use a name such as Europe/Berlin or UTC"),
    (GNMI % "port: 70000", "nodes.R1.gnmi.port: holds 70000, expected at most 65535"),
    (GNMI % "tls: nope", "nodes.R1.gnmi.tls: holds 'nope', expected plaintext or skip_verify"),
    (
        GNMI % "tls: 5",
        "nodes.R1.gnmi.tls: expected plaintext, skip_verify, {verify: CA}, {pin: SHA-256}, or "
        "{mtls: {ca: FILE, cert: FILE, key: FILE}}",
    ),
    (GNMI % "tls: {verify: 5}", f"nodes.R1.gnmi.tls.verify: holds 5, {TEXT}"),
    (GNMI % "tls: {mtls: {ca: a, cert: b}}", "nodes.R1.gnmi.tls.mtls.key: is missing"),
    (
        GNMI % "password: 5",
        "nodes.R1.gnmi.password: holds a value that is not shown, expected text in quotes, or {env: NAME}, "
        "{file: PATH} or {keyring: NAME}",
    ),
    (GNMI % "password: {envv: A}", "unknown key 'nodes.R1.gnmi.password.envv'; did you mean 'env'?"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[item[0] for item in WRONG])
def test_a_mistake_is_one_line_in_a_file_s_words(text: str, said: str, tmp_path: Path) -> None:
    """The whole line is ours, and the second one says what to do."""
    path = tmp_path / "labkeeper.yml"
    path.write_text(f"{text}\n")
    with pytest.raises(UsageFailure) as caught:
        load(path)
    assert (f"{path}, line 1: {said}", "put it right; labkeeper config example shows every section") == (
        caught.value.what,
        caught.value.hint,
    )


@pytest.mark.parametrize("tls", ["plaintext", "skip_verify", "{verify: ca.pem}", "{pin: ab}"])
def test_every_form_of_tls_is_taken(tls: str, tmp_path: Path) -> None:
    """A word, or keys of one form."""
    path = tmp_path / "labkeeper.yml"
    path.write_text(GNMI % f"tls: {tls}")
    gnmi = load(path).config.nodes["R1"].gnmi
    assert gnmi is not None
    assert tls.strip("{}").partition(":")[0] in str(gnmi.tls)
