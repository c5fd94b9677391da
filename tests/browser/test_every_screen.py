"""What is true of every screen of the menu: links, refresh, Back, two tabs, phone, dark, and text that means harm.

One test walks over all screens, because a server's and a case's start cost more than what is asked of a screen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SESSION, PERSON = f"102{judged.PIXEL}", "00u1"
DEEPER = {
    # screen: further addresses of it in the hostile case, whose records and parts cannot be reached by a plain button
    "findings": [{"q": judged.PIXEL}, {"person": PERSON}],
    "session": [{"session": SESSION}, {"session": SESSION, "event": "event-10"}, {"session": judged.HOSTILE}],
    "person": [{"person": PERSON}, {"person": PERSON, "event": "event-11"}, {"person": judged.HOSTILE}],
    "network": [
        {"network": "198.51.100.9"},
        {"network": "AS64502", "event": "event-11"},
        {"network": judged.HOSTILE},
    ],
    "changes": [{"event": "more-1"}, {"by": "object", "object": f"thing-2{judged.PIXEL}"}, {"q": judged.PIXEL}],
    "hunt": [{"query": "![p](x) **bold** :red[red]"}, {"by": "sigma"}, {"query": judged.PIXEL}],
    "settings": [],
}
RENDERED = """() => {
    const said = [], told = (node) => said.push(node.outerHTML.slice(0, 200));
    const ways = ['src', 'href', 'xlink:href', 'srcset', 'poster', 'data', 'action', 'style'];
    for (const node of document.querySelectorAll('*')) {
        if (ways.some((name) => /stranger/.test(node.getAttribute(name) ?? ''))) told(node);
        const texts = [...node.childNodes].filter((one) => one.nodeType === 3);
        const words = texts.map((one) => one.data).join('').trim();
        if (/^(strong|em|b|i|a|tspan)$/i.test(node.tagName) && /^(bold|link|a|red)$/.test(words)) told(node);
        if (node.tagName === 'SPAN' && words === 'red') told(node);
        if (node.matches('[data-testid=stIconMaterial]') && words === 'alarm') told(node);
        if (node.matches('.katex, iframe, object, embed, video, audio')) told(node);
        if (node.tagName === 'SCRIPT' && /stranger/.test(node.textContent)) told(node);
    }
    return said;
}"""
TOO_WIDE = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth);
}"""
OPEN_ALL = """() => document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary')
    .forEach((one) => one.click())"""
FOCUSED = "() => document.activeElement.outerHTML.slice(0, 120)"
FOCUS = """() => {
    const one = document.activeElement, near = [one, one.parentElement, one.parentElement.parentElement];
    const ways = ['outline', 'boxShadow', 'backgroundColor', 'borderColor', 'textDecoration', 'color', 'opacity'];
    const look = () => near.map((node) => ways.map((way) => getComputedStyle(node)[way]).join()).join();
    const on = look();
    one.blur();
    const off = look();
    one.focus({preventScroll: true});
    return on !== off || one.matches('main, input');
}"""
ONLY_IN_A_GAME = ("events",)
IN_PARTS = ("settings", "hunt")
"""Screens whose parts hold words of people, and stand behind a row of choices."""
HARMLESS = (
    "status of 404",  # Streamlit looks for its base path below the address of a deep link
)


