"""A server of games: its key is kept, told apart and replaced, and what it is started with."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from analysis.errors import CrumblineError
from analysis.exercise import serving
from analysis.exercise.play.plays import FOLDER


def test_the_key_survives_a_restart_and_nobody_else_on_the_machine_reads_it(tmp_path: Path):
    key = serving.key(tmp_path)
    path = tmp_path / FOLDER / serving.KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert serving.key(tmp_path).words == key.words
    assert [entry.name for entry in path.parent.iterdir()] == [serving.KEY_FILE]


def test_a_new_key_makes_the_old_one_and_its_browsers_worthless(tmp_path: Path):
    old = serving.key(tmp_path)
    new = serving.key(tmp_path, is_new=True)
    assert not new.is_right(old.words)
    assert not new.is_cookie(old.cookie())
    assert serving.key(tmp_path).is_cookie(new.cookie())


def test_the_key_may_be_typed_without_capitals_and_dashes_and_nothing_else_is_right(tmp_path: Path):
    key = serving.key(tmp_path)
    assert key.is_right(key.words.lower().replace("-", " "))
    for wrong in ("", " ", key.words[:-1], key.words + "X", key.cookie(), "é" * 50, "A" * 100_000):
        assert not key.is_right(wrong)
    assert not key.is_cookie(key.words)
    assert not key.is_cookie("é")


def test_a_damaged_key_is_made_anew(tmp_path: Path):
    path = tmp_path / FOLDER / serving.KEY_FILE
    path.parent.mkdir()
    path.write_text("")
    key = serving.key(tmp_path)
    assert key.is_right(path.read_text())
    assert not key.is_right("")


def test_a_folder_that_cannot_be_written_is_answered_in_a_sentence(tmp_path: Path):
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    with pytest.raises(CrumblineError, match="cannot be kept"):
        serving.key(tmp_path)


def test_names_stand_after_the_dashes():
    asked = serving.asked(["--exercise", "--cases", "x", "--name", "Crumbline.Example.", "drill.local", "--new-key"])
    assert asked == serving.Asked(True, frozenset({"crumbline.example", "drill.local"}), True)
    assert serving.asked([]) == serving.Asked(False, frozenset(), False)


@pytest.mark.parametrize("name", ["http://crumbline.example", "crumbline.example:8501", "a b", "<b>", "-x", ""])
def test_what_is_no_name_of_a_machine_is_refused(name: str):
    with pytest.raises(CrumblineError):
        serving.asked([f"--name={name}"])


def test_the_server_is_started_bound_to_the_address_that_was_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    begun = []
    monkeypatch.setattr("os.execve", lambda *told: begun.append(told))
    serving.start(address="0.0.0.0", port=8600, cases=tmp_path, names=["drill.local"], is_new_key=True)
    ((_, words, environment),) = begun
    assert words[words.index("--") + 1 :] == [
        "--exercise", "--cases", str(tmp_path), "--new-key", "--name", "drill.local",
    ]  # fmt: skip
    assert words[words.index("--server.port") + 1] == "8600"
    assert environment["STREAMLIT_SERVER_ADDRESS"] == "0.0.0.0"
    assert environment["STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE"] == "true", "its greeting asks the internet"


@pytest.mark.parametrize(
    ("address", "port"),
    [("crumbline.example", None), ("", 8600), ("203.0.113.1", None), ("0.0.0.0", 0), ("::", 70_000)],
)
def test_an_address_or_port_that_cannot_be_is_answered_in_a_sentence(monkeypatch: pytest.MonkeyPatch, address, port):
    monkeypatch.setattr("os.execve", lambda *told: pytest.fail("it was started"))
    with pytest.raises(CrumblineError):
        serving.start(address=address, port=port, cases=None, names=[], is_new_key=False)


@pytest.mark.parametrize("lacking", [0, 1])
def test_a_certificate_without_its_key_is_answered_in_a_sentence(lacking: int):
    given: list[Path | None] = [Path("chain.pem"), Path("key.pem")]
    given[lacking] = None
    with pytest.raises(CrumblineError, match="belong together"):
        serving.certificate_of(*given)


def test_files_that_cannot_encrypt_are_answered_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("os.execve", lambda *told: pytest.fail("it was started"))
    authority = trustme.CA()
    chain, key, other = tmp_path / "chain.pem", tmp_path / "key.pem", tmp_path / "other.pem"
    one = authority.issue_cert("drill.example")
    chain.write_bytes(one.cert_chain_pems[0].bytes())
    key.write_bytes(one.private_key_pem.bytes())
    other.write_bytes(authority.issue_cert("drill.example").private_key_pem.bytes())
    locked = serialization.load_pem_private_key(key.read_bytes(), None).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    )
    (tmp_path / "locked.pem").write_bytes(locked)
    for second, told in (
        (other, "cannot be used"),
        (tmp_path / "nowhere.pem", "cannot be used: No such file"),
        (chain, "cannot be used"),
        (tmp_path / "locked.pem", "protected by a password"),
    ):
        with pytest.raises(CrumblineError, match=told):
            serving.start(
                address="127.0.0.1", port=8600, cases=tmp_path, names=[], is_new_key=False,
                certificate=serving.Certificate(chain, second),
            )  # fmt: skip


def test_streamlit_knows_the_settings_that_it_is_given():
    from streamlit import config

    known = {option.env_var for option in config._config_options_template.values()}
    assert set(serving.environment("127.0.0.1")) <= known
