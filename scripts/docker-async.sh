#!/usr/bin/env bash
# The service in containers: build, run, try, stop.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

usage() {
    cat <<EOF
사용법 (usage): $0 build | compose | test | logs | stop
  build    이미지를 만든다 (docker compose build)
  compose  모든 컨테이너를 뒤에서 시작한다 (docker compose up -d)
  test     떠 있는 서비스의 상태와 이야기 편집을 확인한다. 주소는 BASE_URL (기본 http://localhost:8000)
  logs     로그를 따라간다
  stop     멈추고 지운다. 데이터(볼륨)는 남는다
EOF
}

try() {
    local base=${BASE_URL:-http://localhost:8000}
    local -a key=()
    [ -z "${API_KEY:-}" ] || key=(-H "Authorization: Bearer $API_KEY")
    # The workers need some seconds to start; until then /health says 503.
    curl -fsS --retry 30 --retry-delay 2 --retry-all-errors -o /dev/null "$base/health" 2>/dev/null || true
    for path in /health /async-status /performance; do
        printf '%s ' "$path"
        curl -fsS "${key[@]}" "$base$path"
        echo
    done
    printf '/edit-scenario-async '
    curl -fsS "${key[@]}" -H 'Content-Type: application/json' -d @- "$base/edit-scenario-async" <<'STORY'
{"chapterId": "1111", "editRequest": "소식을 더 흥미진진하게 만들어주세요.",
 "story": "[{\"turn_number\":1,\"result\":\"장이 열립니다.\",\"news\":\"오늘은 맑습니다.\",\"news_tag\":\"all\",\"stocks\":[{\"name\":\"벽돌집\",\"risk_level\":\"저위험\",\"description\":\"튼튼해요.\",\"before_value\":100,\"current_value\":100,\"expectation\":\"차분해요.\"}]}]"}
STORY
    echo
}

case "${1:-}" in
    build) exec docker compose build ;;
    compose) exec docker compose up -d ;;
    test) try ;;
    logs) exec docker compose logs -f ;;
    stop) exec docker compose down ;;
    *)
        usage
        [ "${1:-}" = --help ] || [ "${1:-}" = -h ] || exit 2
        ;;
esac
