"""`python -m analysis brief`: files without a browser."""

from __future__ import annotations

import judged
from analysis.__main__ import main


def test_every_form_is_written(tmp_path, capsys):
    judged.quiet(tmp_path / "case")
    files = {name: tmp_path / f"briefing.{name}" for name in ("pdf", "pptx", "md", "html")}
    arguments = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    assert main(["brief", "--case", str(tmp_path / "case"), "--mark", "TLP:RED", *arguments]) == 0
    assert [path.read_bytes()[:4] for path in files.values()] == [b"%PDF", b"PK\x03\x04", b"**TL", b"<!DO"]
    assert "TLP:RED" in files["html"].read_text(encoding="utf-8")
    assert capsys.readouterr().err.count("Written") == 4


def test_markdown_is_printed_where_no_file_is_named(tmp_path, capsys):
    judged.quiet(tmp_path / "case")
    assert main(["brief", "--case", str(tmp_path / "case")]) == 0
    assert "# Nothing here looks like a replayed session" in capsys.readouterr().out


def test_what_cannot_be_is_said_in_words(tmp_path, capsys):
    assert main(["brief", "--case", str(tmp_path / "none")]) == 2
    assert "There is no case" in capsys.readouterr().err
    judged.quiet(tmp_path / "case")
    assert main(["brief", "--case", str(tmp_path / "case"), "--pdf", str(tmp_path / "no" / "x.pdf")]) == 2
    assert "cannot be written" in capsys.readouterr().err
