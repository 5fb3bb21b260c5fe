.PHONY: demo test report serve test-browser test-postgres lint bench lock messages help
PORT ?= 8000

demo: ; ./metronome.sh demo --port $(PORT)
test: ; ./metronome.sh test
report: ; ./metronome.sh report
serve: ; ./metronome.sh serve --port $(PORT)
test-browser: ; ./metronome.sh test -m browser
test-postgres: ; ./metronome.sh test-postgres
lint: ; ./metronome.sh lint
bench: ; ./metronome.sh bench
lock: ; sh tools/lock.sh
messages: ; .venv/bin/python tools/messages.py update && .venv/bin/python tools/messages.py compile
help: ; @./metronome.sh help
