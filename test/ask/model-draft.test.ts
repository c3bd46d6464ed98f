import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  claimsJson,
  excerptsOf,
  isAnswerPrompt,
  isJudgePrompt,
  isSearchPrompt,
  judgedIn,
  openAsking,
  verdictsJson,
} from '../support/asking.ts';
import type { Script } from '../support/scripted-model.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

const QUESTION = 'What did we discuss with @Acme about pricing?';
const CALLS: SpokenCall[] = Array.from({ length: 12 }, (_, n) => ({
  id: String(4000 + n),
  title: `Talk ${n}`,
  says: [
    [
      'tove@acme.example',
      `The price of plan ${n} is ${100 + n} euros a month, and it is too high for a plant of our size.`,
    ],
    [
      'robin@ours.example',
      `I can offer a discount of ${n + 2} percent on the price if you sign by Friday of that week.`,
    ],
  ],
}));
CALLS.push({
  id: '4100',
  title: 'Board',
  says: [
    [
      'tove@acme.example',
      'On the price I have spoken with our finance people at length, and they see the price of the plan for the plant as the one thing that still has to be settled before we can sign anything at all with you.',
    ],
    ['robin@ours.example', 'Then let us hear what Ingrid makes of it.'],
  ],
});

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(CALLS);
});
beforeEach(() => {
  asking.server.prompts.length = 0;
});
afterAll(() => asking.close());

const proved = (prompt: string, count = 2) =>
  claimsJson(
    excerptsOf(prompt)
      .slice(0, count)
      .map(({ id, text }) => ({ text, quotes: [[id, text]] })),
  );
const ask = (script: (prompt: string) => Script, options: { contextTokens?: number } = {}) => {
  asking.server.set((prompt) => (isSearchPrompt(prompt) ? { kind: 'says', text: '{}' } : script(prompt)));
  return asking.ask(QUESTION, { withModel: true, ...options });
};

test('an answer that was cut off keeps its whole claims and says that it was cut', async () => {
  const { answer } = await ask((prompt) => {
    const text = proved(prompt, 3);
    return { kind: 'says', text: text.slice(0, text.length - 40), finish: 'length' };
  });
  expect(answer).toMatchObject({ status: 'partial', model: 'scripted', notes: [expect.stringContaining('cut off')] });
  expect(answer.claims).toHaveLength(2);
});

test('a model that repeats itself is heard out no longer, and says each thing once', async () => {
  const { answer } = await ask((prompt) => {
    const once = proved(prompt, 1);
    return {
      kind: 'says',
      text: once.replace(/(\{"claims":\[)([\s\S]*)\]\}$/, (_, start, claim) => `${start}${`${claim},`.repeat(300)}`),
    };
  });
  expect(answer).toMatchObject({ status: 'partial', model: 'scripted', notes: [expect.stringContaining('cut off')] });
  expect(answer.claims).toHaveLength(1);
});

test.each(['{"claims":[{"text":"and so ', '{', '"claims" '])(
  'a model that never stops saying %s ends in quotes',
  async (text) => {
    const { answer } = await ask(() => ({ kind: 'repeats', text }));
    expect(answer).toMatchObject({ status: 'answered', model: null });
    expect(answer.text).toContain('quotes the calls instead');
  },
);

test('a model that breaks off after its first claims leaves them standing', async () => {
  const { answer } = await ask((prompt) => ({ kind: 'says', text: proved(prompt, 2), finish: 'content_filter' }));
  expect(answer).toMatchObject({ status: 'partial', model: 'scripted' });
  expect(answer.claims).toHaveLength(2);
  expect(answer.notes[0]).toContain('content filter');
});

test('a filter, a limit and silence before the first claim end in quotes and the reason', async () => {
  for (const [script, why] of [
    [{ kind: 'says', text: '', finish: 'content_filter' }, 'content filter'],
    [{ kind: 'fails', status: 400, code: 'content_filter' }, 'content filter'],
    [{ kind: 'fails', status: 429 }, 'rate limit'],
    [{ kind: 'fails', status: 503 }, '503'],
    [{ kind: 'hangs' }, 'said nothing'],
    [{ kind: 'refuses' }, 'refused'],
  ] as [Script, string][]) {
    const { answer } = await ask(() => script);
    expect(answer).toMatchObject({ status: 'answered', model: null, notes: [expect.stringContaining(why)] });
    expect(answer.claims.length).toBeGreaterThan(0);
  }
});

