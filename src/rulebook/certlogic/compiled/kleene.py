"""Code for truths in three values, as verdicts need them: open only where what is unknown could change the answer.

Conjunction, negation and choice are Kleene's, as in `interpret.settle`; below them code is strict.
"""

from rulebook.certlogic.compiled.analysis import (
    Analysis,
    constant_truth,
    demanded_by,
    found_by,
    only_truth_counts,
)
from rulebook.certlogic.compiled.source import Source
from rulebook.certlogic.compiled.strict import StrictCode
from rulebook.certlogic.compiled.writing import Sight
from rulebook.certlogic.tree import And, Constant, Expr, If, Not, Reduce, Var


class KleeneCode(StrictCode):
    """Writes truths in three values, and values that carry their truth where they are unknown."""

    def __init__(self, analysis: Analysis, source: Source) -> None:
        super().__init__(analysis, source)
        self._writers |= {"truth": self._truth, "both": self._both}

    def truth(self, expr: Expr, sight: Sight) -> str:
        """Return code for the truth of an expression: True, False, or None for UNKNOWN."""
        return self.write("truth", expr, sight)

    def both(self, expr: Expr, sight: Sight) -> str:
        """Return code for the value of an expression, or an `Unknown` with what is known of its truth."""
        return self.write("both", expr, sight)

    # --- Truths ------------------------------------------------------------------------------------------------------

    def _truth(self, expr: Expr, sight: Sight) -> str:
        match expr:
            case And(operands):
                return self._every(operands, sight)
            case Not(operand) | If(operand, Constant(False), Constant(True)):
                truth = self.name_of(self.truth(operand, sight))
                return f"None if {truth} is None else not {truth}"
            case If(guard, then, otherwise):
                return self._truth_of_choice(guard, then, otherwise, sight)
            case Reduce():
                return self._truth_of_fold(expr, sight)
            case Var("accumulator") if sight.in_fold and sight.form == "truth":
                return sight.parameters[0]
            case Var() if len(expr.fragments) == 1 and not self.is_boolean(expr, sight):
                return self.truthiness(self.value_name(expr, sight), sight, "known_truth_of")
            case _:
                return self.strict(expr, sight)

    def _every(self, operands: tuple[Expr, ...], sight: Sight) -> str:
        """An operand that is false decides; one that is open leaves the answer open unless a later one is false."""
        result = self.source.store(self.truth(operands[0], sight), self.source.fresh())
        with self.source.scope():
            for operand in operands[1:]:
                with self.source.block(f"if {result} is not False:", seen_after=True):
                    truth = self.name_of(self.truth(operand, sight))
                    self.source.line(f"if {truth} is not True: {result} = {truth}")
        return result

    def _truth_of_choice(self, guard: Expr, then: Expr, otherwise: Expr, sight: Sight) -> str:
        known = constant_truth(guard)
        if known is not None:
            return self.truth(then if known else otherwise, sight)
        if constant_truth(otherwise) is False:
            return self._every((guard, then), sight)
        if constant_truth(then) is True:
            return self._either(guard, otherwise, sight)
        truth = self.name_of(self.truth(guard, sight))
        branches = [self.source.fresh(), self.source.fresh()]
        for branch, name, excluded in zip((then, otherwise), branches, (False, True), strict=True):
            with self.source.block(f"if {truth} is not {excluded}:"):
                self.source.store(self.truth(branch, sight), name)
        agreed = f"{branches[0]} if {branches[0]} is {branches[1]} else None"
        return f"{branches[0]} if {truth} else {branches[1]} if {truth} is False else {agreed}"

    def _either(self, first: Expr, second: Expr, sight: Sight) -> str:
        result = self.source.store(self.truth(first, sight), self.source.fresh())
        with self.source.block(f"if {result} is not True:"):
            truth = self.name_of(self.truth(second, sight))
            self.source.line(f"if {truth} is not False: {result} = {truth}")
        return result

    def _truth_of_fold(self, expr: Reduce, sight: Sight) -> str:
        found, demanded = found_by(expr), demanded_by(expr)
        if found is not None:
            return self._sought(expr, found, "False", sight)
        if demanded is not None:
            return self._sought(expr, demanded, "True", sight)
        if not only_truth_counts(expr.function):
            return f"known_truth_of({self._fold_of_both(expr, sight)[0]})"
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        self.source.store(self.truth(expr.initial, sight), result)
        self.source.line(f"if {items} is None: {result} = None")
        within = self.within(sight, result, current, "truth")
        with self.source.block("else:"), self.source.block(f"for {current} in {items}:"):
            self.source.store(self.truth(expr.function, within), result)
        return result

    def _sought(self, expr: Reduce, condition: Expr, usual: str, sight: Sight) -> str:
        """Look for the item that settles a fold: an open item leaves it open only as long as no other settles it."""
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        self.source.store(f"None if {items} is None else {usual}", result)
        within = self.within(sight, result, current)
        with self.source.block(f"if {items}:"), self.source.block(f"for {current} in {items}:"):
            truth = self.name_of(self.truth(condition, within))
            with self.source.block(f"if {truth} is not {usual}:"):
                self.source.store(truth, result)
                self.source.line(f"if {truth} is not None: break")
        return result

    # --- Values with their truth -------------------------------------------------------------------------------------

    def _both(self, expr: Expr, sight: Sight) -> str:
        match expr:
            case And(operands):
                return self._first_falsy_of_both(operands, sight)
            case Not(operand):
                value = self.name_of(self.both(operand, sight))
                truth = self.name_of(self.truthiness(value, sight, "known_truth_of"))
                opposite = f"None if {truth} is None else not {truth}"
                settled = f"{truth} is not None and {value}.__class__ is not Unknown"
                return f"not {truth} if {settled} else U_THAT_IS[{opposite}]"
            case If(guard, then, otherwise):
                return self._choice_of_both(guard, then, otherwise, sight)
            case Reduce():
                result, unsettled = self._fold_of_both(expr, sight)
                return f"U_THAT_IS[known_truth_of({result})] if {unsettled} else {result}"
            case Var() if len(expr.fragments) != 1:
                value = self.value_name(expr, sight)
                return f"U if {value}.__class__ is Unknown else {value}"
            case _:
                return self.value(expr, sight)

    def _first_falsy_of_both(self, operands: tuple[Expr, ...], sight: Sight) -> str:
        result, truth, unsettled = (self.source.store(text, self.source.fresh()) for text in ("U", "True", "False"))
        with self.source.scope():
            for operand in operands:
                with self.source.block(f"if {truth} is not False:", seen_after=True):
                    value = self.name_of(self.both(operand, sight))
                    known = self.name_of(self.truthiness(value, sight, "known_truth_of"))
                    self.source.line(f"if {known} is None or {value}.__class__ is Unknown: {unsettled} = True")
                    self.source.line(f"if not {unsettled}: {result} = {value}")
                    self.source.line(f"if {known} is not True: {truth} = {known}")
        return f"U_THAT_IS[{truth}] if {unsettled} else {result}"

    def _choice_of_both(self, guard: Expr, then: Expr, otherwise: Expr, sight: Sight) -> str:
        value = self.name_of(self.both(guard, sight))
        truth = self.name_of(self.truthiness(value, sight, "known_truth_of"))
        first, second, result = self.source.fresh(), self.source.fresh(), self.source.fresh()
        with self.source.block(f"if {truth} is not False:"):
            self.source.store(self.both(then, sight), first)
        with self.source.block(f"if {truth} is not True:"):
            self.source.store(self.both(otherwise, sight), second)
        with self.source.block(f"if {truth} is None:"):
            known = self.name_of(f"known_truth_of({first})")
            agreed = f"{known} if {known} is known_truth_of({second}) else None"
            self.source.store(f"U_THAT_IS[{agreed}]", result)
        with self.source.block("else:"):
            self.source.store(f"{first} if {truth} else {second}", result)
            self.source.line(f"if {value}.__class__ is Unknown: {result} = U_THAT_IS[known_truth_of({result})]")
        return result

    def _fold_of_both(self, expr: Reduce, sight: Sight) -> tuple[str, str]:
        """Return the name of the last accumulator, and that of whether any step on the way had no value."""
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        self.source.store(self.both(expr.initial, sight), result)
        self.source.line(f"if {items} is None: {result} = U")
        unsettled = self.source.store(f"{result}.__class__ is Unknown", self.source.fresh())
        within = self.within(sight, result, current, "both")
        with self.source.block(f"if {items}:"), self.source.block(f"for {current} in {items}:"):
            self.source.store(self.both(expr.function, within), result)
            self.source.line(f"if {result}.__class__ is Unknown: {unsettled} = True")
        return result, unsettled
