import pytest

from app.domain.errors import ProviderError
from app.domain.script_draft import ScriptDraft
from app.domain.script_news import NewsData, NewsImage
from app.domain.task import Json
from app.nodes.script_writer_node import ScriptWriterNode
from app.services.llm.capped import CappedModel
from app.services.llm.protocol import Prompt
from app.services.llm.reply import InvalidReply
from tests.unit.nodes.script_examples import BRIEF, REQUEST, Answer, Answers, article, fact, news

CHAPTERS = [f"script_write_ch{number}" for number in range(1, 6)]
TITLES = dict(zip(CHAPTERS, ("열매", "새", "꿀", "야생벌", "계획"), strict=True))
FACTS = [fact(number) for number in range(1, 11)]


def first_fact(prompt: Prompt) -> str:
    return prompt.user.rpartition("<facts>")[2].partition("[")[2].partition("]")[0]


def hook(prompt: Prompt) -> Json:
    lines = [{"text": "열매가 늘었습니다.", "fact_ids": [first_fact(prompt)]}]
    return {"title": "제목", "hook_type": "question", "lines": lines, "on_screen_cues": ["자막"]}


def chapter(prompt: Prompt) -> Json:
    lines = [
        {"text": "사실이 밝혀졌습니다.", "fact_ids": [first_fact(prompt)]},
        {"text": "왜일까요?"},
    ]
    return {"title": TITLES[prompt.name], "narration": lines, "beats": ["그래프"]}


CLOSING: Json = {"lines": [{"text": "지켜보겠습니다."}], "cta": "의견을 남겨 주세요."}


def answers(**changes: Answer) -> Answers:
    written: dict[str, Answer] = dict.fromkeys(CHAPTERS, chapter)
    return Answers(
        {"script_write_hook": hook, "script_write_closing": CLOSING, **written, **changes}
    )


async def write(model: Answers | CappedModel, research: NewsData | None = None) -> ScriptDraft:
    update = await ScriptWriterNode(model).run(
        {"request": REQUEST, "brief": BRIEF, "news": research or news(FACTS), "warnings": []}
    )
    draft = update["draft"]
    assert isinstance(draft, ScriptDraft)
    return draft


async def test_hook_then_chapters_at_once_then_closing() -> None:
    model = answers()
    draft = await write(model)
    assert model.names() == ["script_write_hook", *CHAPTERS, "script_write_closing"]
    assert model.most_at_once == 5
    assert [each.chapter_id for each in draft.script.chapters] == [f"ch{n}" for n in range(1, 6)]
    assert [each.title for each in draft.script.chapters] == list(TITLES.values())
    assert draft.metadata.title == "제목"
    assert len(draft.claims) == 6
    assert all(title in model.asked[-1].user for title in TITLES.values())


async def test_no_more_calls_at_once_than_the_limit_allows() -> None:
    model = answers()
    await write(CappedModel(model, 3))
    assert model.most_at_once == 3


async def test_chapters_tell_different_facts_and_can_cite_no_others() -> None:
    model = answers()
    await write(model)
    cited = []
    for name in CHAPTERS:
        schema = model.schemas[name]
        assert schema is not None
        cited += schema["$defs"]["ScriptLine"]["properties"]["fact_ids"]["items"]["enum"]
    assert sorted(cited) == sorted(each.id for each in FACTS)


async def test_what_the_images_show_is_offered_to_the_chapter() -> None:
    image = NewsImage(
        source_url="https://n.example/1.jpg",
        sha256="0" * 64,
        key="images/pictures/00/0.jpg",
        stored_url=None,
        width=300,
        height=200,
        type="chart",
        description="해마다 늘어난 열매",
    )
    model = answers()
    await write(model, news(FACTS, article(1, images=[image])))
    assert all("chart: 해마다 늘어난 열매" in prompt.user for prompt in model.asked[1:6])


@pytest.mark.parametrize(
    "lines",
    [
        [{"text": "열매가 99% 늘었습니다.", "fact_ids": ["F1"]}],
        [{"text": "열매가 늘었습니다.", "fact_ids": ["F99"]}],
        [{"text": "왜일까요?"}],
    ],
    ids=["a number of its own", "no such fact", "nothing stated"],
)
async def test_a_chapter_without_ground_is_not_taken(lines: list[Json]) -> None:
    ungrounded: Json = {"title": "장", "narration": lines, "beats": ["그래프"]}
    with pytest.raises(InvalidReply):
        await write(answers(script_write_ch3=ungrounded))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("script_write_hook", {"title": "99% 늘어난 열매"}),
        ("script_write_hook", {"on_screen_cues": ["99%"]}),
        ("script_write_ch3", {"title": "99%의 비밀"}),
        ("script_write_ch3", {"beats": ["그래프", "막대그래프: 99%"]}),
        ("script_write_closing", {"cta": "99%가 옳을까요?"}),
    ],
)
async def test_a_title_or_a_cue_with_a_number_of_its_own_is_not_taken(
    name: str, change: Json
) -> None:
    usual = answers().replies[name]

    def changed(prompt: Prompt) -> Json:
        assert not isinstance(usual, ProviderError)
        return {**(usual(prompt) if callable(usual) else usual), **change}

    with pytest.raises(InvalidReply):
        await write(answers(**{name: changed}))


async def test_numbers_of_the_topic_facts_and_images_may_be_shown() -> None:
    image = NewsImage(
        source_url="https://n.example/1.jpg",
        sha256="0" * 64,
        key="images/pictures/00/0.jpg",
        stored_url=None,
        width=300,
        height=200,
        type="chart",
        description="2019년부터 늘어난 열매",
    )

    def shown(prompt: Prompt) -> Json:
        return {**chapter(prompt), "beats": ["chart: 2019년부터 늘어난 열매"]}

    draft = await write(answers(script_write_ch3=shown), news(FACTS, article(1, images=[image])))
    assert draft.script.chapters[2].beats == ["chart: 2019년부터 늘어난 열매"]
