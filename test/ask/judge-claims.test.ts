import { expect, test } from 'vitest';
import { judgeClaims } from '../../src/ask/judge-claims.ts';
import type { ModelPiece } from '../../src/ask/model.ts';
import { aMoment } from '../support/moments.ts';

const evidence = aMoment({ sentences: [{ startMs: 0, endMs: 900, text: 'It is too dear.' }] });
const quotes = [{ evidence, sentences: evidence.segment.sentences }];
const claims = ['It is dear.', 'It is cheap.', 'It is far too dear.', 'It is.'].map((text) => ({ text, quotes }));
const asked = { question: 'What does it cost?', timeZone: 'UTC' };
const judge = (text: string) => ({
  async *stream(): AsyncGenerator<ModelPiece> {
    yield { kind: 'text', text };
    yield { kind: 'end', finish: 'stop', usage: null };
  },
});
const hanging = {
  async *stream(_: unknown, signal: AbortSignal): AsyncGenerator<ModelPiece> {
    yield { kind: 'text', text: '{' };
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw signal.reason;
  },
};
const never = new AbortController().signal;

test('each claim has its verdict, whatever their order, and none where the judge gave none', async () => {
  const reply = JSON.stringify({
    verdicts: [
      { id: 'c2', verdict: 'not_carried', text: '' },
      { id: 'c1', verdict: 'carried' },
      { id: 'c3', verdict: 'reworded', text: ' It is too dear. ' },
      { id: 'c9', verdict: 'carried' },
    ],
  });
  expect(await judgeClaims(judge(`Here you are: ${reply}`), asked, claims, never)).toEqual([
    { kind: 'carried' },
    { kind: 'not_carried' },
    { kind: 'reworded', text: 'It is too dear.' },
    null,
  ]);
});

test('a new wording without words carries nothing', async () => {
  const reply = '{"verdicts":[{"id":"c1","verdict":"reworded","text":"  "}]}';
  expect(await judgeClaims(judge(reply), asked, claims.slice(0, 1), never)).toEqual([{ kind: 'not_carried' }]);
});

test('a judge that takes too long is not waited for; a reader who leaves ends it', async () => {
  expect(await judgeClaims(hanging, asked, claims, never, 20)).toBeNull();
  const stop = new AbortController();
  const judging = judgeClaims(hanging, asked, claims, stop.signal);
  stop.abort(new Error('left'));
  await expect(judging).rejects.toThrow('left');
});
