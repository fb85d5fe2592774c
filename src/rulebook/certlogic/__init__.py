"""CertLogic 1.3.3: the small, loop-free expression language in which requirements are stored.

One expression tree (`tree`), three judges with one meaning: the interpreter (`interpret`, the oracle), generated
Python (`compiled`) and columns (`columns`). Specification: ehn-dcc-development/eu-dcc-business-rules, certlogic 1.3.3.
"""