def screens() -> list[str]:
    """The screens that a case has, in the order of the menu of pages/frame.py. Read, not imported: the frame draws."""
    source = (harness.ROOT / "pages" / "frame.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "SCREENS":
            menu = ast.literal_eval(node.value)
            return [name for group in menu.values() for name, _, _ in group if _exists(name)]
    raise AssertionError("pages/frame.py has no menu")


def _exists(name: str) -> bool:
    return name not in ONLY_IN_A_GAME and (harness.ROOT / "pages" / f"{name}.py").is_file()


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """Cases that lie in the server's folder before it opens them."""
    for name, make in (("shown", judged.demo), ("throughout", judged.hostile_throughout), ("quiet", judged.quiet)):
        if not (server.cases / name).exists():
            make(server.cases / name)


@pytest.fixture
def dark_phone(browser: Browser, server: harness.Server) -> Iterator[Page]:
    """A phone that shows the dark theme."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        base_url=server.url,
        color_scheme="dark",
        is_mobile=True,
        has_touch=True,
        user_agent="Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36",
    )
    page = context.new_page()
    page.watch = harness.watch(page)  # type: ignore[attr-defined]
    yield page
    context.close()


def address(screen: str, case: str, **query: str) -> str:
    return f"/{screen}?{urlencode({'case': case} | query, quote_via=quote)}"


def title(page: Page) -> str:
    return page.get_by_test_id("stMain").locator("h1").first.inner_text()


def complaints(page: Page) -> list[str]:
    """What the browser's console said, without what is known to be harmless."""
    return [one for one in page.watch.errors if not any(part in one for part in HARMLESS)]  # type: ignore[attr-defined]


def to_screen(page: Page, name: str) -> None:
    """By the menu, as a person goes."""
    if page.get_by_test_id("stExpandSidebarButton").is_visible():  # the briefing closes the menu
        page.get_by_test_id("stExpandSidebarButton").click()
        page.wait_for_timeout(500)
    page.locator(f'[data-testid="stSidebarNavLink"][href*="/{name}"]').click()
    page.wait_for_url(f"**/{name}?**")
    harness.wait_until_idle(page)


@pytest.mark.slow
def test_each_opens_by_a_link_outlives_a_refresh_and_is_found_by_back(page: Page):
    before = ""
    for name in screens():
        harness.open_page(page, address(name, "shown"))
        told, where = title(page), page.url
        assert told and f"/{name}?" in where and "case=shown" in where
        page.reload()
        harness.wait_until_idle(page)
        assert (title(page), page.url) == (told, where), "a refresh shows the same"
        if before:
            to_screen(page, before)
            page.go_back()
            page.wait_for_url(f"**/{name}?**")
            harness.wait_until_idle(page)
            # the address is there before its screen, which may look idle until it begins to be drawn
            shown = page.get_by_test_id("stMain").locator("h1").first
            expect(shown, f"Back returns to {name}").to_have_text(told, timeout=harness.IDLE_S * 1000)
        before = name
        harness.no_error_box(page)
    assert not complaints(page)


@pytest.mark.slow
def test_two_tabs_with_two_cases_do_not_mix(page: Page):
    other = page.context.new_page()
    harness.open_page(page, address("overview", "shown"))
    harness.open_page(other, address("overview", "quiet"))
    for name in ("findings", "changes", "evidence"):
        for tab, case in ((page, "shown"), (other, "quiet")):
            to_screen(tab, name)
            assert f"case={case}" in tab.url
            assert tab.get_by_text(f"Case · {case}").count() == 1
            harness.no_error_box(tab)
    for tab in (page, other):
        to_screen(tab, "overview")
    assert "Four sessions" in title(page) and "Four sessions" not in title(other)


@pytest.mark.slow
def test_on_a_dark_phone_nothing_stands_out_of_the_screen(dark_phone: Page):
    for name in screens():
        for case, query in (("shown", {}), ("throughout", (DEEPER.get(name) or [{}])[0])):
            harness.open_page(dark_phone, address(name, case, **query))
            assert dark_phone.evaluate(TOO_WIDE) <= 0, f"{name} of {case} is wider than a phone"
        paper = dark_phone.evaluate(
            "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        )
        assert paper == "rgb(15, 20, 25)", f"{name} is not dark"
    assert not complaints(dark_phone)


@pytest.mark.slow
def test_hostile_text_is_never_rendered_and_nothing_is_fetched(page: Page):
    for name in screens():
        for query in ({}, *DEEPER.get(name, [])):
            harness.open_page(page, address(name, "throughout", **query))
            harmless(page, f"{name} {query}")
            if query == (DEEPER.get(name) or [{}])[0]:
                open_what_opens(page, name)
    assert not complaints(page)


def test_what_looks_for_rendered_text_finds_it(page: Page):
    """Else the test above would pass whatever the screens do."""
    page.set_content(
        "<div data-testid=stMain><strong>bold</strong><span>red</span><a href='http://stranger.example/l'>x</a>"
        "<svg><text><tspan>bold</tspan></text></svg><i class=katex>x</i><p>text</p></div>"
    )
    assert len(page.evaluate(RENDERED)) == 5


@pytest.mark.slow
def test_a_table_is_worked_without_a_mouse_and_the_focus_is_seen(page: Page):
    for name in ("person", "network"):
        harness.open_page(page, address(name, "shown"))
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("() => document.activeElement.tagName") == "CANVAS":
                break
            seen = page.evaluate(FOCUS)
            assert seen, f"the focus of {name} cannot be seen on {page.evaluate(FOCUSED)}"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Shift+Space")
        page.wait_for_url(f"**/{name}?*{name}=*")
        harness.wait_until_idle(page)
        harness.no_error_box(page)


def harmless(page: Page, where: str) -> None:
    harness.no_error_box(page)
    rendered = page.evaluate(RENDERED)
    assert not rendered, f"{where} renders text of the log: {rendered[:3]}"
    assert page.evaluate(TOO_WIDE) <= 0, f"{where} scrolls sideways"
    strangers = page.watch.strangers(page.url)  # type: ignore[attr-defined]
    assert not strangers, f"{where} asks a stranger: {strangers[:3]}"


def open_what_opens(page: Page, name: str) -> None:
    """Each expander, popover and dialog of the screen in turn."""
    main = page.get_by_test_id("stMain")
    parts = main.locator('[data-testid^="stBaseButton-segmented_control"]') if name in IN_PARTS else None
    for number in range(parts.count() if parts else 0):
        parts.nth(number).click()
        harness.wait_until_idle(page)
        harmless(page, f"part {number} of {name}")
    page.evaluate(OPEN_ALL)
    harness.wait_until_idle(page)
    harmless(page, f"an expander of {name}")
    popovers = main.get_by_test_id("stPopoverButton")
    seen: set[str] = set()  # many rows have the same one
    for number, label in enumerate(popovers.all_inner_texts()):
        if label in seen or not popovers.nth(number).is_visible():
            continue
        seen.add(label)
        popovers.nth(number).click()
        page.get_by_test_id("stPopoverBody").first.wait_for()
        harmless(page, f"popover {label} of {name}")
        page.keyboard.press("Escape")
    for word in ("Replay", "Benign"):
        asked = main.locator('[class*="-buttons"]').get_by_role("button", name=word).first
        if asked.count() and asked.is_visible():
            asked.click()
            page.get_by_role("dialog").wait_for()
            harness.wait_until_idle(page)
            harmless(page, f"the dialog {word} of {name}")
            page.keyboard.press("Escape")
            page.get_by_role("dialog").wait_for(state="detached")
