from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from portfolio import __version__
from portfolio.cli.main import PANELS
from portfolio.domain.amendment import Amended
from portfolio.domain.milestone import EvidenceKind
from portfolio.domain.people import Role
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import Rung
from tests.cli.conftest import COMMAND, ROOT, inside

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTS = {
    "award", "start", "suspend-grant", "resume", "complete", "announce-amount", "fix-amount",
    "close-accounts", "monitor", "close", "terminate",
    "evidence", "submit", "return", "assess", "cure", "lapse", "reverse", "withdraw",
    "gate pass", "gate fail",
    "train report", "train verify", "train reject",
    "fund report", "fund verify", "fund reject",
    "cost claim", "cost accept", "cost refuse",
    "propose", "advance", "confirm", "send-back", "cancel", "settle", "payment-failed",
    "hold", "lift", "note", "assign",
    "suspend", "suspension announce", "suspension release", "suspension reduce",
    "recover", "recovery confirm", "recovery decline", "recovery repay",
    "write-off propose", "write-off confirm", "write-off decline",
    "waive", "waiver confirm", "waiver decline", "waiver revoke", "waiver expire",
    "amend", "amendment confirm", "amendment decline",
    "screen", "screening clear", "screening veto", "screening lift-veto", "screening expire",
    "attest", "covenant breach", "covenant remedy", "covenant fulfil",
    "people add", "people role", "people login",
}  # fmt: skip
OTHERS = {
    "demo", "review", "serve", "init", "import", "schema", "template", "status", "queue", "outlook",
    "journal",
    "show", "explain", "terms", "verify", "export", "backup", "diff", "people list",
}  # fmt: skip


def commands_of(  # typer keeps the class of a group to itself
    group: Any,  # noqa: ANN401  # the same
    path: tuple[str, ...] = (),
) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


ALL = dict(commands_of(COMMAND))


def help_of(*words: str) -> str:
    result = inside(*words, "--help")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_these_are_the_commands() -> None:
    assert set(ALL) == ACTS | OTHERS


@pytest.mark.parametrize("path", sorted(ACTS | OTHERS))
def test_help_has_an_example_of_the_command(path: str) -> None:
    text = help_of(*path.split())
    assert "Example" in text
    assert f"  portfolio {path}" in text or f"portfolio --db trial.db {path}" in text
    assert "--json" in text


@pytest.mark.parametrize("path", sorted(ACTS))
def test_every_act_can_be_told_why_when_under_which_name_and_not_to_save(path: str) -> None:
    options = {name for option in ALL[path].params for name in option.opts}
    why = "reason" if path == "note" else "--reason"  # a note is its reason, typed as it is
    assert {why, "--on", "--command-id", "--dry-run", "--json"} <= options


def test_no_first_sentence_is_cut_in_the_list_of_commands() -> None:
    assert "..." not in help_of().replace("[ARGS]...", "")


def test_help_lists_every_command_once_under_what_it_is_about() -> None:
    listed = help_of().partition("\nBegin:")[2].partition("\n  Example")[0]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
    assert sorted(names) == sorted({path.split()[0] for path in ALL})
    assert [f"{panel}:" in help_of().splitlines() for panel in PANELS] == [True] * len(PANELS)


def test_an_act_that_needs_a_reason_has_one_in_its_examples() -> None:
    for path, command in ALL.items():
        asked = "with a reason" in " ".join(command.help.split()).partition(".")[0]
        assert not asked or "--reason" in command.epilog, path


def test_examples_read_as_commands_that_exist() -> None:
    for path, command in ALL.items():
        for line in command.epilog.splitlines()[2:]:
            words = shlex.split(line)
            assert words[0] == "portfolio", (path, line)
            assert words[1 : len(path.split()) + 1] == path.split() or "--db" in words


def test_help_names_every_word_that_can_be_typed() -> None:
    def spoken(text: str) -> str:
        return "".join(text.split())

    for kind in EvidenceKind:
        assert spoken(kind.value.replace(" ", "-")) in spoken(help_of("evidence"))
    for rung in Rung:
        assert rung.value in help_of("train", "report")
    for ground in Ground:
        assert spoken(ground.value.replace(" ", "-")) in spoken(help_of("recover"))
    for what in Amended:
        assert spoken(what) in spoken(help_of("amend"))
    for role in Role:
        assert spoken(role.value.replace(" ", "-")) in spoken(help_of("people", "add"))


def test_version() -> None:
    result = inside("--version")
    assert (result.exit_code, result.stdout) == (0, f"portfolio {__version__}\n")


def test_a_misspelt_command_is_a_usage_error_with_a_suggestion() -> None:
    result = inside("expain", "ALPHA/I1")
    assert result.exit_code == 2
    assert "'explain'" in result.stderr


def test_an_act_without_its_group_is_a_usage_error_that_names_the_group() -> None:
    result = inside("release", "ALPHA/S1")
    assert result.exit_code == 2
    assert "Did you mean 'suspension release'?" in result.stderr
    assert "'waiver expire' or 'screening expire'" in inside("expire").stderr


def test_help_loads_neither_the_store_nor_the_screens() -> None:
    code = (
        "import sys\n"
        "from portfolio.cli.main import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('sqlalchemy', 'sqlmodel', 'textual', 'pydantic', 'rich', 'alembic', 'aiohttp')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr == "[]\n"