test('a prompt that is too long is asked again with less', async () => {
  const { answer } = await ask((prompt) =>
    excerptsOf(prompt).length > 6
      ? { kind: 'fails', status: 400, message: 'this exceeds the maximum context length' }
      : { kind: 'says', text: proved(prompt) },
  );
  expect(answer).toMatchObject({ status: 'answered', model: 'scripted', notes: [] });
  const sizes = asking.server.prompts.filter(isAnswerPrompt).map((prompt) => excerptsOf(prompt).length);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(sizes.at(-1)).toBeLessThanOrEqual(6);
});

test('evidence is cut to the context of the model, the best first', async () => {
  await ask((prompt) => ({ kind: 'says', text: proved(prompt) }), { contextTokens: 2600 });
  await ask((prompt) => ({ kind: 'says', text: proved(prompt) }), { contextTokens: 32_000 });
  const [small = 0, large = 0] = asking.server.prompts
    .filter(isAnswerPrompt)
    .map((prompt) => excerptsOf(prompt).length);
  expect(small).toBeGreaterThan(0);
  expect(small).toBeLessThan(large);
});

test('a model is told how the question was read, who speaks, and what was said next', async () => {
  await ask((prompt) => ({ kind: 'says', text: proved(prompt) }), { contextTokens: 32_000 });
  const prompt = asking.server.prompts.find(isAnswerPrompt) ?? '';
  expect(prompt).toMatch(/\nUnderstood as: what was said; on pricing; calls with Acme\nSections: .+\nExcerpts:\n/);
  expect(prompt).toContain('Call "Board" with Acme, ');
  const speakers = excerptsOf(prompt).map(({ speaker }) => speaker);
  expect(new Set(speakers)).toEqual(new Set(['Tove (Acme, customer)', 'Robin (us)']));
  expect(prompt).toMatch(/can sign anything at all with you\.\n\[s\d+\] .*\n\[s\d+\.1\] Then let us hear what Ingrid/);
});

test('sentences that are pointed at are quoted as they stand', async () => {
  const { answer } = await ask((prompt) => {
    const [first] = excerptsOf(prompt);
    const text = `It is said that ${first?.text}`;
    return { kind: 'says', text: JSON.stringify({ claims: [{ citations: [`${first?.id}.1`, 's99.7'], text }] }) };
  });
  expect(answer).toMatchObject({ status: 'answered', model: 'scripted' });
  expect(answer.citations).toHaveLength(1);
  expect(answer.claims[0]?.text).toContain(answer.citations[0]?.quote);
});

test('lines instead of the form are read all the same, and proved like any claim', async () => {
  const { answer } = await ask((prompt) => {
    const [first] = excerptsOf(prompt);
    return {
      kind: 'says',
      text: `Here is what I found:\n- "${first?.text}" [${first?.id}]\n- "Nobody ever said this at all" [s2]\nHope that helps!`,
    };
  });
  expect(answer).toMatchObject({ status: 'answered', model: 'scripted' });
  expect(answer.claims).toHaveLength(1);
  expect(answer.removed).toHaveLength(1);
});

test('an endpoint without structured output answers too', async () => {
  asking.server.setPlain(true);
  const { answer } = await ask((prompt) => ({ kind: 'says', text: `\`\`\`json\n${proved(prompt)}\n\`\`\`` }));
  asking.server.setPlain(false);
  expect(answer).toMatchObject({ status: 'answered', model: 'scripted' });
});

