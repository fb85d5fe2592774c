"""Typed clauses: how people say what a border demands. Each lowers to CertLogic and knows its own words.

A clause is immutable data. `lower` gives the expression that is stored and judged, `demand` says in words what is
demanded, `reason` says with the person's own figures why it is not met, `actions` names what could mend it.
"""
