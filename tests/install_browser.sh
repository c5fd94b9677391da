#!/bin/sh
# Makes sure that the browser tests have a Chromium; leaves one that is there alone.
# Given: the Python of the test environment. Its harness is the one place that knows where browsers lie.
set -eu
python=$1
cd "$(dirname "$0")/.."

if [ -n "${CRUMBLINE_NO_BROWSER:-}" ] || "$python" tests/browser/harness.py >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests."
    log=$(mktemp)
    if apt-get -qq update >"$log" 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y chromium >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -5 "$log"
fi
# Not an error here: the browser tests fail one by one and say what to do, and the others still run.
echo "No Chromium or Chrome was found. Debian: apt-get install chromium. macOS: install Google Chrome."
echo "One that lies elsewhere: CHROMIUM=/path/to/it make test. Without: CRUMBLINE_NO_BROWSER=1 make test."
