"""A small script in every stage of its writing, and a model that answers by the prompt's name."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.errors import ProviderError
from app.domain.script import ContentBrief, ScriptRequest
from app.domain.script_news import FactReply, NewsArticle, NewsData, NewsFact
from app.domain.task import Json
from app.services.llm.protocol import Prompt, Reply, TextSink
from app.services.llm.reply import InvalidReply

REQUEST = ScriptRequest(topic="도심 양봉과 꿀벌", topic_recommendation_id=7)

BRIEF = ContentBrief.model_validate(
    {
        "workingTitleCandidates": [{"title": f"제목 {n}", "angle": "각도"} for n in range(3)],
        "coreQuestions": ["꿀벌은 도시에서 살 수 있을까?"],
        "narrative": {
            "hookGoal": "놀라움",
            "structure": ["문제", "원인", "전망"],
            "chapters": [
                {"id": f"ch{n}", "goal": goal, "expectedAssets": ["그래프"]}
                for n, goal in enumerate(
                    (
                        "열매가 늘어난 사정",
                        "새가 돌아온 사정",
                        "꿀의 안전",
                        "야생벌의 위기",
                        "계획",
                    ),
                    1,
                )
            ],
        },
        "researchPlan": {
            "newsQuery": [f"도심 양봉 {n}" for n in range(6)],
            "competitorQuery": ["양봉 영상"] * 4,
            "freshnessDays": 30,
        },
    }
)


def article(number: int, **fields: object) -> NewsArticle:
    values: Json = {
        "id": f"a{number}",
        "title": f"도심 양봉 소식 {number}",
        "url": f"https://news{number}.example/a",
        "desc": "요약",
        "published_at": datetime(2026, 11, 1, tzinfo=UTC),
        "query": "도심 양봉",
        "source": f"news{number}.example",
        "content": "벌통 40개를 놓자 열매가 34% 늘었다. 직박구리는 1.6배가 되었다.",
    }
    return NewsArticle(**{**values, **fields})


def fact(
    number: int, content: str | None = None, *, articles: tuple[str, ...] = ("a1",)
) -> NewsFact:
    return NewsFact(
        id=f"F{number}",
        content=content or f"벌통 {number}0개에서 열매가 늘었다.",
        category="Statistic",
        value="",
        visual_proposal="",
        article_id=articles[0],
        article_ids=list(articles),
    )


def news(facts: list[NewsFact], *articles: NewsArticle) -> NewsData:
    return NewsData(
        articles=list(articles or (article(1),)),
        facts=facts,
        queries_used=["도심 양봉"],
        collected_at=datetime(2026, 11, 20, tzinfo=UTC),
    )


def fact_reply(content: str) -> FactReply:
    return FactReply(content=content, category="Fact")


Answer = Json | ProviderError | Callable[[Prompt], Json]


@dataclass
class Answers:
    """A StructuredModel: one answer for each prompt name; what breaks a rule is a BadReply."""

    replies: dict[str, Answer]
    asked: list[Prompt] = field(default_factory=list)
    schemas: dict[str, Json | None] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0

    async def ask(
        self,
        reply_type: type[Reply],
        prompt: Prompt,
        *,
        schema: Json | None = None,
        check: Callable[[Reply], list[str]] | None = None,
        sink: TextSink | None = None,
    ) -> Reply:
        self.asked.append(prompt)
        self.schemas[prompt.name] = schema
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.002)
        self.at_once -= 1
        answer = self.replies[prompt.name]
        if isinstance(answer, ProviderError):
            raise answer
        reply = reply_type.model_validate(answer(prompt) if callable(answer) else answer)
        if check and (errors := check(reply)):
            raise InvalidReply(errors)
        return reply

    def names(self) -> list[str]:
        return [prompt.name for prompt in self.asked]
