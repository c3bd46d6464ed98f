import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { evaluateAnswers } from '../ask/evaluate-answers.ts';
import { besideCode } from '../shipped-files.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { parseOptions } from './options.ts';
import { readTextFile } from './read-text-file.ts';

/** The questions about the demo's invented calls. */
const OUR_SET = besideCode('demo/questions.jsonl');

export const evalAnswers: RunCommand = async (services, args, io, cwd) => {
  const { values, positionals } = parseOptions(
    args,
    { ...ACTING, data: 'string', out: 'string', against: 'string', json: 'boolean' },
    { min: 1, max: 1, what: 'the name "answers"' },
  );
  if (positionals[0] !== 'answers')
    throw new UsageError(`There is no evaluation "${positionals[0]}" here: "answers" scores a set of questions.`);
  const viewer = await actingAs(services, values);
  const set = await readTextFile(values.data === undefined ? OUR_SET : resolve(cwd, values.data));
  const other = values.against === undefined ? null : await readTextFile(resolve(cwd, values.against));
  const wish = { set, other, prefersCases: values.data === undefined };
  const { asked, score, lines } = await evaluateAnswers(services, viewer, wish, io.signal, (done, of) => {
    if (done % 10 === 0 || done === of) io.err(`eval: ${done} of ${of} questions`);
  });
  if (asked === 'cases') io.err("eval: asked the organization's own cases");
  if (values.out !== undefined) await writeFile(resolve(cwd, values.out), `${JSON.stringify(score, null, 2)}\n`);
  if (values.json) io.out(JSON.stringify(score));
  else for (const line of lines) io.out(line);
  return EXIT.done;
};
