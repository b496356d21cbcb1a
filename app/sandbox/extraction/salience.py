"""Which statements matter, and for what part of a story."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from app.sandbox.extraction.material.material import Material
from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.text.keyphrases import overlap
from app.sandbox.extraction.text.nouns import terms

_FINDING = re.compile(
    r"최초|처음|개발|발견|확인|밝혀|나타났|결과가 나|늘었|줄었|증가|감소|성공|도입|출범|시작"
    r"|발표|공개|달성|선정"
    r"|\b(?:first|found|discovered|showed|developed|launched|increased|fell|rose|built|restored)\b"
)
_NEWS = re.compile(
    r"세계 최초|최초로|처음으로|처음|세계에서|\bfor the first time\b|\bworld's first\b"
)
_OUTLOOK = re.compile(
    r"기대|전망|예정|계획|앞으로|것이다|것으로 보인다|것\"|것”|할 수 있|도움|응용할|응용 가능"
    r"|적용할|필요하다|과제로|과제다|미래(?!창조)|강조|당부|가능성|방침|내년|목표|해야"
    r"|\b(?:will|could|hope|expects?|plans?|next|future|should|must)\b"
)
_TURN = re.compile(
    r"^(?:하지만|그러나|반면|다만|그런데|문제는|오히려)|지만|아니라|부족|어려|한계|위험|우려"
    r"|논란|뜻밖|비판|불구"
    r"|^(?:But|However|Yet|Still)\b|\b(?:although|despite|problem|risk|concern|unless)\b"
)
_DEPENDENT = re.compile(
    r"^(?:이는|이를|이것|그는|그녀|이들|이런|그런|이러한|이에|이처럼|또|그 |이 |그러면|그래서"
    r"|이어|이와|여기|다른 )|^(?:It|This|That|They|He|She|These|Those)\b"
)
_SIDE = re.compile(
    r"지원으로|게재됐|게재된|실렸|수행했|학술지에|저널에|사진|특징이다|\b(?:funded|published in)\b"
)
_HOPED = re.compile(
    r"기대|전망|예정|계획|우려|걱정|비판|지적|\b(?:hope|expects?|plans?|concern|worr|should)\b"
)
_QUOTED = re.compile(r"[“\"][^”\"]{6,}[”\"]")
_LONG, _SHORT = 160, 18
_MAIN_SOURCE = 0.6
_BEST = 4


@dataclass(frozen=True)
class Ranked:
    """The statements of a material with their weights."""

    material: Material

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """In the order of the material."""
        return tuple(sorted(self.material.statements, key=lambda statement: statement.order))

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(term for each in self.statements for term in set(terms(each.text)))

    @cached_property
    def _scores(self) -> dict[str, float]:
        return {each.text: self._score(each) for each in self.statements}

    @cached_property
    def _main_source(self) -> str:
        """The source that answers the question most; the others only add to it."""
        if self.material.asked_source:
            return self.material.asked_source
        shares: defaultdict[str, list[float]] = defaultdict(list)
        for each in self.statements:
            for source_id in each.source_ids:
                shares[source_id].append(overlap(self.material.query, each.text))
        return max(
            shares,
            key=lambda one: (round(sum(sorted(shares[one])[-_BEST:]), 2), len(shares[one])),
            default="",
        )

    def score(self, statement: Statement) -> float:
        """How much it says about the matter."""
        return self._scores[statement.text]

    def best(self, count: int, among: tuple[Statement, ...] | None = None) -> list[Statement]:
        """The weightiest that do not say the same, weightiest first."""
        chosen: list[Statement] = []
        left = list(among if among is not None else self.statements)
        while left and len(chosen) < count:
            pick = max(left, key=lambda each: (self._novelty(each, chosen), -each.order))
            chosen.append(pick)
            left.remove(pick)
        return chosen

    def _novelty(self, statement: Statement, chosen: list[Statement]) -> float:
        same = max((overlap(statement.text, other.text) for other in chosen), default=0.0)
        return self.score(statement) - 0.8 * same

    def _score(self, statement: Statement) -> float:
        text = statement.text
        words = set(terms(text))
        total = sum(self._frequencies[word] for word in words)
        centrality = total / (len(words) + 3) / max(1, len(self.statements)) * 3
        score = (
            centrality + 0.5 * overlap(self.material.query, text) + 0.15 * (statement.weight - 1)
        )
        score += 0.3 * (1.0 - statement.position) + 0.2 * (statement.position == 0)
        score += 0.2 * bool(_FINDING.search(text))
        score += 0.2 * bool(_NEWS.search(text))
        score += 0.1 * bool(re.search(r"\d", text))
        score += _MAIN_SOURCE * (self._main_source in statement.source_ids)
        score -= 0.25 * bool(_DEPENDENT.search(text)) + 0.3 * bool(_SIDE.search(text))
        score -= 0.3 * (len(text) < _SHORT) + 0.15 * (len(text) > _LONG) + 0.2 * text.endswith("?")
        return score


def is_outlook(statement: Statement) -> bool:
    """Speaks of what follows, is hoped or has to be done."""
    return _OUTLOOK.search(statement.text) is not None


def is_opinion(statement: Statement) -> bool:
    """Somebody's words, or what is hoped, feared or planned."""
    return _QUOTED.search(statement.text) is not None or _HOPED.search(statement.text) is not None


def is_turn(statement: Statement) -> bool:
    """Speaks of a difficulty or a contrast."""
    return _TURN.search(statement.text) is not None


def is_dependent(statement: Statement) -> bool:
    """Begins by pointing back at the sentence before it."""
    return _DEPENDENT.search(statement.text) is not None


def is_side_note(statement: Statement) -> bool:
    """Tells who paid or where it was printed."""
    return _SIDE.search(statement.text) is not None
