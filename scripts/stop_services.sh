#!/usr/bin/env bash
# Stops every service; doing it twice is fine. 0: nothing runs, 1: something did not stop.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

use_environment
exec "$PYTHON" -m scripts.services stop "$@"
