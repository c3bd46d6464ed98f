import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../support/read-long-texts.ts', import.meta.url));
/** So long a text takes seconds when each letter is looked at once, and hours when it is at each other letter. */
const HARD_LIMIT_MS = 150_000;

test.each([
  'clausesOf',
  'sentencesOf',
  'stretchesIn',
  'contrastsIn',
  'movedIn',
  'otherSpellings',
  'saidFigures',
  'cutSentences',
  'domainOf',
  'readLines',
])(
  'a text of one sign without an end keeps %s for as long as it is long, and not its square',
  { timeout: HARD_LIMIT_MS + 10_000 },
  async (reader) => {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, reader], { timeout: HARD_LIMIT_MS });
    expect(stdout).toBe('read\n');
  },
);
