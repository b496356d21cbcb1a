#!/usr/bin/env bash
# Runs the tests on servers of their own; an installation may run beside them.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

usage() {
    cat <<EOF
사용법 (usage): $0 [--e2e] [pytest의 인자...]
               $0 --faults N [--seed S] [--lease 초] [--keep]
               $0 --defects [이름의 일부]
  --e2e        새로 받은 저장소에서 만화까지 가는 시험도 한다 (from a fresh clone to a comic)
  -m faults    오래 걸리는 고장 시험만 한다 (only the long tests of faults)
  --faults N   시험 대신, 작업을 받으면서 고장을 N번 일으키고 판정한다 (a campaign of N random faults)
  --seed S     같은 씨앗은 같은 고장을 되풀이한다 (repeats the same faults)
  --lease 초   작업의 리스 (default: the product's)
  --keep       로그와 파일을 남긴다 (keep the logs)
  --defects    규칙을 하나씩 빼고 어느 시험이 알아채는지 본다 (plants defects, says which test notices)
고장 시험은 잃거나 두 번 나타난 것이 하나라도 있으면 1로 끝난다.
EOF
}

prepare() {
    prepare_environment dev
    cd -- "$PROJECT_ROOT"
}

expression="not faults and not e2e"
arguments=()
while [ $# -gt 0 ]; do
    case "$1" in
        -h | --help)
            usage
            exit 0
            ;;
        --faults)
            shift
            prepare
            exec "$PYTHON" -m tests.faults.campaign "$@"
            ;;
        --defects)
            shift
            prepare
            exec "$PYTHON" -m tests.faults.defects "$@"
            ;;
        --e2e) expression="not faults" ;;
        *) arguments+=("$1") ;;
    esac
    shift
done

prepare
code=0
"$PYTHON" -m pytest -n 3 --dist worksteal -m "$expression" "${arguments[@]}" || code=$?
if [ "$code" -ne 1 ]; then exit "$code"; fi
# Some tests hold limits of a second while others keep the processors busy: a failure counts when it
# happens again with nothing beside it.
say "실패한 시험을 혼자서 한 번 더 합니다 (once more, alone)"
exec "$PYTHON" -m pytest -m "$expression" "${arguments[@]}" -n 0 --last-failed \
    --last-failed-no-failures none --maxfail 1
