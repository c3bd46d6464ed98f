import { afterEach, describe, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { inventedWorld } from '../../src/demo/invented-world.ts';
import { DEMO_QUESTIONS, fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { openTestServices } from '../support/test-services.ts';

describe('the four questions', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  test.each([
    ['an ordinary day', '2026-11-22T12:00:00Z', false],
    ['2 January', '2027-01-02T10:00:00Z', true],
    ['1 April, nine o’clock', '2026-04-01T07:00:00Z', true],
    ['29 February', '2028-02-29T12:00:00Z', false],
  ])('are answered on %s', async (_, time, isNewQuarter) => {
    const now = new Date(time);
    const opened = await openTestServices({}, () => now);
    closing.push(opened.close);
    const world = await fillWithInventedWorld(opened.services, new AbortController().signal);
    closing.unshift(world.close);
    expect(world.run).toMatchObject({ state: 'done', asked: inventedWorld(now).data.calls.length, pending: 1 });
    const viewer = await readMember(opened.services, world.organizationId);
    const ask = (question: string) =>
      askQuestion(opened.services, viewer, { question }, () => {}, new AbortController().signal);
    const [pricing, concerns, competitors, quarter] = await Promise.all(DEMO_QUESTIONS.map(ask));

    expect(new Set(pricing?.citations.flatMap((citation) => citation.accounts.map((account) => account.name)))).toEqual(
      new Set(['Acme']),
    );
    expect(new Set(pricing?.citations.map((citation) => citation.callId)).size).toBeGreaterThanOrEqual(4);
    const said = pricing?.citations.map((citation) => citation.quote).join(' ');
    for (const figure of ['14 euros', '60,000', '54,000', '10.50', '11.40']) expect(said).toContain(figure);

    expect(concerns?.citations.length).toBeGreaterThanOrEqual(3);
    expect(new Set(concerns?.citations.map((citation) => citation.speaker.side))).toEqual(new Set(['customer']));
    for (const name of ['Crewlattice', 'Tempova', 'Dutyboard'])
      expect(competitors?.citations.map((citation) => citation.quote).join(' ')).toContain(name);

    if (isNewQuarter) {
      expect(quarter).toMatchObject({
        status: 'not_found',
        suggestions: ['Summarize pricing conversations from last quarter'],
      });
      expect(quarter?.text).toMatch(/no calls in the time asked about.*Last quarter .* has \d+ calls/);
      expect((await ask(quarter?.suggestions[0] ?? '')).citations.length).toBeGreaterThanOrEqual(8);
    } else {
      expect(quarter?.citations.length).toBeGreaterThanOrEqual(8);
      const from = Date.parse(quarter?.plan.from ?? '');
      expect(quarter?.citations.filter((citation) => Date.parse(citation.startedAt) < from)).toEqual([]);
    }
    expect(JSON.stringify([pricing, concerns, competitors, quarter])).not.toContain('One-to-one with Imani');
  });
});
