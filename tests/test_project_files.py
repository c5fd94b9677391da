"""The laws over the files at the top: they say the same as the code, and start what they promise."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import house

LOCKS = {"requirements.txt": "requirements.lock", "tests/requirements.txt": "tests/requirements.lock"}
CONFIG = tomllib.loads(house.text(Path(".streamlit/config.toml")))


def _requirements(path: str):
    for line in house.text(Path(path)).splitlines():
        if line.strip() and not line.startswith("#"):
            wanted, _, reason = line.partition("#")
            yield wanted.strip(), reason.strip()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=<>!~; ]", name)[0]).lower()


def _module(line: str) -> str:
    """How a package is imported; ours are all imported by their names, but for these."""
    name = _normal(line).replace("-", "_")
    return {"pysigma": "sigma", "python_pptx": "pptx", "pyyaml": "yaml"}.get(name, name)


@pytest.mark.parametrize("path", LOCKS)
def test_every_requirement_is_exact_and_says_why_it_is_here(path):
    house.check(
        (wanted for wanted, reason in _requirements(path) if not reason or not re.search(r"==[\w.]+$", wanted)),
        f"In {path} each line is name==version, then # and a word on why it is here:",
    )


@pytest.mark.parametrize("path", LOCKS)
def test_the_lock_holds_what_the_requirements_say(path):
    lock = house.text(Path(LOCKS[path]))
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE))
    wanted = {_normal(line): line.split("==")[1] for line, _ in _requirements(path)}
    house.check(
        (f"{name}=={version}" for name, version in wanted.items() if locked.get(name) != version),
        f"{LOCKS[path]} is behind {path}: run make lock:",
    )
    entries = re.split(r"\n(?=[\w.-]+==)", "\n" + lock.strip())[1:]
    house.check((entry.split()[0] for entry in entries if "--hash=sha256:" not in entry), "No hash:")


def test_what_the_program_imports_is_installed_for_the_user():
    listed = {_module(line) for line, _ in _requirements("requirements.txt")}
    own = {"analysis", "pages", "parts", "app", *(path.stem for path in house.below("pages", suffix=".py"))}
    known = listed | own | set(sys.stdlib_module_names)
    house.check(
        sorted(
            {
                f"{path}: {name.split('.')[0]}"
                for path in house.below("analysis", "pages", "app.py", suffix=".py")
                for _, name in house.imports(path)
                if name.split(".")[0] not in known
            }
        ),
        "Imported, and not in requirements.txt:",
    )


def test_every_requirement_is_used():
    used = {
        name.split(".")[0]
        for path in house.below("analysis", "pages", "app.py", "tests", suffix=".py")
        for _, name in house.imports(path)
    }
    house.check(
        (wanted for wanted, _ in _requirements("requirements.txt") if _module(wanted) not in used),
        "In requirements.txt, and imported nowhere: take it out (and run make lock):",
    )


def test_streamlit_knows_every_key_of_its_settings():
    from streamlit import config

    config.get_config_options(force_reparse=True)
    known = set(config._config_options_template)
    house.check(sorted(set(_keys(CONFIG)) - known), ".streamlit/config.toml holds keys that Streamlit does not know:")


def _keys(table: dict, prefix: str = ""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def test_both_themes_colour_the_same_things():
    light, dark = set(_keys(CONFIG["theme"]["light"])), set(_keys(CONFIG["theme"]["dark"]))
    house.check(sorted(light ^ dark), "In one theme only:")


def test_the_server_is_reached_from_this_machine_only_and_reports_to_nobody():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["server"]["enableStaticServing"] is False


def test_the_readme_names_commands_that_exist():
    readme, makefile = house.text(Path("README.md")), house.text(Path("Makefile"))
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    quoted = "\n".join(re.findall(r"```[\s\S]*?```|`[^`\n]+`", readme))
    house.check(
        sorted(set(re.findall(r"\bmake ([a-z-]+)", quoted)) - targets), "README.md says make ..., Makefile does not:"
    )
    house.check(
        (path for path in re.findall(r"\]\((?!http|#)([^)#]+)\)", readme) if not (house.ROOT / path).exists()),
        "README.md links to what is not there:",
    )


def test_the_readme_describes_the_command_line_that_exists():
    if Path("analysis/__main__.py") not in house.files():
        pytest.skip("there is no command line yet")
    said = set(re.findall(r"python -m analysis ([a-z]+)", house.text(Path("README.md"))))
    asked = [sys.executable, "-m", "analysis", "--help"]
    answer = subprocess.run(asked, cwd=house.ROOT, capture_output=True, text=True, check=True).stdout
    house.check(sorted(word for word in said if word not in answer), "README.md says it, --help does not:")


def test_make_help_lists_every_target_a_person_types():
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    answer = subprocess.run(["make", "help"], cwd=house.ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "exercise", "test", "test-all", "bench", "format", "lock", "clean"):
        assert f"make {target} " in answer


def test_the_changelog_begins_with_the_version_of_the_project():
    version = tomllib.loads(house.text(Path("pyproject.toml")))["project"]["version"]
    headings = re.findall(r"^## (\S+)", house.text(Path("CHANGELOG.md")), re.MULTILINE)
    assert version in headings[:2], "the newest section is the version in pyproject.toml, or Unreleased above it"
