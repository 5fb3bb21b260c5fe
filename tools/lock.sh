#!/bin/sh
# Resolves the dependencies of pyproject.toml again and writes them down with hashes, without any index or host.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/uv/bin/uv}
export UV_CUSTOM_COMPILE_COMMAND="make lock"

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links "$@"
}

# Spark is 457 MB that few need: who moves to it installs the extra itself (docs/scaling.md).
extras="--extra observatory --extra calls"
# shellcheck disable=SC2086 # several words are meant
compile pyproject.toml $extras --group build --output-file requirements.txt
# shellcheck disable=SC2086
compile pyproject.toml $extras --group build --group dev --constraint requirements.txt --output-file requirements-dev.txt
printf 'uv==%s\n' "$("$uv" --version | cut -d' ' -f2)" | compile - --output-file tools/uv.txt
