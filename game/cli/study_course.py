"""How the commands play a study: on from what a folder keeps, with progress, to its end or to Ctrl-C."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from attrs import evolve, frozen

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.cli.main import INTERRUPTED
from game.cli.output import progress
from game.headless.files import Unkept
from game.headless.pool import WorkerDied
from game.headless.study import Found, Row, found, play
from game.headless.study_folder import DamagedStudy, OtherStudy, StudyFolder
from game.headless.study_plan import Study
from game.report.page import counted


@frozen
class Course:
    """What a study came to over the seeds that are finished, and why it stopped before the last of them."""

    found: Found | None
    before: int
    stopped: Stop | None


def played(study: Study, jobs: int, out: Path | None = None) -> Course:
    """Play the seeds of a study that are not finished in its folder, if it has one."""
    folder = None if out is None else _folder(out, study)
    rows: list[Row] = [] if folder is None else folder.rows
    cells = len(study.cells())
    before, stopped = len(rows) // cells, None
    try:
        _play_on(study, jobs, folder, rows, before)
    except KeyboardInterrupt:
        stopped = "interrupted", INTERRUPTED
    except Unkept as error:
        stopped = str(error), UNREADABLE
    except WorkerDied as error:
        stopped = str(error), FAILED
    finally:
        if folder is not None:
            folder.close()
    seeds = len(rows) // cells
    return Course(
        found(evolve(study, games=seeds), rows) if seeds else None,
        before,
        None if stopped is None else Stop(f"{stopped[0]}: {_told(seeds, study, out)}", stopped[1]),
    )


def _play_on(study: Study, jobs: int, folder: StudyFolder | None, rows: list[Row], before: int) -> None:
    if before == study.games:
        return
    with closing(play(study, jobs, before)) as seeds:
        for group in progress(seeds, study.games, "seeds", before):
            if folder is None:
                rows += group
            else:
                folder.keep(group)


def _told(seeds: int, study: Study, out: Path | None) -> str:
    where = "" if out is None else f" and kept in {out}; the same line goes on"
    return f"{seeds} of {counted(study.games, 'seed')} of '{study.name}' are finished{where}"


def _folder(out: Path, study: Study) -> StudyFolder:
    if out.is_file():
        raise Stop(f"{out} is a file: name a folder", USAGE)
    try:
        return StudyFolder(out, study)
    except OtherStudy as error:
        raise Stop(str(error), USAGE) from None
    except DamagedStudy as error:
        raise Stop(str(error), UNREADABLE) from None
