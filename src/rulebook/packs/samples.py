"""One sample of every clause, as a lawyer would write it: the reference page shows each with its words."""

from rulebook.clauses.base import Clause
from rulebook.packs.clauses import CLAUSE
from rulebook.packs.faults import Faults
from rulebook.packs.nodes import parse
from rulebook.packs.shapes import Reading

SAMPLES: dict[str, str] = {
    "fresh_negative_test": "fresh_negative_test: {kinds: [pcr], within_hours: 72, countries: [KAZ, UZB]}",
    "vaccinated": "vaccinated: {disease: covid-19, at_least_days: 14, at_most_days: 270}",
    "document_valid": "document_valid: {kinds: [passport, return_certificate], months_beyond: 3}",
    "visa": "visa: {country: UZB, kinds: [entry, transit], days_beyond: 5}",
    "nationality": "nationality: {any_of: [TJK, KGZ]}",
    "residence": "residence: {any_of: [UZB]}",
    "age": "age: {at_least: 12, under: 60}",
    "temperature": "temperature: {at_most_tenths: 373}",
    "on_agreed_list": "on_agreed_list: {list_id: ZZ-102-v3, final: true}",
    "quarantine": "quarantine: {days: 14}",
    "travels_by": "travels_by: {modes: [road, rail]}",
    "coming_from": "coming_from: {any_of: [KAZ]}",
    "going_to": "going_to: {any_of: [TJK]}",
    "purpose": "purpose: {any_of: [return]}",
    "organised_group": "organised_group: {}",
    "group_kind": "group_kind: {any_of: [seasonal workers]}",
    "sealed_vehicle": "sealed_vehicle: {}",
    "escorted_vehicle": "escorted_vehicle: {}",
    "medic_aboard": "medic_aboard: {}",
    "masks_aboard": "masks_aboard: {}",
    "no_stops": "no_stops: {}",
    "hours_in_transit": "hours_in_transit: {at_most: 4}",
    "share_of_seats": "share_of_seats: {at_most_percent: 70}",
    "head_count": "head_count: {at_most: 50}",
    "post_hours": "post_hours: {opens: 08:00, until: 20:00}",
    "consent_of_authority": "consent_of_authority: {authority: MFA UZ, kinds: [transit], form: written}",
    "any_of": """any_of:
  - fresh_negative_test: {kinds: [pcr], within_hours: 72}
  - vaccinated: {disease: covid-19}""",
    "all_of": """all_of:
  - sealed_vehicle: {}
  - escorted_vehicle: {}""",
    "not": "not: {coming_from: {any_of: [RUS]}}",
    "unless": """fresh_negative_test: {kinds: [pcr, rapid], within_hours: 72}
unless: {age: {under: 12}}""",
    "forbidden": "forbidden: {}",
    "admitted": "admitted: {}",
    "certlogic": 'certlogic: {"<=": [{var: transit.minutes}, 240]}',
}


def sample(keyword: str) -> Clause:
    """Return the sample of a clause as packs are read; raises `ValueError` where it would be refused."""
    reading = Reading(Faults(f"the sample of {keyword}"), Faults(""))
    root = parse(SAMPLES[keyword], reading.faults)
    clause = None if root is None else CLAUSE.read(root, reading)
    if clause is None:
        raise ValueError("; ".join(map(str, reading.faults.in_order())))
    return clause
