#!/usr/bin/env bash
# Runs the tests on servers of their own; an installation may run beside them.
#   --faults, --e2e   add the slow campaigns        everything else goes to pytest
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

skipped=(faults e2e)
arguments=()
for argument in "$@"; do
    case "$argument" in
        --faults | --e2e) skipped=("${skipped[@]/"${argument#--}"/}") ;;
        *) arguments+=("$argument") ;;
    esac
done
expression=""
for marker in "${skipped[@]}"; do
    if [ -n "$marker" ]; then expression+="${expression:+ and }not $marker"; fi
done

prepare_environment dev
cd -- "$PROJECT_ROOT"
exec "$PYTHON" -m pytest -n 2 --dist worksteal -m "$expression" "${arguments[@]}"
