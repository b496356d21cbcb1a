from app.domain.script_news import ArticleReading, FactReply
from app.nodes.news.facts import grounded, numbered_facts
from tests.unit.nodes.script_examples import article, fact_reply


def reading(*contents: str) -> ArticleReading:
    facts = [fact_reply(content) for content in contents]
    return ArticleReading(summary="요약", summary_short="요약", facts=facts)


def test_a_number_that_the_article_does_not_have_is_left_out_with_a_warning() -> None:
    warnings: list[str] = []
    source = article(1, content="벌통 1,200개를 놓자 열매가 34% 늘었다.")
    said = reading("벌통은 1200개다.", "열매가 35% 늘었다.", "새가 돌아왔다.")
    kept = grounded(source, said, warnings)
    assert [fact.content for fact in kept] == ["벌통은 1200개다.", "새가 돌아왔다."]
    assert warnings == ["news1.example: 기사에 없는 숫자가 든 사실 1개를 뺐습니다."]


def test_a_value_or_proposal_with_a_number_of_its_own_is_emptied() -> None:
    warnings: list[str] = []
    source = article(1, content="벌통 3만 5천 개를 놓자 열매가 34% 늘었다.")
    said = reading("Bees: 35,000 hives.", "열매가 늘었다.", "열매가 많다.")
    said.facts[0] = said.facts[0].model_copy(update={"value": "35,000", "visual_proposal": "34%"})
    said.facts[1] = said.facts[1].model_copy(update={"value": "99%", "visual_proposal": "그래프"})
    said.facts[2] = said.facts[2].model_copy(update={"visual_proposal": "막대그래프: 77%"})
    kept = grounded(source, said, warnings)
    assert [(fact.value, fact.visual_proposal) for fact in kept] == [
        ("35,000", "34%"),
        ("", "그래프"),
        ("", ""),
    ]
    assert warnings == ["news1.example: 사실 2개에서 기사에 없는 숫자를 지웠습니다."]


def test_every_article_has_its_say_before_any_says_its_second() -> None:
    facts = numbered_facts(
        [
            (article(1), [fact_reply("하나."), fact_reply("둘.")]),
            (article(2), [fact_reply("셋.")]),
            (article(3), []),
        ]
    )
    assert [(fact.id, fact.content, fact.article_id) for fact in facts] == [
        ("F1", "하나.", "a1"),
        ("F2", "셋.", "a2"),
        ("F3", "둘.", "a1"),
    ]


def test_what_two_articles_say_is_one_fact_of_both() -> None:
    same: list[FactReply] = [fact_reply("열매가 34% 늘었다.")]
    again = [fact_reply("열매가  34% 늘었다")]
    [fact] = numbered_facts([(article(1), same), (article(2), again), (article(2), same)])
    assert (fact.article_id, fact.article_ids) == ("a1", ["a1", "a2"])
