"""EU-style rules (DCC validation rules as JSON), in and out without loss."""

from rulebook.requirements import RequirementVersion

EU_RULE = "eu_rule"
"""The key of a version's extras that keeps what an EU-style rule says and a version has no place for."""


def reads_own_data(version: RequirementVersion) -> bool:
    """Tell whether a version came from an EU-style rule: it reads `payload` and `external`, not the catalogue."""
    return EU_RULE in version.extras
