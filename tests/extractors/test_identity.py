"""Whose page it is: nobody else's becomes the client's, none of hers is lost to a misread letter."""

from __future__ import annotations

import pytest

from extractors.document_facts import ClientFacts, read_facts
from extractors.identity import Owner, same_person
from extractors.pages import Layer
from tests.made_pages import BORN, INCIDENT, STRANGER, UNDATED, document, read, visit


def owner(text: str, layer: Layer = Layer.NATIVE) -> str:
    return read(text, layer=layer).owners[0]


@pytest.mark.parametrize(
    "name",
    [
        "Rosalind Quimby",
        "ROSALIND QUIMBY",
        "Quimby, Rosalind",
        "QUIMBY, ROSALIND A.",
        "Rosalind A. Quimby",
        "Rosalind Ann Quimby",
    ],
)
def test_the_client_in_any_order_and_dress(name: str) -> None:
    assert owner(visit("03/18/2021", patient=name, born="")) == Owner.CLIENT.value


@pytest.mark.parametrize("name", ["Gordon Blackwell", "BLACKWELL, GORDON", "Edgar Quimby", "Quimby, Edgar"])
def test_another_patient_is_another_patient(name: str) -> None:
    assert owner(visit("03/18/2021", patient=name, born="01/02/1950")) == Owner.OTHER.value
    facts = read(visit("03/18/2021", patient=name, born="01/02/1950"))
    assert (facts.encounters, facts.charges, facts.references, facts.undated) == ((), (), (), ())


def test_the_same_family_name_is_not_the_same_person() -> None:
    assert not same_person("Edgar Quimby", "Rosalind Quimby")
    assert same_person("QUIMBY ROSALIND", "Rosalind Quimby")
    assert not same_person("", "Rosalind Quimby")
    assert not same_person("Rosalind", "Rosalind Quimby")


@pytest.mark.parametrize("name", ["Rosa1ind Quimby", "Rosallnd Quimby", "Rosalind Qulmby"])
def test_misread_letters_are_still_the_client(name: str) -> None:
    assert same_person(name, "Rosalind Quimby")
    assert owner(visit("03/18/2021", patient=name), Layer.OCR) == Owner.CLIENT.value


def test_another_name_beside_the_clients_birth_date_is_for_a_person_to_settle() -> None:
    assert owner(visit("03/18/2021", patient="Gordon Blackwell")) == Owner.CONFLICT.value


@pytest.mark.parametrize("name", ["Maria Garcia", "LOPEZ, MARIA", "Garcia Lopez, Maria", "M. Garcia-Lopez"])
def test_records_print_either_half_of_a_double_name(name: str) -> None:
    assert same_person(name, "Maria Garcia-Lopez")
    assert not same_person("Maria Chen", "Maria Garcia-Lopez")
    assert not same_person("Elena Garcia", "Maria Garcia-Lopez")


def test_an_alias_is_the_client() -> None:
    text = visit("03/18/2021", patient="Rosalind Harte", born="")
    who = ClientFacts("Rosalind Quimby", ("Rosalind Harte",), BORN, INCIDENT)
    assert read_facts(document("a.pdf", text), who).owners == ("client",)
    assert owner(text) == Owner.OTHER.value


def test_the_clients_name_in_prose_does_not_make_another_patients_page_hers() -> None:
    text = visit(
        "03/18/2021",
        patient="Gordon Blackwell",
        born="01/02/1950",
        complaint="Rosalind Quimby drove him here.",
    )
    assert owner(text) != Owner.CLIENT.value
    assert owner(text) != Owner.UNSTATED.value


def test_a_page_that_names_nobody_is_not_stated() -> None:
    text = UNDATED
    assert owner(text) == Owner.UNSTATED.value


def test_a_second_page_numbered_on_from_another_patients_is_also_not_the_clients() -> None:
    first = STRANGER.replace("Page 1 of 1", "Page 1 of 2")
    facts = read(
        first,
        "PLAN: Rest.\nASSESSMENT: Gout of the knee.\nDate of Service: 05/01/2021\nPage 2 of 2",
    )
    assert facts.owners == ("other patient", "other patient")
    assert facts.encounters == ()


def test_papers_that_name_many_people_are_not_guarded() -> None:
    text = (
        "CITY POLICE DEPARTMENT - TRAFFIC CRASH REPORT\n"
        "UNIT 1 Driver Name: Gordon Blackwell\nOfficer: A. Roe Badge 12"
    )
    assert owner(text) == Owner.UNSTATED.value
