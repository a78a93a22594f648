"""Text that would do something to a terminal, and a deck that carries it wherever text can be."""

import re
import unicodedata
from textwrap import dedent

from flashcards.terminal.style import ENDS

PAYLOADS = {
    "CSI colour": "\x1b[35mX",
    "CSI, the screen cleared": "\x1b[2J\x1b[H",
    "CSI, the other screen": "\x1b[?1049h",
    "CSI in one byte": "\x9b35mX",
    "OSC 0 title": "\x1b]0;owned\x07",
    "OSC 8 link": "\x1b]8;;https://e.org\x1b\\X\x1b]8;;\x1b\\",
    "OSC 52 clipboard": "\x1b]52;c;aGk=\x07",
    "OSC in one byte": "\x9d0;owned\x9c",
    "OSC without an end": "\x1b]0;owned",
    "DCS": "\x1bP$q q\x1b\\",
    "APC": "\x1b_Ga=q;AAAA\x1b\\",
    "PM and SOS": "\x1b^X\x1b\\\x1bXY\x1b\\",
    "reset": "\x1bc",
    "bell": "a\x07b",
    "backspace": "yes\x08\x08\x08no",
    "delete": "a\x7fb",
    "vertical tab and form feed": "a\x0bb\x0cc",
    "shift out": "a\x0eb\x0f",
    "next line": "a\x85b",
    "line and paragraph separators": "a\u2028b\u2029c",
    "bidi override": "\u202egnp.exe\u202c",
    "bidi isolate": "a\u2066b\u2067c\u2069",
    "zero width": "pass\u200bword\u2060\ufeff\u200d",
    "tag characters": "a\U000e0041\U000e0042\U000e007f",
}
"""One text a kind. A carriage return ends a line in a file, and no file may hold a NUL."""

OWN = {*ENDS, *ENDS.values(), "\r\x1b[K", "\x1b[A\x1b[K"}
"""Every sequence that the program itself writes."""
_OWN = re.compile("|".join(map(re.escape, sorted(OWN, key=len, reverse=True))))
_NO_QUOTES = dict.fromkeys(map(ord, '\\"'), "")
_ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def acting(output: str) -> set[str]:
    """The characters of some output that act or hide; our own sequences do not count."""
    rest = _OWN.sub("", output).replace("\r\n", "\n")
    return {char for char in rest if unicodedata.category(char) in _ACTING} - {"\n", "\t"}


def in_markdown(text: str) -> str:
    """A text whose signs mean nothing to Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def in_quotes(*lines: str) -> str:
    """Text between double quotes, as YAML and TOML read it: their escapes can be anything."""
    text = "\n".join(lines)
    return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def in_sql(text: str) -> str:
    """A text as a name in SQL."""
    return '"' + text.replace('"', '""') + '"'


def roles_with(payload: str) -> str:
    """A roles.toml whose names carry a payload."""
    text = in_quotes("N" + payload, "more")
    return dedent(f"""
        [areas.modeling]
        name = {text}
        short = {text}

        [roles.mle]
        name = {text}
        family = "ml"
        areas = ["modeling"]
        skills = {text}
        """)


def deck_with(payload: str) -> str:
    """A deck that carries a payload in every place where a text can stand."""
    md, attribute = in_markdown(payload), payload.translate(_NO_QUOTES)
    return f"""\
---
deck: {in_quotes("Title" + payload, "more")}
id: hostile
area: modeling
source: {in_quotes("source" + payload)}
---
# Title {md}

## Section {md}

### Term {md} {{#term .reverse source="s{attribute}"}}

Body {md} *emphasis {md}* **strong {md}** `code {payload}` &#13; &#x202e; $a {payload}$

```text
block {payload}
```

| header {md} | b |
|---|---|
| cell {md} | [table](#other) |

- item {md}
  1. inner {md}

> quote {md}

#### Heading {md}

$$
x + {payload}
$$

![caption {md}](picture.png)
[link {md}](#other), [web {md}](<https://e.org/{attribute}>)

### Other {md} {{#other}}

What the link leads to: {md}

### Order {md} {{#order .sequence}}

1. First {md}
2. Second {md}

## Scenario: Case {md} {{#case minutes=20}}

Prompt {md}

```text
{payload}
```

### Ask

- **Must {md}**
- Point {md} `{payload}`

> Reply {md}

### Recap

- Last {md}

### Hint

> Hint {md}

- Reaction {md}

### Follow-ups

- Follow {md}

### Model answer

Model {md} $b {payload}$
"""


def faults_with(payload: str) -> str:
    """A deck whose faults quote a payload."""
    md, attribute = in_markdown(payload), payload.translate(_NO_QUOTES)
    return f"""\
---
deck: Faulty
area: {in_quotes("area" + payload)}
roles: {in_quotes("role" + payload)}
{in_quotes("key" + payload)}: x
---
# Faulty

### No answer {md}

### Strange {md} {{colour="c{attribute}" minutes="m{attribute}"}}

A [dangling {md}](#nowhere-{attribute}) link.

## Scenario: Order {md}

Prompt.

### Recap

- One {md}

### Ask

- Two {md}
"""
