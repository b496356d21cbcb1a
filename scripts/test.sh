#!/usr/bin/env bash
# Runs the tests on servers of their own; an installation may run beside them.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

usage() {
    cat <<EOF
사용법 (usage): $0 [--e2e] [pytest의 인자...]
               $0 --faults N [--seed S] [--lease 초] [--keep]
  --e2e        새로 받은 저장소에서 만화까지 가는 시험도 한다 (from a fresh clone to a comic)
  -m faults    오래 걸리는 고장 시험만 한다 (only the long tests of faults)
  --faults N   시험 대신, 작업을 받으면서 고장을 N번 일으키고 판정한다 (a campaign of N random faults)
  --seed S     같은 씨앗은 같은 고장을 되풀이한다 (repeats the same faults)
  --lease 초   작업의 리스 (default: the product's)
  --keep       로그와 파일을 남긴다 (keep the logs)
고장 시험은 잃거나 두 번 나타난 것이 하나라도 있으면 1로 끝난다.
EOF
}

campaign() {
    prepare_environment dev
    cd -- "$PROJECT_ROOT"
    exec "$PYTHON" -m tests.faults.campaign "$@"
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
            campaign "$@"
            ;;
        --e2e) expression="not faults" ;;
        *) arguments+=("$1") ;;
    esac
    shift
done

prepare_environment dev
cd -- "$PROJECT_ROOT"
exec "$PYTHON" -m pytest -n 2 --dist worksteal -m "$expression" "${arguments[@]}"
