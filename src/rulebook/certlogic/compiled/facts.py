"""Code that reads facts: paths of keys and indices, each step made once for all expressions that can see it."""

from rulebook.certlogic.compiled.writing import Sight, Writing
from rulebook.certlogic.tree import Var
from rulebook.certlogic.values import is_index


class FactCode(Writing):
    """Writes the reading of facts."""

    def fact(self, expr: Var, sight: Sight) -> str:
        """Return code for what lies at a path."""
        fragments = expr.fragments
        if not sight.in_fold:
            return self._path(sight.parameters[0], fragments, 0, sight)
        accumulator, current = sight.parameters
        if not fragments:
            keys = self.source.constant("accumulator"), self.source.constant("current")
            return f"{{{keys[0]}: {accumulator}, {keys[1]}: {current}}}"
        if fragments[0] not in ("accumulator", "current"):
            return "None"
        return self._path(current if fragments[0] == "current" else accumulator, fragments, 1, sight)

    def _path(self, name: str, fragments: tuple[str, ...], start: int, sight: Sight) -> str:
        for end in range(start + 1, len(fragments) + 1):
            key = ("path", sight.number, fragments[:end])
            known = self.source.recall(key)
            if known is None:
                nullable = end > start + 1 and self.source.recall(("there", sight.number, name)) is None
                known = self._step(name, fragments[end - 1], nullable=nullable, settled=sight.settled)
                self.source.remember(key, known)
            name = known
        return name

    def _step(self, parent: str, fragment: str, *, nullable: bool, settled: bool) -> str:
        """Write one step of a path; a missing key is common, any other surprise is for `step`, or the interpreter."""
        result, key = self.source.fresh(), self.source.constant(fragment)
        if is_index(fragment):
            return self.source.store(self._nth(parent, fragment, key), result)
        if settled:
            absent = f"None if {parent} is None else " if nullable else ""
            return self.source.store(f"{absent}{parent}.get({key})", result)
        if nullable:
            self.source.line(f"if {parent} is None: {result} = None")
        with self.source.block("else:") if nullable else self.source.scope():
            self.source.line(f"try: {result} = {parent}.get({key})")
            self.source.line(f"except AttributeError: {result} = step({parent}, {key})")
        return result

    def _nth(self, parent: str, fragment: str, key: str) -> str:
        """Return code for the item of a list. What is falsy has none; the usual stands last, where Python is fastest."""
        index = self.source.constant(int(fragment))
        item = f"{parent}[{index}]"
        if int(fragment):
            item = f"None if len({parent}) <= {index} else {item}"
        return f"None if not {parent} else step({parent}, {key}) if {parent}.__class__ is not list else {item}"
