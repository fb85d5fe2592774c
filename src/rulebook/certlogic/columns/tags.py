"""What a row of a column can hold: a kind of value, or the reason why there is none. A tag fits in one byte."""

from rulebook.certlogic.values import Fault

NULL, BOOL, INT, TEXT, TIME, LIST, ODD = range(7)
"""ODD is whatever is rare in columns and stays an object: fractions, integers beyond 64 bits, objects, Python lists."""

FIRST_FAULT = 16
FAULTS: dict[int, Fault] = dict(enumerate(Fault, FIRST_FAULT))
TAG_OF: dict[Fault, int] = {fault: tag for tag, fault in FAULTS.items()}

OPEN = TAG_OF[Fault.NOT_RECORDED]
# not recorded either, but whether it is truthy is known: the accumulator of a fold that one proof has settled
OPEN_FALSE, OPEN_TRUE = 30, 31
