"""The command `twopercent`: its commands are imported when they are asked for, its errors are one line.

Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 unreadable or damaged file, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from itertools import takewhile
from typing import Final

import click

COMMANDS: Final = {
    "play": "Play on a board: people at one computer, bots in the other seats.",
    "host": "Serve a class: teams in browsers round tables, with their teacher.",
    "run": "Play games without a board and print a table.",
    "league": "Let players meet in every seat, and rate and compare them.",
    "replay": "Show, tell or verify a recorded game.",
    "whatif": "Change orders at a turn of a record and play on, many times.",
    "report": "Write an after-action review of a record to read and print.",
    "kit": "Write a game to print and to play without computers.",
    "advise": "Say what a bot would do in a seat of a recorded game, and why.",
    "scenario": "List, show and check scenarios.",
    "rules": "Print the rulebook, a clause of it, or the clauses on a word.",
    "bots": "List who can fill a seat.",
    "study": "Measure what the model says: studies, claims, balance.",
    "coverage": "Play games and count which parts of the game occurred.",
}
"""The commands with what they do in short; each is `command` in the module of its name."""

INTERRUPTED: Final = 130


class LazyGroup(click.Group):
    """A group that imports a command only to run it or to show its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of a first visit."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"game.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; name the nearest where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command is called '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from rules import VERSION

        click.echo(f"twopercent, rules {VERSION}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    name="twopercent",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version of the rules and exit.",
)
@click.pass_context
def commands(ctx: click.Context, debug: bool) -> None:
    """Two Percent: a strategy game of budgets, posture and diplomacy in the Western Pacific."""
    if debug:
        import logging

        logging.basicConfig()
        logging.getLogger("game").setLevel(logging.DEBUG)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every error becomes one line on stderr."""
    args = list(sys.argv[1:] if args is None else args)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = commands.main(args, prog_name="twopercent", standalone_mode=False)
    except click.Abort:
        return _say("interrupted", INTERRUPTED)
    except click.ClickException as error:
        return _say(_one_line(error), error.exit_code)
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except Exception as error:
        return _unexpected(error, "--debug" in takewhile(lambda arg: arg.startswith("-"), args))
    return code if isinstance(code, int) else 0


def _one_line(error: click.ClickException) -> str:
    """Return a click error in one line, with the command whose usage was wrong."""
    group = error.ctx.command if isinstance(error, click.UsageError) and error.ctx is not None else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and isinstance(group, click.Group):
        assert error.ctx is not None
        known = ", ".join(group.list_commands(error.ctx))
        return f"name what to do: {known} (see '{error.ctx.command_path} --help')"
    message = " ".join(error.format_message().split())
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{message} (see '{error.ctx.command_path} --help')"
    return message


def _unexpected(error: Exception, debug: bool) -> int:
    from game.cli.errors import known

    found = known(error)
    if found is not None:
        return _say(*found)
    if debug:
        import traceback

        traceback.print_exception(error)
    text = " ".join(f"{type(error).__name__}: {error}".split())
    hint = "" if debug else "; run again with --debug, as in 'twopercent --debug run', to see where"
    return _say(f"this is a bug in Two Percent: {text}{hint}", 1)


def _say(message: str, code: int) -> int:
    click.echo(f"twopercent: {message}", err=True)
    return code
