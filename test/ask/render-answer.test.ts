import { expect, test } from 'vitest';
import type { AnswerPart, NamedCall } from '../../src/ask/answer-parts.ts';
import { type AnswerFormat, type Rendered, renderAnswer } from '../../src/ask/render-answer.ts';
import { toCallId } from '../../src/call.ts';
import type { Citation } from '../../src/citation.ts';

const acme = { id: 'acc_1', name: 'Acme' };
const call = (n: number, title = `Talk ${n}`): NamedCall => ({
  id: toCallId(String(n)),
  title,
  startedAt: '2026-11-20T23:30:00.000Z',
  accounts: [acme],
});
const citation = (n: number, quote: string): Citation => ({
  n,
  callId: toCallId('7'),
  callTitle: 'Renewal',
  startedAt: '2026-11-20T23:30:00.000Z',
  accounts: [acme],
  speaker: { name: 'Tove Brandt', side: 'customer' },
  startMs: 61_000 * n,
  endMs: 64_000 * n,
  quote,
  url: `https://here/calls/7?at=${n}`,
  gongUrl: null,
  source: 'same',
});
const CLAIMS = [
  { text: 'They want **a cap**.', citations: [1, 2] },
  { text: 'It is late.', citations: [2] },
];
const answer = (parts: AnswerPart[]): Rendered => ({
  question: 'What did they say?',
  parts,
  claims: CLAIMS,
  citations: [],
});

/** The text of each kind of part; formats differ only in their marks. */
const PARTS: [name: string, parts: AnswerPart[], text: string][] = [
  [
    'sentences that follow each other are one paragraph, around what has no words',
    [
      { kind: 'note', text: 'The model was silent.' },
      { kind: 'lead', text: 'Nothing was found.' },
      { kind: 'nearest' },
      { kind: 'choice', choice: 0 },
      { kind: 'offer', text: 'Last quarter has 2 calls.', question: 'And last quarter?', plan: null },
    ],
    'The model was silent. Nothing was found. Last quarter has 2 calls.',
  ],
  [
    'a lead of claims, with its numbers',
    [{ kind: 'lead', text: 'They want **a cap**. It is late.', claims: [0, 1] }],
    'They want **a cap**. [1][2] It is late. [2]',
  ],
  ['a theme', [{ kind: 'theme', heading: 'Caps', claims: [0] }], '**Caps**\n- They want **a cap**. [1][2]'],
  [
    'what is open',
    [{ kind: 'open', questions: ['when it starts', 'who decides'] }],
    'These calls don’t answer:\n- when it starts\n- who decides',
  ],
  [
    'claims',
    [
      { kind: 'claims', claims: [1, 0] },
      { kind: 'lead', text: 'So far.' },
    ],
    '- It is late. [2]\n- They want **a cap**. [1][2]\n\nSo far.',
  ],
  [
    'a section under its call, its account named where the title does not',
    [
      { kind: 'section', call: call(7, 'Renewal'), account: null, claims: [1], more: 2 },
      { kind: 'section', call: call(8, 'Acme: pilot'), account: acme, claims: [], more: 1 },
    ],
    '**Acme · Renewal, 21 November 2026**\n- It is late. [2]\n- 2 more mentions\n\n**Acme: pilot, 21 November 2026**\n- 1 more mention',
  ],
  [
    'accounts that were counted',
    [
      {
        kind: 'count',
        accounts: [
          { account: acme, mentions: 3, calls: 1, claims: [0, 1] },
          { account: null, mentions: 1, calls: 1, claims: [] },
        ],
      },
    ],
    '- **Acme**: 3 mentions in 1 call [1][2][2]\n- **No known account**: 1 mention in 1 call',
  ],
  [
    'calls that are listed, and those beyond',
    [
      { kind: 'calls', calls: [call(1)], more: 3 },
      { kind: 'calls', calls: [], more: 1 },
    ],
    '- Acme · Talk 1, 21 November 2026\n- … and 3 more calls\n\n… and 1 more call.',
  ],
  [
    'calls that said nothing, or have no words',
    [
      { kind: 'silent', about: 'pricing', calls: [call(1), call(2)] },
      { kind: 'wordless', calls: [call(3)] },
    ],
    'Nothing about pricing was found in 2 calls:\n- Acme · Talk 1, 21 November 2026\n- Acme · Talk 2, 21 November 2026\n\nWithout a transcript:\n- Acme · Talk 3, 21 November 2026',
  ],
];

