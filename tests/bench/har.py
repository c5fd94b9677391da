"""How fast a HAR is sanitised and with how much memory, and what other sanitizers leave in.

`python tests/bench/har.py` makes a file of `--mb` (100) of made-up exchanges (scripts, pages, JSON, media, headers with
values of their own), sanitises it in a process of its own and prints seconds, peak memory and the MB written; then the
same with headers and URLs alone, which have no large bodies to pass over.
`python tests/bench/har.py --compare` installs two other sanitizers into a temporary environment and prints, for each
and for ours, how many of the planted values of tests/har_corpus.py can still be found. It needs the package registries,
and says so where they cannot be reached. Not part of the tests.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import string
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import har_corpus  # noqa: E402

SECONDS_AT_MOST, MB_AT_MOST = 10, 1000
"""For 100 MB."""
LEAN_FAILS = 1.5
"""No browser writes headers alone, 750 exchanges to a megabyte: that misses its aim, and fails at so much above it."""
SAME_SESSION = 200
"""Exchanges with the same cookies."""
HAR_CAPTURE, HAR_SANITIZER = "har-capture==0.15.1", "har-sanitizer@2.0.0"
"""The two others, from PyPI and npm, with their defaults."""
BY_PYTHON = """
import json, sys
from har_capture.sanitization import sanitize_har
def one(har):
    try:
        return sanitize_har(har)[0]
    except Exception:
        return None
