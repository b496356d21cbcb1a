"""Choosing among the values that a schema allows."""

import re
from collections.abc import Sequence

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.schema.concepts import Concept, concept_of
from app.sandbox.extraction.schema.resolve import Json, Slot

# Words that call for a label; those of many schemas, so that a question gets a sensible class.
_CUES = {
    "it": r"AI|인공지능|소프트웨어|반도체|데이터|컴퓨터|인터넷|로봇|플랫폼|알고리즘|스마트폰|통신|IT\b|기술|software|computer|chip|digital",
    "science": r"연구|실험|과학|바이러스|우주|물리|화학|생물|세포|입자|자성|파동|교수|연구진|research|scien|physic|biolog",
    "economy": r"경제|금리|주가|물가|투자|시장|수출|기업|환율|고용|예산|economy|market|price|invest|trade",
    "politics": r"정치|선거|국회|대통령|정당|법안|외교|정책|politic|election|parliament|government",
    "leisure": r"여행|영화|게임|음악|축제|맛집|공연|스포츠|관광|불꽃놀이|travel|movie|game|music|sport",
    "health": r"건강|병원|의료|백신|질병|감염|health|medic|disease",
    "society": r"사회|교육|범죄|복지|인구|환경|society|education|crime|welfare",
    "comparison": r"비교|차이|대비|\bvs\b|어느 쪽|compare|difference|versus",
    "how-to": r"방법|어떻게|하는 법|how to|how do|절차",
    "problem solving": r"해결|오류|고장|안 될 때|대책|solve|fix|error",
    "opinion seeking": r"의견|생각|어떻게 생각|찬반|여론|opinion|think about|추천",
    "information seeking": r"\S",
    "research_paper": r"논문|연구|실험|학술|paper|research|study",
    "community": r"반응|여론|커뮤니티|후기|의견|reaction|opinion",
    "code_related": r"코드|오픈소스|라이브러리|개발 방법|code|github|library",
    "deep_dive_tech": r"원리|구조|아키텍처|해설|알고리즘|architecture|internals",
    "news": r"\S",
    "positive": r"성공|기대|희망|최초|증가|개선|success|hope|improv|first",
    "negative": r"우려|위험|실패|비판|피해|감소|concern|risk|fail|damage",
    "ko": r"[가-힣]",
    "en": r"^[^가-힣]+$",
}
_UNSURE = ("other", "기타", "unknown", "none", "neutral")


def choose(composer: Composer, slot: Slot, scope: Scope) -> Json:
    """Of an enum the value that the material calls for."""
    values: list[Json] = list(slot.node["enum"])
    decided = _decided(composer, slot, scope)
    for wanted in decided:
        if wanted in values:
            return wanted
    if decided and concept_of(slot) is Concept.SOURCE_IDS:
        return values[0]
    text = composer.material.query if _classifies_query(values) else _about(composer, scope)
    scored = [(_score(value, text), -at, value) for at, value in enumerate(values)]
    best = max(scored, key=lambda each: each[:2])
    if best[0] > 0:
        return best[2]
    unsure = [value for value in values if str(value).lower() in _UNSURE]
    return unsure[0] if unsure else values[(scope.index) % len(values)]


def _decided(composer: Composer, slot: Slot, scope: Scope) -> Sequence[Json]:
    match concept_of(slot):
        case Concept.SOURCE_IDS:
            return scope.source_ids
        case Concept.SPEAKER:
            return [scope.line.speaker.name] if scope.line else []
        case Concept.PERSON | Concept.PRESENT:
            one = scope.member or composer.cast.members[scope.index % len(composer.cast.members)]
            return [one.name]
        case _:
            return [scope.record.number] if scope.record else []


def _classifies_query(values: list[Json]) -> bool:
    return any(str(value).lower() == "information seeking" for value in values)


def _about(composer: Composer, scope: Scope) -> str:
    if scope.statement:
        return scope.statement.text
    if scope.scene:
        return scope.scene.statement.text
    if scope.title:
        return scope.title
    return f"{composer.material.query}\n{composer.material.query}\n{composer.material.text}"


def _score(value: Json, text: str) -> float:
    """Words in the text that call for the label, a catch-all counting least."""
    label = str(value).lower()
    own = len(re.findall(re.escape(label), text.lower())) if len(label) > 2 else 0
    cue = _CUES.get(label)
    if cue == r"\S":
        return own + 0.5
    return own + (len(re.findall(cue, text, re.IGNORECASE)) if cue else 0)