test.each(PARTS)('%s', (_, parts, text) => {
  const given = answer(parts);
  expect(renderAnswer(given, 'text', 'Europe/Berlin')).toBe(text);
  expect(renderAnswer(given, 'terminal', 'Europe/Berlin')).toBe(text);
  expect(renderAnswer(given, 'markdown', 'Europe/Berlin')).toBe(`**What did they say?**\n\n${text}`);
  expect(renderAnswer(given, 'plain', 'Europe/Berlin')).toBe(`What did they say?\n\n${text.replaceAll('**', '')}`);
});

test.each<[AnswerFormat, string]>([
  ['text', ''],
  ['terminal', '\n\n[1] Renewal, 20 November 2026, 1:01  https://here/calls/7?at=1'],
  ['plain', '\n\n[1] Tove Brandt, Renewal, 20 November 2026, 1:01: “We want a cap.” https://here/calls/7?at=1'],
  ['markdown', '\n\n1. Tove Brandt, [Renewal, 20 November 2026, 1:01](https://here/calls/7?at=1): “We want a cap.”'],
])('as %s its sources stand below it, with their days in the zone', (format, sources) => {
  const given = { ...answer([{ kind: 'lead', text: 'Little.' }]), citations: [citation(1, 'We want a cap.')] };
  const rendered = renderAnswer(given, format, 'UTC');
  expect(rendered.slice(rendered.indexOf('Little.'))).toBe(`Little.${sources}`);
});

test.each<[AnswerFormat, string]>([
  [
    'text',
    '- They want **a cap**. [1][2]\n  Tove Brandt: “A cap, please.”\n  Tove Brandt: “Three percent.”\n- It is late. [2]',
  ],
  [
    'terminal',
    '- They want **a cap**. [1][2]\n  Tove Brandt: “A cap, please.”\n  Tove Brandt: “Three percent.”\n- It is late. [2]',
  ],
  ['markdown', '- They want **a cap**. [1][2]\n- It is late. [2]\n\n1. Tove'],
])(
  'as %s what was said stands once, below the first claim in other words that cites it, or with its source',
  (format, text) => {
    const citations = [citation(1, 'A cap, please.'), citation(2, 'Three percent.')];
    const rendered = renderAnswer({ ...answer([{ kind: 'claims', claims: [0, 1] }]), citations }, format, 'UTC');
    expect(rendered).toContain(text);
    for (const { quote } of citations) expect(rendered).toContain(`“${quote}”`);
  },
);

test('what a guest calls a meeting or themselves is no link and no picture where Markdown is pasted', () => {
  const source = {
    ...citation(1, 'See <img src=x> and [this](https://evil.example).'),
    callTitle: 'Renewal](https://evil.example/login) [open',
  };
  source.speaker = { ...source.speaker, name: '![x](https://evil.example/p.png)' };
  const rendered = renderAnswer(
    { ...answer([{ kind: 'lead', text: 'Little.' }]), citations: [source] },
    'markdown',
    'UTC',
  );
  expect(rendered.match(/(?<!\\)\]\(/g)).toHaveLength(1);
  expect(rendered).toContain('](https://here/calls/7?at=1)');
  expect(rendered).not.toMatch(/(?<!\\)</);
});

test('a claim that quotes is not followed by its quote', () => {
  const claims = [{ text: 'Tove Brandt: “A cap, please.”', citations: [1] }];
  const given = { ...answer([{ kind: 'claims', claims: [0] }]), claims, citations: [citation(1, 'A cap, please.')] };
  expect(renderAnswer(given, 'text', 'UTC')).toBe('- Tove Brandt: “A cap, please.” [1]');
});
