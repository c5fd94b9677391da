"""The harness sees what it must see: a drawn page, and a page that asks a stranger."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Browser

APP = """
import streamlit as st
st.set_page_config(page_title="Trial", page_icon="🥐")
st.title("Trial")
if st.button("Ask a stranger"):
    st.markdown("![](http://stranger.example/pixel.png)")
if st.button("Break"):
    raise RuntimeError("broken on purpose")
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("trial")
    app = folder / "trial.py"
    app.write_text(APP)
    with harness.serve(folder, app) as running:
        yield running


def test_a_drawn_page_asks_nobody_but_the_server(trial: harness.Server, browser: "Browser", tmp_path: Path):
    page = browser.new_context().new_page()
    seen = harness.watch(page)
    harness.open_page(page, trial.url)
    assert page.get_by_role("heading", name="Trial").count() == 1
    assert seen.requests and seen.strangers(trial.url) == []
    assert harness.screenshot(page, "harness").stat().st_size > 1000
    page.context.close()


def test_a_request_to_a_stranger_is_seen(trial: harness.Server, browser: "Browser"):
    page = browser.new_context().new_page()
    seen = harness.watch(page)
    harness.open_page(page, trial.url)
    page.get_by_role("button", name="Ask a stranger").click()
    harness.wait_until_idle(page)
    assert seen.strangers(trial.url) == ["http://stranger.example/pixel.png"]
    page.context.close()


def test_a_defect_on_the_page_fails_with_its_text(trial: harness.Server, browser: "Browser"):
    page = browser.new_context().new_page()
    harness.open_page(page, trial.url)
    page.get_by_role("button", name="Break").click()
    harness.wait_until_idle(page)
    with pytest.raises(AssertionError, match="broken on purpose"):
        harness.no_error_box(page)
    page.context.close()
