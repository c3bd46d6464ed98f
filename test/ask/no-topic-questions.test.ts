import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';
import { AS_OF } from './count-questions.ts';
import { NO_TOPIC_QUESTIONS } from './no-topic-questions.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;
beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
});
afterAll(() => demo.close());

const FIGURES = {
  minutes: ['minutes'],
  silence: ['silence', 'last_call'],
  'talk-share': ['talkers', 'talk_share'],
  // Calls of one account or person are counted; the account with most calls is a figure.
  calls: ['count', 'busiest'],
};

test.each(NO_TOPIC_QUESTIONS)('$question: $reading', async (row) => {
  const { question, reading } = row;
  const { status, plan, claims, searched, suggestions, parts } = await demo.ask(question);
  if (reading === 'offer' || reading === 'outside') {
    expect(plan.about).toBeOneOf(reading === 'offer' ? ['nothing', 'judgement'] : ['outside', 'colloquy']);
    expect([status, claims, searched.calls]).toEqual(['not_found', [], 0]);
    expect(suggestions.length).toBeGreaterThan(1);
    const offers = parts.filter((part) => part.kind === 'offer');
    for (const offer of offers) {
      const taken = await demo.ask(offer.question, offer.plan ? { plan: offer.plan } : {});
      expect([offer.question, taken.status]).toEqual([offer.question, 'answered']);
    }
  } else if (row.reading === 'report') {
    // A number of the record; what is counted in calls is a count.
    expect([plan.measure?.of ?? plan.type, status, plan.terms]).toEqual([
      expect.toBeOneOf(FIGURES[row.report]),
      'answered',
      [],
    ]);
  } else {
    expect(plan.about).toBe('calls');
    expect(plan.terms.length + plan.trackers.length > 0).toBe(reading === 'search');
    expect(searched.calls).toBeGreaterThan(0);
  }
});
