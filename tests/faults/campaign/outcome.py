"""The numbers of a campaign."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from tests.faults.campaign.diary import Recovery
from tests.faults.campaign.judgement import Finding
from tests.faults.campaign.schedule import Kind


@dataclass(frozen=True)
class Plan:
    """What to do; the same plan draws the same faults."""

    faults: int
    seed: int
    lease: float


@dataclass(frozen=True)
class Ending:
    """How many tasks of a type ended in which way."""

    type: str
    status: str
    reason: str
    tasks: int


@dataclass(frozen=True)
class Calls:
    """Calls of a model: how many were made, and how many steps needed one."""

    made: int
    needed: int

    @property
    def wasted(self) -> int:
        """Made again after a kill. A step that was killed before its call makes this one less."""
        return max(0, self.made - self.needed)


@dataclass(frozen=True)
class Outcome:
    """What a campaign found."""

    plan: Plan
    seconds: float
    done: Counter[Kind]
    acknowledged: int
    unanswered: int
    endings: Sequence[Ending]
    recoveries: Sequence[Recovery]
    restarts: Mapping[str, Sequence[float]]
    calls: Mapping[str, Calls]
    robberies: int
    findings: Sequence[Finding]

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing twice, no promise broken, and nobody ended whom nobody killed."""
        return not any(finding.violations for finding in self.findings)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is at least as great as ``share`` of all."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]
