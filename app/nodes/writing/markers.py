"""Facts as numbered markers in the text: ① for the first that is spoken of, and so on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.script import ScriptLine

_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


@dataclass
class Markers:
    """Numbers are given in the order of first use, over the whole script."""

    numbers: dict[str, int] = field(default_factory=dict)

    def spoken(self, lines: Sequence[ScriptLine]) -> str:
        """The lines as one text, each claim with its markers behind it."""
        return " ".join(f"{line.text}{self._marks(line)}" for line in lines)

    def _marks(self, line: ScriptLine) -> str:
        ids = dict.fromkeys(line.fact_ids)
        return "".join(marker(self.numbers.setdefault(id_, len(self.numbers) + 1)) for id_ in ids)


def marker(number: int) -> str:
    """Unicode circles the numbers up to 50."""
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"
