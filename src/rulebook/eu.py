"""EU-style rules (validation rules of the EU Digital COVID Certificate, as JSON), in and out without loss.

Such a rule reads `payload` and `external` and not the catalogue of facts: the version that is made of it is judged as
plain CertLogic on its own data, and says so in its extras.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import pycountry

from rulebook.certlogic.reading import read, write
from rulebook.certlogic.tree import Expr, Json, Var, free_paths
from rulebook.clauses.base import Clause
from rulebook.clauses.combining import FreeLogic, NotThis
from rulebook.eu_format import RuleFault, faults_of, moment_of
from rulebook.requirements import Kind, Part, RequirementVersion, Source, Standing
from rulebook.travellers import Role

EU_RULE = "eu_rule"
"""The key of a version's extras that keeps what an EU-style rule says and a version has no place for."""

_PART, _CHANNEL = "logic", "gateway"
_DEFAULTS = {"SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "1.0.0"}
_CERTIFICATES = {"GR": "General", "VR": "Vaccination", "TR": "Test", "RR": "Recovery"}
_PROOFS = {"Vaccination": "payload.v.0", "Test": "payload.t.0", "Recovery": "payload.r.0"}
_ALPHA_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"EU": "EUE", "XK": "RKS"}
_ALPHA_2 = {alpha_3: alpha_2 for alpha_2, alpha_3 in _ALPHA_3.items()}


class MalformedRule(ValueError):
    """The JSON value is not an EU-style rule; `faults` says everything that is wrong."""

    def __init__(self, faults: list[RuleFault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults[:5]))
        self.faults = faults


class NotExportable(ValueError):
    """An EU-style rule cannot carry this version; `reasons` says why."""

    def __init__(self, version: RequirementVersion, reasons: list[str]) -> None:
        super().__init__(f"{version.id} version {version.version} is no EU-style rule: {'; '.join(reasons)}")
        self.reasons = reasons


def reads_own_data(version: RequirementVersion) -> bool:
    """Tell whether a version came from an EU-style rule: it reads `payload` and `external`, not the catalogue."""
    return EU_RULE in version.extras


@dataclass(frozen=True, slots=True)
class RuleIdentity:
    """What an EU-style rule says it is: country of two letters, type, and type of certificate."""

    country: str
    type: str
    certificate: str


def rule_identity(version: RequirementVersion) -> RuleIdentity:
    """Return what a version that came from an EU-style rule says it is."""
    kept = _kept(version)
    forbids = any(isinstance(part.clause, NotThis) for part in version.parts)
    return RuleIdentity(
        _ALPHA_2.get(version.jurisdiction, version.jurisdiction),
        str(kept.get("Type", "Invalidation" if forbids else "Acceptance")),
        str(kept.get("CertificateType", _CERTIFICATES.get(version.id[:2], "General"))),
    )


def _kept(version: RequirementVersion) -> Mapping[str, Any]:
    kept = version.extras.get(EU_RULE)
    return kept if isinstance(kept, Mapping) else {}


def import_rule(rule: Json, *, recorded_at: datetime | None = None) -> RequirementVersion:
    """Return the version that says what an EU-style rule says; `export_rule` gives the same JSON again.

    The rule binds whoever enters with a certificate of its kind; an invalidation rule forbids what its logic finds.
    `recorded_at` is when it was known, by default when it begins. Raises `MalformedRule` with every fault.
    """
    faults = faults_of(rule)
    if not isinstance(rule, dict) or faults:
        raise MalformedRule(faults)
    values: dict[str, Any] = rule
    valid_from, valid_to = moment_of(values["ValidFrom"]), moment_of(values["ValidTo"])
    known = recorded_at or valid_from
    logic = FreeLogic(read(values["Logic"]))
    version = RequirementVersion(
        id=values["Identifier"],
        version=_number(values["Version"]),
        jurisdiction=_ALPHA_3[values["Country"]],
        roles=frozenset({Role.ENTRY}),
        kind=Kind.REQUIREMENT,
        standing=Standing.CONFIRMED,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_at=known,
        title={one["lang"]: one["desc"] for one in values["Description"]},
        when=_when(values["CertificateType"]),
        parts=(Part(_PART, NotThis(logic) if values["Type"] == "Invalidation" else logic),),
        sources=(_source(values, known),),
        extras={EU_RULE: {}},
    )
    # whatever would not be written again as it was read is kept
    written = _rule_of(version, logic, valid_to)
    kept = {name: value for name, value in values.items() if name not in written or not _same(written[name], value)}
    return replace(version, extras={EU_RULE: kept})


