"""The steps of the workflows: their order, and the words in which people see them."""

from dataclasses import dataclass

from app.domain.script import SCRIPT_STEP_LABELS


@dataclass(frozen=True)
class Step:
    """One node of a workflow."""

    node: str
    label: str


COMIC_STEPS = (
    Step("n01_initialize", "초기화"),
    Step("n02_analyze_query", "쿼리 분석"),
    Step("n03_understand_and_plan", "검색 계획"),
    Step("n04_execute_search", "검색 실행"),
    Step("n05_report_generation", "보고서 생성"),
    Step("n05_hitl_review", "품질 검토"),
    Step("n06_save_report", "보고서 저장"),
    Step("n06a_contextual_summary", "맥락 요약"),
    Step("n07_comic_ideation", "아이디어 생성"),
    Step("n08_scenario_generation", "시나리오 작성"),
    Step("n09_image_generation", "이미지 생성"),
    Step("n10_finalize_and_notify", "최종화"),
)

SCRIPT_STEPS = tuple(Step(node, label) for node, label in SCRIPT_STEP_LABELS.items())
