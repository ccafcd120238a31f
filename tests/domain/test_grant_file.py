"""A grant's file with records put in: held against putting them in one by one, the plain way."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Grant
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.record import key_fields, key_of, kind_of
from tests.domain.builders import grant_file
from tests.domain.everything import everything

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import DataclassInstance

FILE = everything().file
KINDS = {kind_of(r) for r in FILE.records()}


def put_in(file: GrantFile, records: Sequence[DataclassInstance]) -> GrantFile:
    """Put records in one by one: in the place of the one with the same key, or at the end."""
    for new in records:
        if isinstance(new, Grant):
            file = replace(file, grant=new)
            continue
        name = next(
            f.name for f in fields(file)
            if any(kind_of(r) == kind_of(new) for r in as_parts(getattr(FILE, f.name)))
        )  # fmt: skip
        parts = list(getattr(file, name))
        places = [n for n, old in enumerate(parts) if key_of(old) == key_of(new)]
        if places:
            parts[places[0]] = new
        else:
            parts.append(new)
        changed: dict[str, Any] = {name: tuple(parts)}
        file = replace(file, **changed)
    return file


def as_parts(value: Any) -> tuple[DataclassInstance, ...]:  # noqa: ANN401  # the grant, or a tuple of records
    return value if isinstance(value, tuple) else (value,)


def variants(record: DataclassInstance) -> list[DataclassInstance]:
    """Return a record, the same key with another value, and others of its kind."""
    (*_, last) = key_fields(kind_of(record))
    whole = isinstance(getattr(record, last), int)
    found: list[dict[str, Any]] = [{}]
    if hasattr(record, "basis"):
        found.append({"basis": Basis.PUBLIC})
    if not isinstance(record, Grant):
        found.extend({last: n if whole else f"X{n}"} for n in (91, 92))
    return [replace(record, **values) for values in found]


POOL = [variant for record in FILE.records() for variant in variants(record)]
offered = st.lists(st.sampled_from(POOL), max_size=12)


@given(some=st.lists(st.sampled_from(POOL), max_size=25), more=offered)
@settings(deadline=None)
def test_records_put_in_together_stand_as_if_put_in_one_by_one(
    some: list[DataclassInstance], more: list[DataclassInstance]
) -> None:
    stored = put_in(GrantFile(grant=FILE.grant), some)
    assert stored.with_records(more) == put_in(stored, more)


@given(more=offered)
@settings(deadline=None)
def test_putting_the_same_in_again_changes_nothing(more: list[DataclassInstance]) -> None:
    once = FILE.with_records(more)
    assert once.with_records(more) == once
    assert FILE.with_records(()) == FILE


def test_known_records_keep_their_place_and_new_ones_come_last() -> None:
    file = grant_file()
    first, second = file.milestones
    moved, new = replace(first, title="Moved"), replace(second, code="M3")
    assert file.with_records((new, moved)).milestones == (moved, second, new)


def test_what_is_untouched_stays_the_very_same() -> None:
    file = grant_file()
    after = file.with_records([replace(file.milestones[0], title="Moved")])
    assert after.instalments is file.instalments
    assert after.grant is file.grant


def test_a_file_is_made_up_again_by_its_records() -> None:
    assert GrantFile(grant=FILE.grant).with_records(FILE.records()) == FILE


def test_the_pool_has_records_of_many_kinds() -> None:
    assert len(KINDS) > 25
