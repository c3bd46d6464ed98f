import { expect, test } from 'vitest';
import type { Answer } from '../../src/ask/answer.ts';
import { answerText } from '../../src/web/ask/answer-text.ts';

const answer = {
  question: 'What did they say?',
  text: 'Nothing **much**.',
  claims: [{ text: 'They want **a cap**.', citations: [1, 2] }],
  citations: [
    {
      n: 1,
      callId: '7',
      callTitle: 'Renewal',
      startedAt: '2026-11-20T23:30:00.000Z',
      accounts: [],
      speaker: { name: 'Tove Brandt', side: 'customer' },
      startMs: 61_000,
      endMs: 64_000,
      quote: 'We want a cap.',
      url: 'https://here/calls/7?at=61000',
    },
  ],
} as unknown as Answer;

test('an answer is pasted with its citations, as Markdown and as plain text', () => {
  expect(answerText(answer, 'markdown', 'Europe/Berlin')).toBe(
    '**What did they say?**\n\n- They want **a cap**. [1][2]\n\n1. Tove Brandt, [Renewal, 21 Nov 2026, 1:01](https://here/calls/7?at=61000): “We want a cap.”',
  );
  expect(answerText(answer, 'plain', 'UTC')).toBe(
    'What did they say?\n\n- They want a cap. [1][2]\n\n[1] Tove Brandt, Renewal, 20 Nov 2026, 1:01: “We want a cap.” https://here/calls/7?at=61000',
  );
});

test('an answer without claims is its text', () => {
  expect(answerText({ ...answer, claims: [], citations: [] }, 'plain', 'UTC')).toBe(
    'What did they say?\n\nNothing much.',
  );
});