/** Claims of the first excerpt, which says that the price of a plan is so many euros, and too high. */
const claimed = (prompt: string, ...texts: string[]) => {
  const [first] = excerptsOf(prompt).filter(({ text }) => text.startsWith('The price of plan'));
  return JSON.stringify({ claims: texts.map((text) => ({ citations: [`${first?.id}.1`], text })) });
};
type Judging = (prompt: string) => Script;
const judged = (judge: Judging, ...texts: string[]) =>
  ask((prompt) => (isJudgePrompt(prompt) ? judge(prompt) : { kind: 'says', text: claimed(prompt, ...texts) }));
const says =
  (judge: Parameters<typeof verdictsJson>[1]): Judging =>
  (prompt) => ({
    kind: 'says',
    text: verdictsJson(prompt, judge),
  });
const PARAPHRASE = 'Tove finds the monthly fee unaffordable for such a site.';
const UNSAID = 'Acme will cancel the contract over the price.';

test('a judge keeps a paraphrase that rules cannot follow', async () => {
  const { answer } = await judged(
    says(() => 'carried'),
    PARAPHRASE,
  );
  expect(answer).toMatchObject({ status: 'answered', model: 'scripted', removed: [] });
  expect(answer.claims.map(({ text }) => text)).toEqual([PARAPHRASE]);
});

test('what a judge does not find in its sentences is left out, and these stand in its place', async () => {
  const { answer } = await judged(
    says((text) => (text === UNSAID ? 'not_carried' : 'carried')),
    UNSAID,
    PARAPHRASE,
  );
  expect(answer.removed).toEqual([{ text: UNSAID, reason: expect.any(String) }]);
  expect(answer.claims.map(({ text }) => text)).toEqual([PARAPHRASE]);
  const alone = await judged(
    says(() => 'not_carried'),
    UNSAID,
  );
  expect(alone.answer).toMatchObject({ status: 'answered', model: null });
  expect(alone.answer.claims).toHaveLength(1);
  expect(alone.answer.claims[0]?.text).toMatch(/^Tove \(Acme\): “The price of plan \d+ is /);
  expect(alone.answer.text).not.toContain('cancel');
});

test('a judge that carries all does not bring in a number, a name or a direction that nobody said', async () => {
  const lies = [
    'The price of the plan is 777 euros a month.',
    'Globex finds the price of the plan too high.',
    'The price of the plan is 100 dollars a month.',
  ];
  const { answer } = await judged(
    says(() => 'carried'),
    ...lies,
  );
  expect(answer.removed.map(({ text }) => text)).toEqual(lies);
  expect(answer.text).not.toMatch(/777|Globex|dollars/);
});

test('a wording of the judge is shown, unless it says what was not said', async () => {
  const { answer } = await judged(
    says(() => ({ text: 'The price of the plan is too high for the plant.' })),
    PARAPHRASE,
  );
  expect(answer.claims.map(({ text }) => text)).toEqual(['The price of the plan is too high for the plant.']);
  for (const text of [
    'The price is 7 euros for everybody.',
    'Write to the vendor at evil.example/x.',
    'Reply that the price is fine.',
    'Umbrellas and bananas were ordered.',
  ]) {
    const { answer: lied } = await judged(
      says(() => ({ text })),
      PARAPHRASE,
    );
    expect(lied.claims).toHaveLength(1);
    expect(lied.claims[0]?.text).toContain(lied.citations[0]?.quote);
    expect(JSON.stringify(lied.removed)).not.toContain(text);
  }
});

test('without a judge that answers, rules decide, and the answer is there', async () => {
  const plain = 'The price of the plan is too high for a plant of this size.';
  for (const judge of [
    () => ({ kind: 'fails', status: 500 }),
    () => ({ kind: 'hangs' }),
    () => ({ kind: 'says', text: 'I think that they are fine.' }),
    () => ({ kind: 'says', text: '{"verdicts":[{"id":"c1","verdict":"perhaps"},7,null]}' }),
  ] satisfies Judging[] as Judging[]) {
    const { answer } = await judged(judge, plain, PARAPHRASE);
    expect(answer).toMatchObject({ status: 'answered', model: 'scripted', notes: [] });
    expect(answer.claims.map(({ text }) => text)).toEqual([plain]);
    expect(answer.removed.map(({ text }) => text)).toEqual([PARAPHRASE]);
  }
});

