#!/usr/bin/env bash
# From an empty folder to a checked answer by the documented commands alone: simulator, organization, accounts, connection, sync, ask.
# Usage: test/evals/by-commands.sh [DIR]        DIR holds calls.jsonl, transcripts.jsonl, users.jsonl, accounts.csv, questions.jsonl
# FROM and TO say which calls are synced, as their vectors take ten seconds each; QUESTION what is asked.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=$(realpath "${1:-../shared/data/earnings21}")
work=$(mktemp -d)
export DATA_DIR=$work/data LOG_LEVEL=error
colloquy() { npx --no-install colloquy "$@"; }

# The simulator itself, not npx: a signal to npx would leave it running.
node_modules/.bin/node bin/colloquy.js gong-simulator --data "$data" --port 0 --key key --secret secret > "$work/simulator" 2> /dev/null &
simulator=$!
trap 'kill $simulator 2> /dev/null; rm -rf "$work"' EXIT
until grep -q listening "$work/simulator"; do sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*' "$work/simulator")

id=$(colloquy organization create Evaluation --admin admin@northbridge.example --domains northbridge.example | grep -o 'org_[a-z0-9]*')
colloquy accounts import "$data/accounts.csv" --organization "$id"
colloquy gong connect --organization "$id" --access-key key --access-key-secret secret --base-url "$url"
colloquy sync --organization "$id" --from "${FROM:-2026-05-01}" --to "${TO:-2026-06-30}" --wait
question="${QUESTION:-What did we discuss with @Hershey Company about pricing?}"
colloquy ask "$question" --organization "$id" --as-of 2026-11-22T12:00:00Z --json > "$work/answer.json"
colloquy ask "$question" --organization "$id" --as-of 2026-11-22T12:00:00Z

# Every quote must be the transcript's own sentences between its start and end, joined by one space.
node_modules/.bin/node --input-type=module - "$data/transcripts.jsonl" "$work/answer.json" <<'JS'
import { readFileSync } from 'node:fs';
const [transcripts, answer] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const said = new Map(transcripts.trim().split('\n').map((line) => JSON.parse(line)).map((row) => [row.callId, row.transcript.flatMap((turn) => turn.sentences)]));
const { citations } = JSON.parse(answer);
const wrong = citations.filter(({ callId, startMs, endMs, quote }) =>
  said.get(callId).filter((one) => one.start >= startMs && one.end <= endMs).map((one) => one.text).join(' ') !== quote);
console.log(`${citations.length} citations, ${wrong.length} not equal to the transcript`);
process.exit(citations.length > 0 && wrong.length === 0 ? 0 : 1);
JS
