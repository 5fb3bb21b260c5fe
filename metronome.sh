#!/bin/sh
# Sets Metronome up in .venv and runs it. Needs a Python 3.11 or newer with the venv module and, the first time,
# the package index. `./metronome.sh help` lists what it does.
set -eu

cd "$(dirname "$0")"
bin="$PWD/.venv/bin"
period=2021-01..2021-04
report_dir=build/report-2021-01-04
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# A house behind its own certificate authority has it in the system's store, where pip looks too.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
# Compiled code lies with the packages and not in the folders of the source. Without any, a command takes twice as long.
export PYTHONPYCACHEPREFIX="$PWD/.venv/compiled"
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }
stop() { say "metronome.sh: $*"; exit 4; }

# Prints the real interpreter behind a name: a shim may need another shell, or change its mind in another folder.
real_python() {
    "$1" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null
}

# Prints the first interpreter that is new enough and can make an environment; without one, the first new enough.
find_python() {
    second_best=
    for name in "${PYTHON:-}" python3.11 /usr/bin/python3.11 /usr/local/bin/python3.11 \
        python3.12 python3.13 python3 /usr/bin/python3 python; do
        [ -n "$name" ] && python=$(real_python "$name") || continue
        if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
        second_best=${second_best:-$python}
    done
    printf '%s\n' "$second_best"
}

make_environment() {
    python=$(find_python)
    [ -n "$python" ] || stop "no Python 3.11 or newer found; install python3.11 or name one in the variable PYTHON"
    rm -rf .venv
    if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        "$python" -m venv .venv || stop "$python could not make .venv"
    elif command -v uv >/dev/null; then
        "$python" -m venv --without-pip .venv || stop "$python could not make .venv"
    else
        stop "$python has no venv module; run: apt-get install python3-venv"
    fi
}

# uv, pinned by hash, in a folder of its own beside the packages that it keeps in step; else one that is installed.
find_uv() {
    if [ ! -x .venv/uv/bin/uv ] && [ -x "$bin/pip" ]; then
        "$bin/python" -m pip install --quiet --require-hashes --no-deps --target .venv/uv -r tools/uv.txt \
            >>.venv/setup.log 2>&1 || rm -rf .venv/uv
    fi
    if [ -x .venv/uv/bin/uv ]; then
        printf '%s\n' "$PWD/.venv/uv/bin/uv"
    else
        command -v uv || true
    fi
}

# install REQUIREMENTS: exactly what the file names, each package by its hash, and the project itself as it lies here.
# uv is ten times faster; pip is there where uv cannot be had or does not get through.
install() {
    uv=$(find_uv)
    [ -n "$uv" ] && with_uv "$1" >>.venv/setup.log 2>&1 && return
    [ -x "$bin/pip" ] && with_pip "$1" >>.venv/setup.log 2>&1 && return
    stop "the packages could not be installed (is the package index within reach?); details: .venv/setup.log"
}

with_uv() {
    "$uv" pip sync --python "$bin/python" --require-hashes "$1" &&
        "$uv" pip install --python "$bin/python" --no-deps --no-build-isolation --editable .
}

with_pip() {
    "$bin/python" -m pip install --quiet --require-hashes -r "$1" &&
        "$bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .
}

# set_up run|dev: nothing to do when what was installed last is what the files ask for now.
set_up() {
    [ "$1" = dev ] && requirements=requirements-dev.txt || requirements=requirements.txt
    wanted=$(cat pyproject.toml tools/uv.txt requirements-dev.txt requirements.txt | cksum)
    installed=$(cat .venv/installed 2>/dev/null || true)
    if [ "$installed" != "dev $wanted" ] && [ "$installed" != "$1 $wanted" ]; then
        say "Metronome: installing into .venv (needed once; about half a minute)"
        [ -x "$bin/python" ] && "$bin/python" -c '' 2>/dev/null || make_environment
        : >.venv/setup.log
        install "$requirements"
        printf '%s %s\n' "$1" "$wanted" >.venv/installed
    fi
    "$bin/python" tools/messages.py compile --quiet
}

# report VERB...: what the record says, with the documents of the edition in preparation, or of the published one.
report() {
    "$bin/metronome" load reference/metropolis
    "$bin/metronome" "$@" --period "$period" --languages fr,en,es --formats html,pdf,docx,json --out "$report_dir"
}

# Every check runs, so that one run shows everything; it fails if any of them did.
lint() {
    failed=0
    "$bin/ruff" check . || failed=1
    "$bin/ruff" format --check . || failed=1
    "$bin/mypy" || failed=1
    "$bin/lint-imports" --no-logo || failed=1
    "$bin/python" tools/lengths.py
    return $failed
}

help() {
    cat <<'END'
./metronome.sh demo           set up, load the reference data, build the report, serve it on localhost:8000
./metronome.sh report         the same without serving: build/report-2021-01-04/
./metronome.sh serve [...]    serve what is loaded
./metronome.sh test [...]     set up with the tools for development, then pytest with what follows
./metronome.sh test-postgres  the same tests on the PostgreSQL server of METRONOME_TEST_POSTGRES
./metronome.sh lint           ruff, mypy, the import contracts
./metronome.sh bench [...]    the benchmarks
./metronome.sh setup          install what running needs (all others do it by themselves)
./metronome.sh setup-dev      install what development needs
./metronome.sh run ...        the metronome command: ./metronome.sh run check --period 2021-01..2021-04
END
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
    setup) set_up run ;;
    setup-dev) set_up dev ;;
    demo)
        set_up run
        # Documents and letters are written before anything is served, and lead to where it will be.
        METRONOME_ADDRESS=$("$bin/metronome" serve --say-address "$@")
        export METRONOME_ADDRESS
        report demo-report --mark
        "$bin/metronome" observatory load reference/metropolis/observations/population.csv
        # Two vintages of one table, so that there is something to hold against each other.
        "$bin/metronome" observatory load reference/metropolis/observations/population-by-sex-2009.csv
        "$bin/metronome" observatory release 2026-10
        "$bin/metronome" observatory load reference/metropolis/observations/population-by-sex-2014.csv
        "$bin/metronome" observatory release 2026-11
        "$bin/metronome" demo-people
        exec "$bin/metronome" serve "$@"
        ;;
    report)
        set_up run
        report report build
        ;;
    serve)
        set_up run
        exec "$bin/metronome" serve "$@"
        ;;
    test)
        set_up dev
        [ $# -gt 0 ] || set -- -n auto --durations 20 --durations-min 5
        exec "$bin/python" -m pytest "$@"
        ;;
    test-postgres)
        set_up dev
        METRONOME_DATABASE=${METRONOME_TEST_POSTGRES:-postgresql://postgres@127.0.0.1:5432/metronome}
        export METRONOME_DATABASE
        [ $# -gt 0 ] || set -- -n auto
        exec "$bin/python" -m pytest "$@"
        ;;
    lint)
        set_up dev
        lint
        ;;
    bench)
        set_up dev
        exec "$bin/python" -m bench "$@"
        ;;
    run)
        set_up run
        exec "$bin/metronome" "$@"
        ;;
    help | -h | --help) help ;;
    *)
        say "metronome.sh: there is no command '$command'"
        help >&2
        exit 2
        ;;
esac