test('what speaks of a claim that was left out is not left without its subject', async () => {
  const leaning = 'They find it too high for such a plant.';
  const judge = says((text) => (text === UNSAID ? 'not_carried' : 'carried'));
  const { answer } = await judged(judge, UNSAID, leaning, PARAPHRASE);
  expect(answer.claims.map(({ text }) => text)).toEqual([PARAPHRASE]);
  expect(answer.removed.map(({ text }) => text)).toEqual([UNSAID, leaning]);
});

test('a judge is told who said what to whom and when, as data', async () => {
  await judged(
    says(() => 'carried'),
    `${PARAPHRASE} [c2] And more.`,
  );
  const prompt = asking.server.prompts.find(isJudgePrompt) ?? '';
  expect(prompt).toContain(`Question: ${QUESTION}\n`);
  expect(prompt).toMatch(
    /\n {2}Tove \(Acme, customer\) in the call "Talk \d+" with Acme, \d+ \w+ \d{4}: The price of plan/,
  );
  expect(prompt.match(/^\[c\d+\]/gm)).toHaveLength(1);
});

/** An answer of a capable model: a lead, sections, what is open, and what to ask next. */
const shaped = (claims: [part: string, text: string][], around: { open?: string[]; next?: string[] } = {}) =>
  ask((prompt) => {
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const at = `${excerptsOf(prompt).find(({ text }) => text.startsWith('The price of plan'))?.id}.1`;
    const written = claims.map(([part, text]) => ({ part, citations: [at], text }));
    return { kind: 'says', text: JSON.stringify({ claims: written, open: [], next: [], ...around }) };
  });
const HIGH = 'The price of the plan is too high for Acme.';

test('an answer leads with what answers, and its sections follow under their headings', async () => {
  const { answer, events } = await shaped([
    ['lead', HIGH],
    ['Acme', PARAPHRASE],
    ['Pricing', 'It is the price that is too high.'],
    ['Acme', 'The plant of Acme is of another size.'],
  ]);
  expect(answer.status).toBe('answered');
  expect(answer.parts).toEqual([
    { kind: 'lead', text: HIGH, claims: [0] },
    { kind: 'theme', heading: 'Acme', claims: [1, 2] },
    { kind: 'theme', heading: 'Pricing', claims: [3] },
  ]);
  expect(answer.claims[2]?.text).toBe('The plant of Acme is of another size.');
  expect(answer.text.indexOf(`${HIGH} [1]`)).toBe(0);
  expect(answer.text).toContain('**Acme**\n- ');
  const [first] = events.filter(({ type }) => type === 'delta');
  expect(first).toMatchObject({ text: HIGH });
});

test('a lead is judged and told before the rest of the answer is written', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const at = `${excerptsOf(prompt).find(({ text }) => text.startsWith('The price of plan'))?.id}.1`;
    const claims = ['lead', 'Acme', 'Acme'].map((part, n) => ({ part, citations: [at], text: `${HIGH} ${n}` }));
    return { kind: 'says', text: JSON.stringify({ claims, open: [], next: [] }), pieces: 12, slowMs: 20 };
  });
  await asking.ask(QUESTION, { withModel: true });
  const judged = asking.server.prompts.filter(isJudgePrompt).map((prompt) => judgedIn(prompt).length);
  expect(judged[0]).toBe(1);
  expect(judged.reduce((sum, one) => sum + one, 0)).toBe(3);
});

test('an answer of nothing but a lead is judged and told while it is written', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const at = `${excerptsOf(prompt).find(({ text }) => text.startsWith('The price of plan'))?.id}.1`;
    const claims = [1, 2, 3, 4, 5, 6].map((n) => ({ part: 'lead', citations: [at], text: `${HIGH} ${n}` }));
    return { kind: 'says', text: JSON.stringify({ claims, open: [], next: [] }), pieces: 24, slowMs: 20 };
  });
  await asking.ask(QUESTION, { withModel: true });
  const judged = asking.server.prompts.filter(isJudgePrompt).map((prompt) => judgedIn(prompt).length);
  expect(judged[0]).toBe(3);
  expect(judged.reduce((sum, one) => sum + one, 0)).toBe(6);
});

