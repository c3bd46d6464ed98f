import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { besideCode } from '../shipped-files.ts';
import { countWords } from '../word-spans.ts';
import { readScripts } from './invented-world.ts';

/** As much of a call as search embeds at a time. */
const STRETCH_WORDS = 120;

const questionSchema = z.object({
  question: z.string(),
  accounts: z.array(z.string()).default([]),
  expected: z.object({ quotes: z.array(z.string()).default([]) }),
});

/**
 * The invented calls in stretches of whole turns, and the questions about them that have an answer: what embedding
 * models are measured on. A question that names accounts is asked of their calls alone, without the names.
 */
export function readProbe() {
  const scripts = readScripts();
  const stretches = scripts.flatMap(({ account, calls }) =>
    calls.flatMap(({ title, turns }) =>
      inStretches(turns.map(({ sentences }) => sentences.join(' '))).map((text) => ({
        account: account?.name ?? null,
        text: `${title}. ${text}`,
      })),
    ),
  );
  const lines = readFileSync(besideCode('demo/questions.jsonl'), 'utf8').split('\n').filter(Boolean);
  const questions = lines.flatMap((line) => {
    const { question, accounts, expected } = questionSchema.parse(JSON.parse(line));
    const among = [...stretches.keys()].filter(
      (at) => accounts.length === 0 || accounts.includes(stretches[at]?.account ?? ''),
    );
    const answers = among.filter((at) => expected.quotes.some((quote) => stretches[at]?.text.includes(quote)));
    const asked = accounts
      .reduce((text, name) => text.replace(`@${name}`, ' '), question)
      .replace(/@[\p{L}\d-]+/gu, ' ');
    return answers.length > 0 ? [{ question: asked.replace(/\s+/g, ' ').trim(), among, answers }] : [];
  });
  return { texts: stretches.map(({ text }) => text), questions };
}

function inStretches(turns: readonly string[]): string[] {
  const stretches: { words: number; turns: string[] }[] = [];
  for (const turn of turns) {
    const words = countWords(turn);
    const open = stretches.at(-1);
    if (open && open.words + words <= STRETCH_WORDS) {
      open.words += words;
      open.turns.push(turn);
    } else stretches.push({ words, turns: [turn] });
  }
  return stretches.map((one) => one.turns.join(' '));
}
