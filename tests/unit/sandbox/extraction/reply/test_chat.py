"""Turns of a conversation are answered from what was said in it."""

import pytest

from app.sandbox.extraction.model import answer
from app.sandbox.extraction.turn import Turn


def reply(*texts: str, system: str = "") -> str:
    roles = ("user", "assistant")
    turns = [Turn(roles[at % 2], text) for at, text in enumerate(texts)]
    return answer([Turn("system", system), *turns], schema=None, json_only=False)


@pytest.mark.parametrize(
    ("told", "asked", "part"),
    [
        ("제 이름은 김민수이고 부산에 살아요.", "제 이름이 뭐라고 했죠?", "김민수"),
        ("우리 팀 회의는 매주 화요일 오전 10시예요.", "회의가 언제였지?", "화요일 오전 10시"),
        ("어제는 고등어를 먹었어요.", "내가 아까 뭐라고 했지?", "고등어"),
        ("지난주에 부산으로 여행을 다녀왔습니다.", "제가 어디로 여행을 다녀왔죠?", "부산"),
        ("My sister Ada works in Paris.", "Where does my sister work?", "Paris"),
    ],
)
def test_what_was_said_is_remembered(told: str, asked: str, part: str) -> None:
    assert part in reply(told, "네.", asked)
    assert part not in reply(asked)


def test_that_it_was_asked_before_is_no_answer() -> None:
    summary = "<summary>\n사용자는 “질문 3: 수달은 무엇을 먹어?”라고 물었다.\n</summary>"
    assert "질문 3" not in reply("질문 4: 수달은 무엇을 먹어?", system=summary)


def test_what_the_model_repeated_is_recalled_once() -> None:
    told = "지난주에 부산으로 여행을 다녀왔습니다."
    assert reply(told, told, "제가 어디로 여행을 다녀왔죠?").count("부산") == 1


@pytest.mark.parametrize(
    ("told", "wish"),
    [
        ("달은 지구를 돈다.", "달을 한 문장으로 설명해줘"),
        ("Redis는 메모리에 자료를 두는 저장소입니다.", "Redis를 설명해 주세요."),
        ("The moon orbits the Earth.", "Explain the moon in one sentence."),
    ],
)
def test_one_sentence_is_enough_to_explain_from(told: str, wish: str) -> None:
    assert reply(f"{told} {wish}") == told
    assert reply(f"{wish}\n{told}") == told


def test_what_a_message_tells_about_something_else_explains_nothing() -> None:
    assert "답할 글이" in reply("저는 배가 고파요. 비동기를 설명해줘")


def test_the_newest_message_is_answered_not_an_earlier_request() -> None:
    assert "점심" in reply("이 글을 요약해줘.", "글이 없습니다.", "점심은 비빔밥으로 정했어요.")


def test_a_summary_in_the_system_prompt_is_part_of_the_conversation() -> None:
    summary = "<summary>\n사용자의 강아지 이름은 보리다.\n</summary>"
    assert "보리" in reply("강아지 이름이 뭐였지?", system=summary)


def test_a_text_from_before_can_be_summarised() -> None:
    text = "한빛시는 시내버스를 수소버스로 바꾸었다. 소음이 절반으로 줄었다. 충전소는 두 곳뿐이다."
    assert "수소버스" in reply(text, "네.", "두 문장으로 요약해줘.")


@pytest.mark.parametrize(
    "message", ["안녕하세요!", "고마워요", "17번째 메시지", "비가 왔어요.", "금리가 뭐야?"]
)
def test_every_answer_says_what_it_answers(message: str) -> None:
    assert message in reply(message)


@pytest.mark.parametrize(
    ("request_", "sentences"), [("한 문장으로 요약해줘.", 1), ("두 문장으로 요약해줘.", 2)]
)
def test_as_many_sentences_as_are_wanted(request_: str, sentences: int) -> None:
    text = "첫째 마을에는 우물이 있다. 둘째 마을에는 다리가 있다. 셋째 마을에는 시장이 있다."
    assert reply(f"{request_}\n{text}").count("있다.") == sentences


def test_a_list_is_a_list() -> None:
    text = "첫째 마을에는 우물이 있다. 둘째 마을에는 다리가 있다. 셋째 마을에는 시장이 있다."
    assert reply(f"핵심을 2가지로 정리해줘.\n{text}").splitlines()[0].startswith("- ")


def test_a_length_is_kept() -> None:
    text = "한빛시는 시내버스를 수소버스로 바꾸었다. 승객은 소음이 줄었다고 말했다. 충전소는 적다."
    assert len(reply(f"40자 이내로 요약해줘.\n{text}")) <= 40
