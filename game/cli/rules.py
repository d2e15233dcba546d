"""`twopercent rules`: the rulebook, a clause of it, or the clauses on a word."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from importlib.resources import files
from typing import Final

import click
from attrs import frozen

from game.cli.errors import USAGE, Stop

_CLAUSE: Final = re.compile(r"R\d+(\.\d+)?", re.IGNORECASE)
_HEAD: Final = re.compile(r"(?:#+ |- )?(?:\*\*)?(R\d+(?:\.\d+)?)\b")
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@frozen
class Clause:
    """A clause of the rulebook: its number, such as R7.4, and its text; a chapter's is that before them."""

    number: str
    text: str

    @property
    def title(self) -> str:
        """What the clause is about: its heading and what stands in bold."""
        return " ".join(
            (self.text.partition("\n")[0] if "." not in self.number else "", *_BOLD.findall(self.text))
        )


@click.command("rules")
@click.argument("query", nargs=-1, metavar="[CLAUSE|WORD]")
def command(query: tuple[str, ...]) -> None:
    """Print the rulebook, a clause of it such as R7.4, or the clauses on a word."""
    book = files("rules").joinpath("RULEBOOK.md").read_text(encoding="utf-8")
    wanted = " ".join(query)
    _print(book if not wanted else _find(clauses(book), wanted))


def clauses(book: str) -> list[Clause]:
    """Return the chapters and clauses of the rulebook in order; what has no number belongs to none."""
    found: list[Clause] = []
    number, lines = "", list[str]()
    for line in book.splitlines():
        head = _HEAD.match(line)
        if head is not None or line.startswith("#"):
            if number:
                found.append(Clause(number, "\n".join(lines).strip()))
            number, lines = head[1] if head is not None else "", []
        lines.append(line)
    if number:
        found.append(Clause(number, "\n".join(lines).strip()))
    return found


def _find(book: list[Clause], wanted: str) -> str:
    """Return the text of what is wanted; a chapter is printed with all its clauses."""
    if _CLAUSE.fullmatch(wanted):
        number = wanted.upper()
        texts = [each.text for each in book if each.number == number or each.number.startswith(f"{number}.")]
        if not texts:
            raise Stop(f"there is no clause {wanted}; did you mean {_nearest(book, number)}?", USAGE)
        return "\n\n".join(texts)
    return _on_word(book, wanted)


def _nearest(book: list[Clause], number: str) -> str:
    """Return the clause whose number is nearest, in the same chapter if there is one."""

    def distance(clause: Clause) -> tuple[int, ...]:
        return tuple(abs(one - other) for one, other in zip(_parts(clause.number), asked, strict=True))

    asked = _parts(number)
    return min(book, key=distance).number


def _parts(number: str) -> tuple[int, int]:
    chapter, _, clause = number[1:].partition(".")
    return int(chapter), int(clause or 0)


def _on_word(book: list[Clause], word: str) -> str:
    """Return the clauses that are about a word, else those that use it, and say where else it stands."""
    pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    using = [each for each in book if pattern.search(each.text)]
    if not using:
        words = sorted({match.lower() for each in book for match in re.findall(r"[A-Za-z]{3,}", each.text)})
        close = get_close_matches(word.lower(), words, 1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise Stop(f"no clause uses '{word}'{hint}", USAGE)
    about = [each for each in using if pattern.search(each.title)] or using
    others = [each.number for each in using if each not in about]
    also = [f"Also in {', '.join(others)}."] if others else []
    return "\n\n".join([*(each.text for each in about), *also])


def _print(text: str) -> None:
    if not sys.stdout.isatty():
        click.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
