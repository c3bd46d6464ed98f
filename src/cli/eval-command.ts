import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { App } from '../app.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { parseOptions, required } from './options.ts';
import { readTextFile } from './read-text-file.ts';

/** The questions about the demo's invented calls. */
const OUR_SET = new URL('../demo/questions.jsonl', import.meta.url);

export const evalCommand = {
  usage:
    'eval answers --organization ID [--data FILE.jsonl] [--as EMAIL] [--out FILE.json] [--against FILE.json] [--json]',
  async run(app: App, args: string[], io: Io, cwd: string): Promise<number> {
    const { values, positionals } = parseOptions(
      args,
      { organization: 'string', data: 'string', as: 'string', out: 'string', against: 'string', json: 'boolean' },
      { min: 1, max: 1, what: 'the name "answers"' },
    );
    if (positionals[0] !== 'answers')
      throw new UsageError(`There is no evaluation "${positionals[0]}" here: "answers" scores a set of questions.`);
    const id = required(values.organization, '--organization ID');
    const viewer = await app.viewer(id, values.as);
    const set = await readTextFile(values.data === undefined ? OUR_SET : resolve(cwd, values.data));
    const other = values.against === undefined ? null : await readTextFile(resolve(cwd, values.against));
    const { score, lines } = await app.evaluateAnswers(viewer, set, other, io.signal, (done, of) => {
      if (done % 10 === 0 || done === of) io.err(`eval: ${done} of ${of} questions`);
    });
    if (values.out !== undefined) await writeFile(resolve(cwd, values.out), `${JSON.stringify(score, null, 2)}\n`);
    if (values.json) io.out(JSON.stringify(score));
    else for (const line of lines) io.out(line);
    return EXIT.done;
  },
};
