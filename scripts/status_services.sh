#!/usr/bin/env bash
# Shows what runs. 0: all, 1: some do not, 2: wrong settings, 3: nothing.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

use_environment
exec "$PYTHON" -m scripts.services status "$@"
