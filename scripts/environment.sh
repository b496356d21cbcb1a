# Sourced by the other scripts: makes the virtual environment ready.
#   prepare_environment runtime|dev   installs what is missing
#   use_environment                   only uses what is there
# Both leave the interpreter in "$PYTHON"; it imports from the project, whatever directory we are in.

PROJECT_ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
VENV="$PROJECT_ROOT/.venv"
VENV_MIN_MB=900
UV_VERSION="0.13.8"
PYTHON="$VENV/bin/python"
export PYTHONPATH="$PROJECT_ROOT" PYTHONSAFEPATH=1

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

use_environment() {
    if [ -f "$VENV/.installed-runtime" ]; then return; fi
    say "아직 설치되지 않았습니다. 먼저 실행하세요: $PROJECT_ROOT/scripts/quickstart.sh (not installed)"
    exit 3
}

prepare_environment() {
    local lock
    if is_installed "$1"; then return; fi
    [ -w "$PROJECT_ROOT" ] || fail "$PROJECT_ROOT 폴더에 쓸 권한이 없습니다 (no permission to write)."
    exec {lock}<"${BASH_SOURCE[0]}"
    if command -v flock >/dev/null; then flock "$lock"; fi
    if ! python_is_usable "$PYTHON"; then make_venv; fi
    if ! is_installed "$1"; then install_requirements "$1"; fi
    exec {lock}<&-
}

# The stamp holds the checksum of what was installed, so nothing is installed twice.
is_installed() {
    local stamp="$VENV/.installed-$1"
    [ -f "$stamp" ] && [ "$(cat -- "$stamp")" = "$(checksum "$1")" ] && python_is_usable "$PYTHON"
}

checksum() { cksum <"$(requirements_file "$1")"; }

requirements_file() {
    if [ "$1" = dev ]; then
        printf '%s' "$PROJECT_ROOT/requirements-dev.txt"
    else
        printf '%s' "$PROJECT_ROOT/requirements.txt"
    fi
}

python_is_usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if python_is_usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 이상이 필요합니다: sudo apt-get install python3 python3-venv (Python 3.11+ is required)."
}

make_venv() {
    local python free
    python="$(find_python)" || exit 1
    free="$(df -Pm -- "$PROJECT_ROOT" | awk 'NR == 2 { print $4 }')"
    if [ "${free:-$VENV_MIN_MB}" -lt "$VENV_MIN_MB" ]; then
        fail "디스크 공간이 부족합니다: ${free} MB가 남았고 ${VENV_MIN_MB} MB가 필요합니다 (disk almost full)."
    fi
    say "가상 환경을 만듭니다 (creating $VENV)"
    rm -rf -- "$VENV"
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        fail "python3-venv가 없습니다: sudo apt-get install python3-venv (python3-venv is missing)."
    fi
    "$python" -m venv -- "$VENV" || fail "가상 환경을 만들지 못했습니다 (could not create $VENV)."
}

install_requirements() {
    local file log="$VENV/install.log"
    file="$(requirements_file "$1")"
    say "패키지를 설치합니다. 처음 한 번만 걸립니다 (installing ${file##*/})"
    if ! install_with_uv "$file" >"$log" 2>&1 && ! install_with_pip "$file" >>"$log" 2>&1; then
        explain_failed_install "$log"
    fi
    checksum "$1" >"$VENV/.installed-$1"
    if [ "$1" = dev ]; then checksum runtime >"$VENV/.installed-runtime"; fi
}

# The lists are complete. A resolver would still look at what is newer, and pip 23 stumbles over that.
install_with_uv() {
    local uv
    uv="$(command -v uv || true)"
    if [ -z "$uv" ]; then
        "$PYTHON" -m pip install --quiet --retries 2 "uv==$UV_VERSION" || return 1
        uv="$VENV/bin/uv"
    fi
    "$uv" pip install --compile-bytecode --python "$PYTHON" --no-deps --require-hashes -r "$1"
}

install_with_pip() {
    "$PYTHON" -m pip install --no-deps --require-hashes -r "$1"
}

explain_failed_install() {
    tail -n 5 -- "$1" >&2
    if grep -qi 'no space left' "$1"; then
        fail "디스크가 가득 차서 패키지를 설치하지 못했습니다 (disk full)."
    fi
    if grep -qiE 'resolution|resolve host|connection|network|timed out|dns error|from versions: none' "$1"; then
        fail "인터넷에 연결할 수 없어 패키지를 설치하지 못했습니다 (no network). 자세한 내용: $1"
    fi
    fail "패키지를 설치하지 못했습니다 (installation failed). 자세한 내용: $1"
}