json.dump([one(har) for har in json.load(sys.stdin)], sys.stdout)
"""
BY_NODE = """
const { sanitize } = require('har-sanitizer');
(async () => {
  const out = [];
  for (const har of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
    try { out.push(await sanitize(har)); } catch (fault) { out.push(null); }
  }
  process.stdout.write(JSON.stringify(out));
})();
"""


def exchanges(seed: int, *, is_lean: bool) -> Iterator[dict[str, Any]]:
    """Entries without end; `is_lean` without bodies."""
    make = har_corpus.Maker(seed)
    chance = random.Random(seed)
    words = ["".join(chance.choice(string.ascii_lowercase) for _ in range(chance.randint(2, 9))) for _ in range(3000)]
    lines = (f"function {chance.choice(words)}(a,b){{return a.{chance.choice(words)}+{at}}}" for at in range(4000))
    script = " ".join(lines)
    texts = (" ".join(chance.choices(words, k=20)) for _ in range(200))
    page = "".join(f"<p class='{chance.choice(words)}'>{text}</p>\n" for text in texts)
    session = host = ""
    for number in range(1 << 60):
        if number % SAME_SESSION == 0:
            session = f"sid={make.token(40)}; t={make.token(16)}; DT={make.token(24)}"
            host = f"{chance.choice(words)}.example.com"
        sent = {
            "Cookie": session,
            "Accept": "*/*",
            "Referer": f"https://{host}/app/UserHome?fromURI={chance.choice(words)}",
        }
        got = {"Content-Type": "text/html", "ETag": make.token(16), "Server": "nginx", "Vary": "Accept-Encoding"}
        if number % 5 == 0:
            got["Set-Cookie"] = f"xids={make.token(24)}; Path=/; Secure"
        url = f"https://{har_corpus.HOST}/api/v1/apps/{number}?limit=20&after={make.token(20)}&q={chance.choice(words)}"
        turn = number % 10
        changes: dict[str, Any] = {"sent": sent, "got": got, "url": url}
        if is_lean:
            changes |= {"mime": "image/gif", "body": ""}
        elif turn < 3:
            changes |= {"mime": "application/javascript", "body": script[number % 500 :]}
        elif turn < 5:
            field = f"<input name='_xsrfToken' value='{make.token()}'>"
            changes |= {"mime": "text/html", "body": page[number % 100 :] + field}
        elif turn < 8:
            rows = [
                {"id": f"00u{make.token(17)}", "profile": {"login": f"{chance.choice(words)}@example.com"}, "href": url}
                for _ in range(60)
            ]
            changes |= {"mime": "application/json", "body": json.dumps(rows)}
        else:
            changes |= {"mime": "image/png", "body": make.token(1000) * 60, "encoding": "base64"}
        yield make.entry(**changes)


def make_file(path: Path, size: int, *, is_lean: bool) -> None:
    """A HAR of about `size` bytes."""
    head, tail = json.dumps(har_corpus.document(["@"])).split('"@"')
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for number, entry in enumerate(exchanges(1, is_lean=is_lean)):
            file.write((",\n" if number else "") + json.dumps(entry))
            if file.tell() >= size:
                break
        file.write(tail)


def run_once(path: Path) -> None:
    """In a process of its own: sanitise, print seconds and peak memory as JSON."""
    from analysis.har.sanitise import sanitise

    with tempfile.TemporaryFile() as sink:
        began = time.perf_counter()
        report = sanitise(path, sink)
        seconds = time.perf_counter() - began
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    told = {"seconds": seconds, "cpu": time.process_time(), "peak_mb": peak}
    print(json.dumps(told | {"written_mb": report.written_count / 1e6, "entries": report.entry_count}))


def measure(size_mb: int, folder: Path, *, is_lean: bool) -> bool:
    """Make, run, print; the answer is whether it was fast and small enough for its size."""
    path = folder / f"{'lean' if is_lean else 'mixed'}.har"
    make_file(path, size_mb * 1_000_000, is_lean=is_lean)
    done = subprocess.run([sys.executable, __file__, "--once", str(path)], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    path.unlink()
    seconds = SECONDS_AT_MOST * size_mb / 100
    sort = "headers and URLs alone" if is_lean else "of all sorts"
    missed = ", which is MISSED" if told["seconds"] > seconds else ""
    took = f"{told['seconds']:>6.1f} s ({told['cpu']:.1f} s of one core; at most {seconds:.0f}{missed})"
    print(
        f"{size_mb:>5} MB {sort:<24} {told['entries']:>8,} entries {took}  "
        f"peak {told['peak_mb']:>5.0f} MB (at most {MB_AT_MOST})  written {told['written_mb']:>6.1f} MB"
    )
    most = seconds * (LEAN_FAILS if is_lean else 1)
    return bool(told["seconds"] <= most and told["peak_mb"] <= MB_AT_MOST)


def compare(folder: Path) -> int:
    """One table: planted values that can still be found, by sanitizer."""
    planted = list(har_corpus.plants(1))
    alone = [plant for plant in planted if not plant.place.startswith("echo")]
    echoes = [plant for plant in planted if plant.place.startswith("echo")]
    hars = [har_corpus.document([plant.entry]) for plant in alone]
    hars.append(har_corpus.document([plant.entry for plant in echoes]))
    groups = [[plant] for plant in alone] + [echoes]
    print(f"{len(alone)} values where they are named, {len(echoes)} echoes of one value in other places and encodings")
    for name, work in (("Crumbline", _by_ours), (HAR_CAPTURE, _by_har_capture), (HAR_SANITIZER, _by_har_sanitizer)):
        try:
            cleaned = work(folder, hars)
        except (subprocess.CalledProcessError, FileNotFoundError):
            print(f"  {name:<24} could not be installed or run: are the package registries reachable?")
            continue
        left, failed = [], 0
        for group, after in zip(groups, cleaned, strict=True):
            failed += after is None
            left += har_corpus.leaks(group, json.dumps(after).encode()) if after is not None else []
        named = [place for place in left if not place.startswith("echo")]
        print(
            f"  {name:<24} leaks {len(named):>3} named and {len(left) - len(named):>2} echoed; fails on {failed} files"
        )
        print(f"  {'':<24} such as {', '.join(named[:: max(1, len(named) // 8)][:8]) or 'none'}")
    return 0


def _by_ours(_: Path, hars: list[Any]) -> list[Any]:
    from analysis.har.sanitise import sanitise

    sinks = [io.BytesIO() for _ in hars]
    for har, sink in zip(hars, sinks, strict=True):
        sanitise(json.dumps(har).encode(), sink)
    return [json.loads(sink.getvalue()) for sink in sinks]


def _by_har_capture(folder: Path, hars: list[Any]) -> list[Any]:
    python = folder / "python" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    venv.create(folder / "python", with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", HAR_CAPTURE], check=True, capture_output=True)
    return _ran([str(python), "-c", BY_PYTHON], folder, hars)


def _by_har_sanitizer(folder: Path, hars: list[Any]) -> list[Any]:
    asked = ["npm", "install", "--silent", "--no-audit", "--ignore-scripts", HAR_SANITIZER]
    subprocess.run(asked, cwd=folder, check=True, capture_output=True)
    return _ran(["node", "-e", BY_NODE], folder, hars)


def _ran(command: list[str], folder: Path, hars: list[Any]) -> list[Any]:
    done = subprocess.run(command, cwd=folder, input=json.dumps(hars), text=True, capture_output=True, check=True)
    return list(json.loads(done.stdout))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--mb", type=int, nargs="+", default=[100], help="sizes (default 100)")
    parser.add_argument("--compare", action="store_true", help="what other sanitizers leave in")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        run_once(given.once)
        return 0
    with tempfile.TemporaryDirectory(prefix="har-bench-") as folder:
        if given.compare:
            return compare(Path(folder))
        done = [measure(mb, Path(folder), is_lean=lean) for mb in given.mb for lean in (False, True)]
        return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
