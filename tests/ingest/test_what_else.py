"""What a file that is no System Log is said to look like."""

from __future__ import annotations

import json

import pytest

from analysis.ingest.what_else import EXPORT, describe


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf \r\n\t", "blanks only"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\xd4\xc3\xb2\xa1\x02\x00", "network capture"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7-Zip"),
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"MZ\x90\x00", "Windows program"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(20) + b"[Content_Types].xml", "Office"),
        (b"PK\x03\x04\x14\x00\x01\x00\x08\x00", "password"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "zip archive"),
        (b"a.txt" + bytes(252) + b"ustar\x0000", "tar archive"),
        (b"<!DOCTYPE html><html><title>Sign In</title>", "sign-in form"),
        (b"<html><body>hello</body></html>", "web page"),
        (b"<?xml version='1.0'?><Event/>", "XML"),
        (b'{"log":{"version":"1.2","entries":[{"request":{},"response":{}}]}}', "HAR"),
        (b'{"Records":[{"eventSource":"s3","eventName":"Get","awsRegion":"x"}]}', "CloudTrail"),
        (b'[{"userPrincipalName":"a","appDisplayName":"b"}]', "Entra sign-in"),
        (b'{"items":[{"kind":"admin#reports#activity"}]}', "Google Workspace"),
        (b'{"errorCode":"E0000011","errorSummary":"Invalid token","errorLink":"E0000011"}', "error answer of the Okta"),
        (b'[{"colour":"red","size":1}]', "keys colour, size"),
        (b'[{"colour":"red","size":', "keys colour, size"),
        (b"[]", "without any record"),
        (b"null", "without any record"),
        (b"name,age\nann,7\n", "columns name, age"),
        (b"Dear all,\nhere is the log.\n", "table"),
        (b"Hello there", "plain text"),
        (b"LogType: Okta.SystemLog\nFormat: jsonl\nLogs:\n  - uuid: a\n", "YAML"),
        (b'{"colour":{"size":1}}\n{"cut', "keys colour."),
        (bytes(range(256)) * 4, "binary"),
        ("[{\"colour\":1}]".encode("utf-16"), "colour"),
    ],
)  # fmt: skip
def test_a_file_is_named_and_the_right_export_told(opening: bytes, words: str) -> None:
    sentence = describe(opening)
    assert words in sentence
    assert sentence.endswith(EXPORT)


@pytest.mark.parametrize(
    "opening",
    [
        json.dumps({"x" * 500: 1, "y" * 20: 2, "z" * 20: 3, "w" * 20: 4, "v" * 20: 5}).encode(),
        json.dumps({"=cmd|' /C calc'!A0": 1, "<script>x()</script>": 2, "\u202egnp": 3, "[x](http://x)": 4}).encode(),
        b",".join([b"secret-token-%d" % n for n in range(100)]) + b"\n1\n",
        b"sid=102abcdef; session cookie text\n" * 50,
    ],
)  # fmt: skip
def test_no_more_than_a_few_plain_names_of_the_file_are_repeated(opening: bytes) -> None:
    sentence = describe(opening).removesuffix(EXPORT)
    assert len(sentence) < 140
    for part in ("<script>", "=cmd", "\u202e", "](", "102abcdef"):
        assert part not in sentence
