"""The HTML page: everything inside it, nothing asked of anybody, hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

import briefing_cases
from analysis.briefing import html

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "p", "span", "strong", "h1", "h2", "div", "section", "ul", "ol",
    "li", "br", "table", "tr", "th", "td", "svg", "path", "circle", "text",
}  # fmt: skip


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("name", ["demo", "hostile", "quiet"])
def test_it_holds_only_what_it_needs(name):
    page = html.write(briefing_cases.briefing(name)).decode()
    seen = Seen()
    seen.feed(page)
    assert seen.tags <= ALLOWED, seen.tags - ALLOWED
    assert not {"href", "src", "srcset", "onload", "onerror", "style", "action"} & seen.attributes
    assert page.count("TLP:AMBER+STRICT") >= 2


def test_its_policy_allows_its_own_styles_and_nothing_else():
    page = html.write(briefing_cases.briefing("demo")).decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page


def test_hostile_text_is_escaped():
    page = html.write(briefing_cases.briefing("hostile")).decode()
    assert "<script" not in page and "<img" not in page and "&lt;img" in page
