"""The documents' own edit, byte for byte as their clients send it."""

PAYLOAD = {
    "chapterId": "async-test-001",
    "story": (
        '[{"turn_number":1,'
        '"result":"마법 왕국에 오신 것을 환영합니다! 마법사들이 모험을 시작합니다.",'
        '"news":"오늘은 화창한 날씨입니다!","news_tag":"all","stocks":[{"name":"🧙♂️ 화염 마법사",'
        '"risk_level":"고위험 고수익","description":"강력한 화염 마법을 구사합니다.",'
        '"before_value":100,"current_value":100,'
        '"expectation":"화창한 날씨가 도움이 될 것 같아요!"}]}]'
    ),
    "editRequest": (
        "스토리를 더 흥미진진하게 만들어주세요. 더 많은 모험 요소를 추가하고 마법사들 간의 경쟁을 "
        "더 치열하게 만들어주세요."
    ),
}