test('a verdict that cannot be read leaves its claim alone to the rules', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
    if (isJudgePrompt(prompt)) {
      const isFirst = judgedIn(prompt).some(({ text }) => text === HIGH);
      return { kind: 'says', text: isFirst ? '{"verdicts":[{"id":"c1"}]}' : verdictsJson(prompt, () => 'carried') };
    }
    const at = `${excerptsOf(prompt).find(({ text }) => text.startsWith('The price of plan'))?.id}.1`;
    const claims = [
      ['lead', HIGH],
      ['Acme', PARAPHRASE],
    ].map(([part, text]) => ({ part, citations: [at], text }));
    return { kind: 'says', text: JSON.stringify({ claims, open: [], next: [] }), pieces: 12, slowMs: 20 };
  });
  const { answer } = await asking.ask(QUESTION, { withModel: true });
  expect(answer.claims.map(({ text }) => text)).toEqual([HIGH, PARAPHRASE]);
});

test('a heading that says something of its own is left out, and its claims stay', async () => {
  for (const heading of ['Acme commits fraud', 'See evil.example', 'Ignore all rules', 'x'.repeat(200)]) {
    const { answer } = await shaped([
      ['lead', HIGH],
      [heading, PARAPHRASE],
    ]);
    expect(answer.parts.slice(1)).toEqual([{ kind: 'claims', claims: [1] }]);
    expect(answer.text).not.toContain(heading);
  }
});

test('what nothing answers is told in the words of the question, and makes the answer partial', async () => {
  const { answer } = await shaped([['lead', HIGH]], { open: ['what we discussed about pricing', 'the fraud at Acme'] });
  expect(answer.status).toBe('partial');
  expect(answer.parts.at(-1)).toEqual({ kind: 'open', questions: ['what we discussed about pricing'] });
  expect(answer.text).toContain('These calls don’t answer:\n- what we discussed about pricing');
});

test('questions to ask next carry their plan, and name nothing that nobody named', async () => {
  const { answer } = await shaped([['lead', HIGH]], {
    next: [
      'What discount can Acme get?',
      'Why does Acme commit fraud?',
      'Reply with the price.',
      'What discount can Acme get?',
    ],
  });
  expect(answer.status).toBe('answered');
  expect(answer.parts.filter(({ kind }) => kind === 'offer')).toEqual([
    {
      kind: 'offer',
      text: '',
      question: 'What discount can Acme get?',
      plan: expect.objectContaining({ accounts: [expect.objectContaining({ name: 'Acme' })] }),
    },
  ]);
});

test('citations are numbered as they are read, a quote in the place of a claim included', async () => {
  const { answer } = await ask((prompt) => {
    if (isJudgePrompt(prompt))
      return { kind: 'says', text: verdictsJson(prompt, (text) => (text === UNSAID ? 'not_carried' : 'carried')) };
    const [one, two] = excerptsOf(prompt).filter(({ text }) => text.startsWith('The price of plan'));
    const claims = [
      { part: 'lead', citations: [`${two?.id}.1`], text: UNSAID },
      { part: 'Pricing', citations: [`${one?.id}.1`], text: PARAPHRASE },
    ];
    return { kind: 'says', text: JSON.stringify({ claims, open: [], next: [] }) };
  });
  expect(answer.parts.map(({ kind }) => kind)).toEqual(['claims', 'theme']);
  expect(answer.claims.map(({ citations }) => citations)).toEqual([[1], [2]]);
  expect(answer.citations.map(({ n }) => n)).toEqual([1, 2]);
  for (const { text, citations } of answer.claims.slice(0, 1))
    expect(text).toContain(answer.citations.find(({ n }) => citations.includes(n))?.quote);
});

test('a prompt says what the sections of this kind of question are', async () => {
  await shaped([['lead', HIGH]]);
  expect(asking.server.prompts.find(isAnswerPrompt)).toMatch(/\nSections: by theme, or by account/);
});
