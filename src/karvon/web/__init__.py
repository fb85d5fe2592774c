"""The screens: every page that staff, partners and visitors open in a browser."""
