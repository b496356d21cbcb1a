from app.sandbox.extraction.composer import Composer, Plan
from app.sandbox.extraction.material.material import read_material

TEXT = """폐교가 마을 빵집으로 다시 문을 열었다.
김말순 조합장은 “교실에서 빵 냄새가 나니 꿈만 같습니다”라고 말했다.
하루에 식빵 120개와 단팥빵 200개를 굽는다.
정기동 감독은 빵을 사러 왔다가 고개를 숙였다.
“변명하지 않겠다. 우리가 방심했습니다.”
그러나 버스가 하루 세 번뿐이어서 손님이 오기 어렵다.
정선군 관계자는 “내년 봄까지 셔틀버스를 마련하겠습니다”라고 약속했다."""


def said_by(text: str, panels: int = 4) -> dict[str, str]:
    composer = Composer(read_material([f'<source id="S1">{text}</source>']), Plan(panels))
    return {line.text: line.speaker.name for scene in composer.scenes for line in scene.lines}


def test_people_speak_for_themselves() -> None:
    said = said_by(TEXT, 7)

    assert said["교실에서 빵 냄새가 나니 꿈만 같습니다."] == "김말순 조합장"
    assert said["내년 봄까지 셔틀버스를 마련하겠습니다."] == "정선군 관계자"
    assert said["변명하지 않겠습니다. 우리가 방심했습니다."] == "정기동 감독"


def test_several_people_are_heard_in_four_panels() -> None:
    assert len(set(said_by(TEXT).values()) - {"기자"}) >= 2


def test_words_of_nobody_known_are_not_said() -> None:
    said = said_by("밤에 비가 많이 내렸다. “우리가 꼭 이기겠습니다.” 강물이 크게 불어났다.")

    assert not any("이기겠" in text for text in said)
