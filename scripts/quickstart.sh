#!/usr/bin/env bash
# One command from a fresh clone to a comic:
#   ./scripts/quickstart.sh "2024년 AI 기술 발전과 사회 변화" [--article FILE_OR_URL]...
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

if [ $# -eq 0 ]; then
    say "사용법 (usage): $0 \"질의\" [--article 파일_또는_URL]..."
    exit 2
fi
prepare_environment runtime
"$PYTHON" -m scripts.services start
code=0
"$PYTHON" -m scripts.make_comic "$@" || code=$?
say "서비스는 계속 실행됩니다. 멈추려면 (to stop): $PROJECT_ROOT/scripts/stop_services.sh"
exit "$code"
