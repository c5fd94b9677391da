"""A bundle opens elsewhere and gives the same findings; one that was changed, or is none, leaves nothing behind."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest

import judged
from analysis import document, notes, pipeline, settings, verdicts
from analysis.acts import Subject
from analysis.case import Case
from analysis.errors import BundleRefused, UnreadableFile
from analysis.findings_filter import Filter
from analysis.findings_view import page
from analysis.ingest.give_back import original_bytes, record_text
from analysis.takeaway import bundle, opening
from analysis.takeaway.bundle import Contents


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    judged.demo(folder / "demo")
    networks = folder / "networks.csv"
    networks.write_text("198.51.100.0/24,Head office,office\n")
    with Case.open(folder / "demo") as case:
        key = str(page(case, Filter()).iloc[0]["session_key"])
        verdicts.give(case, [key], "replay", basis="endpoint", author="RK", reason="Not her machine.")
        notes.write(case, Subject("session", key), "seen at night", author="RK")
        settings.keep(case, {"replay_from": 77, "networks": str(networks)}, author="RK")
        pipeline.judge(case)
        yield case


@pytest.fixture(scope="module")
def packed(worked_on, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("packed") / "demo.zip"
    bundle.write(worked_on, path)
    return path


def test_the_same_findings_notes_and_settings_open_elsewhere(worked_on, packed, tmp_path):
    assert opening.unpack(packed, tmp_path / "there") == []
    with Case.open(tmp_path / "there") as case:
        assert document.document(case)["findings"] == document.document(worked_on)["findings"]
        assert document.with_notes(case)["notes"] == document.with_notes(worked_on)["notes"]
        first = case.rows("evidence_files")[0]
        content = b"".join(original_bytes(case, first["evidence_id"]))
        assert hashlib.sha256(content).hexdigest() == first["sha256"]
        # judged anew there, from the evidence and with the list of networks that came along
        assert Path(json.loads(settings.in_force(case)["networks"])).is_relative_to(tmp_path / "there")
        before = document.document(case)["findings"]
        pipeline.judge(case)
        assert document.document(case)["findings"] == before


def test_the_case_goes_on_while_and_after_it_is_packed(worked_on, tmp_path):
    bundle.write(worked_on, tmp_path / "one.zip")
    notes.write(worked_on, Subject("case", "case"), "after packing", author="RK")
    bundle.write(worked_on, tmp_path / "two.zip")
    opening.unpack(tmp_path / "two.zip", tmp_path / "there")
    with Case.open(tmp_path / "there") as case:
        assert [note.text for note in notes.of(case, Subject("case", "case")).notes] == ["after packing"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "there", "two.zip"]


def test_the_case_stays_locked_for_others_after_it_was_packed(worked_on, tmp_path):
    import subprocess
    import sys

    bundle.write(worked_on, tmp_path / "one.zip")
    program = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    command = [sys.executable, "-c", program, str(worked_on.folder / "case.duckdb")]
    assert "lock" in subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_without_records_findings_stand_and_a_record_says_that_it_is_gone(worked_on, tmp_path):
    bundle.write(worked_on, tmp_path / "small.zip", Contents(has_records=False))
    said = opening.unpack(tmp_path / "small.zip", tmp_path / "there")
    assert "Records as they came were left out" in said[0]
    with Case.open(tmp_path / "there") as case:
        assert document.document(case)["findings"] == document.document(worked_on)["findings"]
        with pytest.raises(UnreadableFile, match="no longer in the case folder"):
            record_text(case, 1, 1)


def test_what_is_in_a_bundle_can_be_read_without_the_program(packed):
    with zipfile.ZipFile(packed) as opened:
        names = opened.namelist()
        manifest = json.loads(opened.read("manifest.json"))
        assert {"case.duckdb", "evidence.csv", "case-log.csv", "settings.json"} <= set(names)
        assert b"demo-system-log" in opened.read("evidence.csv")
        assert b"Verdict: replay" in opened.read("case-log.csv")
        for member in manifest["members"]:
            assert hashlib.sha256(opened.read(member["name"])).hexdigest() == member["sha256"]


def _changed(packed: Path, target: Path, change) -> Path:
    """The bundle with its manifest and members changed by `change(manifest, members)`."""
    with zipfile.ZipFile(packed) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    manifest = json.loads(members["manifest.json"])
    change(manifest, members)
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w") as out:
        for name, content in members.items():
            out.writestr(name, content)
    return target


def _another_byte(manifest, members):
    members["case.duckdb"] = members["case.duckdb"][:-1] + b"\x00\x01"[:1]
    members["case.duckdb"] = b"x" + members["case.duckdb"][1:]


def _a_member_outside(manifest, members):
    members["../outside"] = b"x"
    manifest["members"].append({"name": "../outside", "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()})


def _an_absolute_member(manifest, members):
    members["/tmp/outside"] = b"x"
    manifest["members"].append({"name": "/tmp/outside", "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()})


def _a_windows_member(manifest, members):
    members["records/..\\..\\outside"] = b"x"
    manifest["members"].append(
        {"name": "records/..\\..\\outside", "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    )


def _more_than_it_says(manifest, members):
    manifest["members"][0]["bytes"] = 10


def _a_newer_program(manifest, members):
    manifest["format"] = 99


def _more_than_there_is_room(manifest, members):
    manifest["members"][0]["bytes"] = 1 << 60


def _a_missing_member(manifest, members):
    del members["case.duckdb"]


def _less_than_nothing(manifest, members):
    manifest["members"][0]["bytes"] = -1


def _networks_outside(manifest, members):
    manifest["networks"] = "../../outside"


def _networks_of_the_machine(manifest, members):
    manifest["networks"] = "/etc/hosts"


def _a_database_outside(manifest, members):
    manifest["databases"] = ["given/../../../outside"]


def _a_database_that_did_not_come(manifest, members):
    manifest["databases"] = ["given/0-city.mmdb"]


def _networks_among_the_records(manifest, members):
    manifest["networks"] = next(one["name"] for one in manifest["members"] if one["name"].startswith("records/"))


def _networks_that_are_no_name(manifest, members):
    manifest["networks"] = [["given"]]


def _databases_that_are_no_list(manifest, members):
    manifest["databases"] = "given/networks.csv"


def _left_out_that_is_no_list(manifest, members):
    manifest["databases_left_out"] = 3


def _another_database(content: bytes):
    def change(manifest, members):
        members["case.duckdb"] = content
        told = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        manifest["members"] = [one | (told if one["name"] == "case.duckdb" else {}) for one in manifest["members"]]

    return change


@pytest.fixture(scope="module")
def foreign_database(tmp_path_factory) -> bytes:
    """A DuckDB file with a table that is called like one of ours and holds something else."""
    path = tmp_path_factory.mktemp("foreign") / "foreign.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table case_facts as select 'x' as word")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_another_byte, "not what its list says"),
        (_a_member_outside, "outside of a case"),
        (_an_absolute_member, "outside of a case"),
        (_a_windows_member, "outside of a case"),
        (_more_than_it_says, "no bundle"),
        (_a_newer_program, "newer Crumbline"),
        (_more_than_there_is_room, "MB are free"),
        (_a_missing_member, "no bundle"),
        (_less_than_nothing, "no bundle"),
        (_networks_outside, "outside of a case"),
        (_networks_of_the_machine, "outside of a case"),
        (_a_database_outside, "outside of a case"),
        (_a_database_that_did_not_come, "outside of a case"),
        (_networks_among_the_records, "outside of a case"),
        (_networks_that_are_no_name, "no bundle"),
        (_databases_that_are_no_list, "no bundle"),
        (_left_out_that_is_no_list, "no bundle"),
        (_another_database(b"no database at all" * 1000), "no case that this program can open"),
    ],
)
def test_a_bundle_that_was_changed_is_refused_and_leaves_nothing(packed, tmp_path, change, said):
    bad = _changed(packed, tmp_path / "bad.zip", change)
    with pytest.raises(BundleRefused, match=said):
        opening.unpack(bad, tmp_path / "there")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]
    assert not (tmp_path.parent / "outside").exists()


def test_a_database_of_another_program_is_refused_and_leaves_nothing(packed, tmp_path, foreign_database):
    bad = _changed(packed, tmp_path / "bad.zip", _another_database(foreign_database))
    with pytest.raises(BundleRefused, match="no case that this program can open"):
        opening.unpack(bad, tmp_path / "there")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_a_flipped_byte_in_what_is_packed_is_told_in_a_sentence(packed, tmp_path):
    content = bytearray(packed.read_bytes())
    with zipfile.ZipFile(packed) as opened:
        info = opened.getinfo("case.duckdb")
    start = info.header_offset + 30 + len(info.filename) + 20  # behind the member's own header and its sizes
    content[start] = 0xFF  # the first block of a deflate stream: a kind that there is not
    with pytest.raises(BundleRefused, match="no bundle"):
        opening.unpack(io.BytesIO(bytes(content)), tmp_path / "there")
    assert not list(tmp_path.iterdir())


def test_an_encrypted_member_is_told_in_a_sentence(packed, tmp_path):
    content = bytearray(packed.read_bytes())
    with zipfile.ZipFile(packed) as opened:
        info = opened.getinfo("case.duckdb")
    listed = content.index(b"PK\x01\x02", opened.start_dir)
    content[listed + 8] |= 1
    content[info.header_offset + 6] |= 1
    with pytest.raises(BundleRefused, match="no bundle"):
        opening.unpack(io.BytesIO(bytes(content)), tmp_path / "there")
    assert not list(tmp_path.iterdir())


def test_a_list_of_networks_that_did_not_come_is_told_and_its_path_forgotten(packed, tmp_path):
    def change(manifest, members):
        manifest["networks"] = None

    said = opening.unpack(_changed(packed, tmp_path / "less.zip", change), tmp_path / "there")
    assert "list of networks did not come along" in said[0]
    with Case.open(tmp_path / "there") as case:
        assert "networks" not in settings.in_force(case)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_is_told_in_a_sentence(tmp_path, content):
    with pytest.raises(BundleRefused, match="no bundle"):
        opening.unpack(io.BytesIO(content), tmp_path / "there")
    assert not list(tmp_path.iterdir())


def test_a_case_that_is_there_is_never_overwritten(packed, tmp_path):
    (tmp_path / "there").mkdir()
    with pytest.raises(BundleRefused, match="a case 'there' already"):
        opening.unpack(packed, tmp_path / "there")
    shutil.rmtree(tmp_path / "there")
