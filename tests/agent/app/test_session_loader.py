"""What is known of a recording."""

from pathlib import Path

from agent.app.session_loader import from_recording
from agent.tasks import brief, digest


def test_a_recording_of_which_nothing_could_be_read_has_no_time(tmp_path: Path) -> None:
    """No brief and no digest makes one up: they say that nothing was read."""
    known = from_recording(tmp_path)
    assert not known.session.dated
    page, bullets = digest.markdown(digest.tell(known, None)), brief.tell(known, None).text
    assert page.startswith("# Digest: nothing could be read\n")
    assert "Nothing could be read of the recording, so when it was is not known." in page
    assert "WARNING: Nothing could be read of the recording." in bullets
    assert "1970" not in page + bullets + str(digest.tell(known, None).data()) + str(brief.tell(known, None).data())


def test_a_recording_with_a_time_tells_it(tmp_path: Path) -> None:
    """From its first moment to its last."""
    (tmp_path / "r1.log").write_text(
        "2026/05/09 16:10:23 BGP: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down\n"
    )
    known = from_recording(tmp_path)
    assert known.session.dated
    assert digest.markdown(digest.tell(known, None)).startswith("# Digest: 2026-05-09 16:10 to 2026-05-09 16:10 UTC")
