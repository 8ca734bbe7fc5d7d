#!/usr/bin/env bash
# An autograder for Classroom 50: run in the student's checkout, it writes ./result.json, and the
# student's page as ./release-body.md. It ends with 0 for any grade, with another code when it cannot
# grade. COURSE_SECRET has to be set; BACKPROP_COURSE is what pip installs, if it is not there yet.
set -euo pipefail
command -v backprop-course > /dev/null || python3 -m pip install --quiet "$BACKPROP_COURSE"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
(umask 077 && printf '%s' "$COURSE_SECRET" > "$work/secret.txt")
SUBMITTED_AT="$(TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)"
export SUBMITTED_AT
backprop-course grade . --student "$OWNER" --results "$work/graded" --secret "$work/secret.txt" \
    --also classroom50 --require-isolation L2
cp "$work/graded/classroom50/result.json" result.json
cat "$work"/graded/feedback/*.md > release-body.md
