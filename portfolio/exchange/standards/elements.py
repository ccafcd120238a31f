"""Small pieces of IATI XML: an element, what is said in it, an amount, a day, an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from portfolio.exchange.shown import major
from portfolio.exchange.standards.plain import written

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element

    from portfolio.exchange.standards.identifiers import Organisation
    from portfolio.wording.language import Both

OWN = "urn:subsidy-milestone-portfolio:1"
"""The namespace of what IATI has no field for: its schema allows others' attributes and elements
everywhere (IATI 2.03, "may be extended with additional elements and attributes")."""

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def own(name: str) -> str:
    """Return the name of an attribute or element of our own namespace."""
    return f"{{{OWN}}}{name}"


def add(parent: _Element, name: str, **attributes: str) -> _Element:
    """Add an element; underscores of its attributes become hyphens."""
    return etree.SubElement(parent, name, {n.replace("_", "-"): v for n, v in attributes.items()})


def put_own(element: _Element, **attributes: str) -> None:
    """Give an element attributes of our own namespace; one without a value is left out."""
    for name, value in attributes.items():
        if value:
            element.set(own(name.replace("_", "-")), value)


def narrate(parent: _Element, said: Both) -> _Element:
    """Say something in English, and in Japanese where that is another text."""
    english, japanese = said
    etree.SubElement(parent, "narrative").text = english
    if japanese != english:
        etree.SubElement(parent, "narrative", {LANGUAGE: "ja"}).text = japanese
    return parent


def add_day(parent: _Element, name: str, day: date) -> None:
    """Add an element that is a day."""
    add(parent, name, iso_date=day.isoformat())


def add_value(parent: _Element, minor: int, currency: str, day: date) -> None:
    """Add an amount in whole units of the activity's currency, as it stood on a day."""
    add(parent, "value", value_date=day.isoformat()).text = written(major(minor, currency))


def add_organisation(
    parent: _Element, name: str, organisation: Organisation, **attributes: str
) -> None:
    """Add an organisation in a role."""
    narrate(add(parent, name, ref=organisation.identifier, **attributes), organisation.name)
