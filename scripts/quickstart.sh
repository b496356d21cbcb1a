#!/usr/bin/env bash
# One command from a fresh clone to a comic; --help says how.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

usage() {
    cat <<EOF
사용법 (usage): $0 "질의" [--article 파일_또는_주소]...
  질의                  무엇에 관한 만화인가, 3자 이상 (what the comic is about)
  --article FILE_OR_URL 바탕이 될 글: 텍스트, Markdown, HTML 파일이나 http(s) 주소. 여러 번 쓸 수 있다
  --language ko|en      만화의 언어 (default: ko)
  --panels N            컷 수, 1~8 (default: 4)
  --url URL             다른 게이트웨이의 주소 (default: the running installation)
설정은 명령 앞에 (settings): APP_PORT=8010 $0 "질의"
EOF
}

if [ $# -eq 0 ]; then
    usage >&2
    exit 2
fi
for argument in "$@"; do
    case "$argument" in
        -h | --help)
            usage
            exit 0
            ;;
        --) break ;;
    esac
done
prepare_environment runtime
"$PYTHON" -m scripts.make_comic --check "$@"
"$PYTHON" -m scripts.services start
code=0
"$PYTHON" -m scripts.make_comic "$@" || code=$?
say "서비스는 계속 실행됩니다. 멈추려면 (to stop): $PROJECT_ROOT/scripts/stop_services.sh"
exit "$code"