def _same(written: Json, value: Json) -> bool:
    """Compare as JSON texts: 1.0 is not 1, and an object keeps the order of its keys."""
    return json.dumps(written) == json.dumps(value)


def _source(values: Mapping[str, Any], known: datetime) -> Source:
    quote = next(one["desc"] for one in values["Description"] if one["lang"] == "en")
    reference = f"{values['Identifier']} {values['Version']}"
    return Source(f"{values['Country']}, through the EU gateway", _CHANNEL, quote, known, reference=reference)


def _number(version: str) -> int:
    major, minor, patch = (int(part) for part in version.split("."))
    return major * 1_000_000 + minor * 1_000 + patch


def _when(certificate: str) -> Clause | None:
    path = _PROOFS.get(certificate)
    return FreeLogic(Var(path)) if path else None


def export_rule(version: RequirementVersion) -> dict[str, Json]:
    """Return the EU-style rule that a version came from, with whatever has been changed since.

    Raises `NotExportable` where the version reads the catalogue of facts, or says anything that such a rule has no
    place for: nothing is left out in silence.
    """
    logic = _logic(version)
    if not reads_own_data(version):
        raise NotExportable(version, ["it reads the catalogue of facts, which such a rule cannot"])
    if logic is None or version.valid_to is None or version.jurisdiction not in _ALPHA_2:
        raise NotExportable(version, ["such a rule has one CertLogic expression, an end and a country of two letters"])
    rule = _rule_of(version, logic, version.valid_to)
    faults = faults_of(rule)
    if faults:
        raise NotExportable(version, [str(fault) for fault in faults])
    again = import_rule(rule, recorded_at=version.recorded_at)
    lost = [one.name for one in fields(version) if getattr(again, one.name) != getattr(version, one.name)]
    if all(source.channel == _CHANNEL for source in version.sources):
        lost = [name for name in lost if name != "sources"]  # made of the rule itself, and made again on import
    if lost:
        raise NotExportable(version, [f"such a rule has no place for its {name}" for name in lost])
    return rule


def _logic(version: RequirementVersion) -> FreeLogic | None:
    clauses = [part.clause for part in version.parts]
    clause = clauses[0] if len(clauses) == 1 else None
    if isinstance(clause, NotThis):
        clause = clause.clause
    return clause if isinstance(clause, FreeLogic) else None


def _rule_of(version: RequirementVersion, logic: FreeLogic, valid_to: datetime) -> dict[str, Any]:
    identity = rule_identity(version)
    return {
        "Identifier": version.id,
        "Type": identity.type,
        "Country": identity.country,
        "Version": _semantic(version.version),
        **_DEFAULTS,
        "CertificateType": identity.certificate,
        "Description": [{"lang": language, "desc": text} for language, text in version.title.items()],
        "ValidFrom": _written(version.valid_from),
        "ValidTo": _written(valid_to),
        "AffectedFields": sorted(_affected(logic.expression)),
        "Logic": write(logic.expression),
        **_kept(version),
    }


def _semantic(number: int) -> str:
    return f"{number // 1_000_000}.{number // 1_000 % 1_000}.{number % 1_000}"


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _affected(logic: Expr) -> set[str]:
    """Return the paths of the payload that the logic reads, as such rules list them: without `payload`."""
    paths = (path.partition(".") for path in free_paths(logic))
    return {rest for scope, _, rest in paths if scope == "payload" and rest}
