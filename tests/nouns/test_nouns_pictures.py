"""Pictures are known by their bytes, never by their names."""

import pytest

from flashcards.pictures import LARGEST, file_name, media_type
from tests.pictures import SVG, png

FORMATS = [
    (png(), "png", "image/png"),
    (b"\xff\xd8\xff\xe0", "jpg", "image/jpeg"),
    (b"GIF87a", "gif", "image/gif"),
    (b"GIF89a", "gif", "image/gif"),
    (b"BM", "bmp", "image/bmp"),
    (b"RIFF\x04\0\0\0WEBP", "webp", "image/webp"),
    (b"\0\0\0\x1cftypavif", "avif", "image/avif"),
    (SVG, "svg", "image/svg+xml"),
    (
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><!DOCTYPE svg>\n<svg/>",
        "svg",
        "image/svg+xml",
    ),
]


@pytest.mark.parametrize(("data", "suffix", "type_"), FORMATS)
def test_a_picture_is_named_for_its_bytes_and_its_format(
    data: bytes, suffix: str, type_: str
) -> None:
    name = file_name(data)
    assert name is not None
    assert name.partition(".")[2] == suffix
    assert media_type(name) == type_
    assert name == file_name(data)
    assert name != file_name(data + b" ")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"RIFF\x04\0\0\0WAVE",
        b"\0\0\0\x1cftypheic",
        b"<html><svg/></html>",
        b"<!-- <svg> -->",
        b"<svgx>",
        b"#!/bin/sh\n",
        png() + bytes(LARGEST),
    ],
    ids=lambda data: repr(data[:20]),
)
def test_anything_else_is_no_picture(data: bytes) -> None:
    assert file_name(data) is None


def test_many_comments_are_looked_through_once() -> None:
    """Every comment could end at each of the later ones: tried out, that would take for ever."""
    assert file_name(b"<!-- -->" * 500) is None
