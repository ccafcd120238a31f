"""Words for tests of files in other people's standards: write, read back, hold against a schema."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from portfolio.exchange.standards.giving360 import write_360giving
from portfolio.exchange.standards.iati import write_iati
from portfolio.wording import Language
from tests.shared import standards

if TYPE_CHECKING:
    from lxml.etree import _Element

    from portfolio.exchange.columns import Review

OWN = "{urn:subsidy-milestone-portfolio:1}"
_FORMATS = FormatChecker(())
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@_FORMATS.checks("date-time")
def is_moment(value: object) -> bool:
    """Whether a text is a moment of RFC 3339; what is no text is none of the format's business."""
    return not isinstance(value, str) or _MOMENT.fullmatch(value) is not None


def bytes_360(review: Review, language: Language = Language.ENGLISH) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "grants.json"
        write_360giving(review, place, language)
        return place.read_bytes()


def bytes_iati(review: Review, language: Language = Language.ENGLISH) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "grants.xml"
        write_iati(review, place, language)
        return place.read_bytes()


def package(content: bytes) -> dict[str, Any]:
    """Read a 360Giving package, its numbers digit by digit."""
    read: dict[str, Any] = json.loads(content, parse_float=Decimal)
    return read


def activities(content: bytes) -> list[_Element]:
    """Read the activities of an IATI file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser).findall("iati-activity")


def minor(amount: str | int | Decimal, currency: str) -> int:
    """Return an amount in whole units as minor units; fail on a fraction of one."""
    scaled = Decimal(amount) * (1 if currency in {"JPY", "KRW"} else 100)
    assert scaled == int(scaled)
    return int(scaled)


def value_of(transaction: _Element) -> str:
    return transaction.findtext("value") or ""


def kind_of(transaction: _Element) -> str:
    return str(transaction.find("transaction-type").get("code"))  # type: ignore[union-attr]  # schema


def problems_360(content: bytes) -> list[str]:
    """Return what the official schemas find wrong with a package."""
    return [f"{e.json_path}: {e.message[:200]}" for e in _validator().iter_errors(package(content))]


@cache
def _validator() -> Draft202012Validator:
    folder = standards() / "360"
    grant = json.loads((folder / "360-giving-schema.json").read_text(encoding="utf-8"))
    whole = json.loads((folder / "360-giving-package-schema.json").read_text(encoding="utf-8"))
    # The package schema names the grant schema of the patch release before it.
    resource = DRAFT202012.create_resource(grant)
    named = (whole["properties"]["grants"]["items"]["$ref"], grant["$id"])
    registry: Registry[Any] = Registry().with_resources([(name, resource) for name in named])
    return Draft202012Validator(whole, registry=registry, format_checker=_FORMATS)


def problems_iati(content: bytes) -> list[str]:
    """Return what the official schema, codelists and rules find wrong with a file."""
    document = etree.fromstring(content).getroottree()
    schema = _schema()
    found = [] if schema.validate(document) else [str(schema.error_log)]
    for path, condition, codes in _codelists():
        base, _, attribute = path.rpartition("/")
        asked = f"{base}[{condition}]" if condition else base
        values: Any = document.xpath(f"{asked}/{attribute}")
        texts = [v if isinstance(v, str) else v.text for v in values]
        found.extend(f"{text!r} at {path}" for text in texts if text not in codes)
    return found


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(standards() / "iati" / "iati-activities-schema.xsd")))


@cache
def _codelists() -> tuple[tuple[str, str | None, frozenset[str]], ...]:
    """Return where a value of which list is asked for: path, condition, its codes."""
    folder = standards() / "iati"
    codes = {
        file.stem: frozenset(
            code.text or "" for code in etree.parse(str(file)).iterfind(".//codelist-item/code")
        )
        for file in (*folder.glob("codelists/*.xml"), *folder.glob("codelists-nonembedded/*.xml"))
    }
    lists = []
    for each in etree.parse(str(folder / "mapping.xml")).getroot().iterfind("mapping"):
        name = each.find("codelist").get("ref")  # type: ignore[union-attr]  # every mapping has one
        if name in codes:
            lists.append((each.findtext("path") or "", each.findtext("condition"), codes[name]))
    assert lists
    return tuple(lists)
