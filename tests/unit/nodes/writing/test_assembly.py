"""Every claim points to a fact, every fact to an article, whatever the model wrote."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.script import ChapterReply, ClosingReply, HookReply, ScriptLine
from app.nodes.writing.assembly import Replies, draft_of
from app.nodes.writing.markers import Markers, marker
from tests.unit.nodes.script_examples import BRIEF, REQUEST, article, fact, news

FACTS = [fact(n, articles=("a1", "a2") if n % 2 else ("a2",)) for n in range(1, 9)]
NEWS = news(FACTS, article(1), article(2))

lines = st.lists(
    st.builds(
        ScriptLine,
        text=st.sampled_from(["그렇습니다.", "열매가 늘었습니다.", "왜일까요?"]),
        fact_ids=st.lists(st.sampled_from([each.id for each in FACTS]), max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def replies(*parts: list[ScriptLine]) -> Replies:
    hook, *chapters, closing = parts
    return Replies(
        HookReply(title="제목", hook_type="question", lines=hook, on_screen_cues=["자막"]),
        [
            (plan, ChapterReply(title=plan.goal, narration=chapter, beats=["그래프"]))
            for plan, chapter in zip(BRIEF.narrative.chapters, chapters, strict=True)
        ],
        ClosingReply(lines=closing, cta="의견을 남겨 주세요."),
    )


@given(st.lists(lines, min_size=7, max_size=7))
def test_the_way_back_to_the_articles_is_whole(parts: list[list[ScriptLine]]) -> None:
    draft = draft_of(REQUEST, replies(*parts), NEWS)
    facts = {each.id: each for each in FACTS}
    articles = {each.id: each for each in NEWS.articles}
    assert len(draft.claims) == sum(bool(line.fact_ids) for part in parts for line in part)
    for claim in draft.claims:
        assert claim.fact_ids
        assert set(claim.fact_ids) <= facts.keys()
        mapped = {(e.fact_id, e.article_id) for e in draft.source_map if e.claim_id == claim.id}
        assert mapped == {(f, a) for f in claim.fact_ids for a in facts[f].article_ids}
    assert all(entry.article_url == articles[entry.article_id].url for entry in draft.source_map)
    assert [each.number for each in draft.citations] == list(range(1, len(draft.citations) + 1))
    spoken = " ".join(
        [
            draft.script.hook.text,
            *(chapter.narration for chapter in draft.script.chapters),
            draft.script.closing.text,
        ]
    )
    assert all(citation.marker in spoken for citation in draft.citations)
    assert {each.fact_id for each in draft.citations} == {
        id_ for claim in draft.claims for id_ in claim.fact_ids
    }


def test_markers_are_numbered_by_first_use_over_all_parts() -> None:
    markers = Markers()
    first = [ScriptLine(text="가.", fact_ids=["F3", "F1"]), ScriptLine(text="나?")]
    assert markers.spoken(first) == "가.①② 나?"
    assert markers.spoken([ScriptLine(text="다.", fact_ids=["F1", "F2"])]) == "다.②③"


def test_markers_go_on_after_the_circles_end() -> None:
    assert [marker(n) for n in (1, 20, 21, 35, 36, 50, 51)] == [*"①⑳㉑㉟㊱㊿", "(51)"]


def test_the_request_s_own_id_and_the_length_come_with_it() -> None:
    long = [ScriptLine(text="가" * 160, fact_ids=["F1"])] * 2
    draft = draft_of(REQUEST, replies(*[long] * 7), NEWS)
    assert draft.topic_request_id == REQUEST.topic_recommendation_id
    assert draft.metadata.estimated_duration_min == 7
    assert draft.script_draft_id.startswith("scd_")
    assert draft.script.hook.fact_references == ["F1"]
    assert draft.quality_report.facts_cited == 1
    assert draft.quality_report.articles_cited == 2
