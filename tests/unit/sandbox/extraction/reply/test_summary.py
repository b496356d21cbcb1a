"""Summaries of conversations quote what matters and can be brought up to date."""

from app.sandbox.extraction.reply.summary import summarised

TALK = (
    "user: 제 이름은 김민수이고 부산에 살아요.\nassistant: 반갑습니다.\n"
    "user: 안녕!\nassistant: 네.\n"
    "user: 6월 3일에 제주도로 여행을 가려고 해요. 예산은 80만 원이에요.\nassistant: 알겠습니다.\n"
    "user: 렌터카를 빌리는 게 좋을까요?\nassistant: 공항에서 빌리면 20분을 아낄 수 있습니다."
)


def test_facts_questions_and_the_models_news_are_in_it() -> None:
    summary = summarised("", TALK, 5)

    for part in ("김민수", "6월 3일", "80만 원", "렌터카", "20분"):
        assert part in summary
    assert "안녕" not in summary
    assert summary.count("다.") <= 5


def test_an_earlier_summary_is_kept_while_it_matters() -> None:
    summary = summarised("", TALK, 5)
    for day in range(4):
        summary = summarised(
            summary, f"user: {day + 1}일째 숙소는 {day + 10}호예요.\nassistant: 네.", 5
        )

    assert "김민수" in summary
    assert len(summary) < 700


def test_a_summary_in_other_words_is_not_lost() -> None:
    before = "사용자는 제주도 여행을 계획한다. 예산은 80만 원이다."
    summary = summarised(before, "user: 비행기는 오전 9시로 예약했어요.\nassistant: 네.", 5)

    assert summary.startswith(before)
    assert "오전 9시" in summary


def test_english_is_told_in_english() -> None:
    summary = summarised("", "user: I live in Paris and bake bread.\nassistant: noted", 3)
    assert summary == "The user said: “I live in Paris and bake bread.”"


def test_something_is_said_of_every_conversation() -> None:
    assert summarised("", "user: ㅎㅎ\nassistant: 네", 3)
