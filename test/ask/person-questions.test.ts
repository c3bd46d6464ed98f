import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/ask/answer.ts';
import { openAskingDemo } from '../support/asking-demo.ts';
import { AS_OF } from './count-questions.ts';
import { PERSON_QUESTIONS } from './person-questions.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;

beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
});
afterAll(() => demo.close());

/** The answer, and the speakers of all its evidence. */
async function ask(question: string): Promise<{ answer: Answer; speakers: Set<string> }> {
  const speakers = new Set<string>();
  const answer = await demo.ask(question, {}, (event) => {
    if (event.type === 'evidence') for (const { speaker } of event.evidence) speakers.add(speaker.name);
  });
  return { answer, speakers };
}

const names = (named: readonly { name: string }[]) => named.map(({ name }) => name);

describe('a question means the people that it names, and is answered by those whose words it asks for', () => {
  test.each(PERSON_QUESTIONS)('$question', async ({ question, people, saidBy, choice }) => {
    const { answer, speakers } = await ask(question);
    const { plan } = answer;
    if (choice) {
      expect(answer.status).toBe('needs_choice');
      expect(answer.choices?.flatMap(({ candidates }) => names(candidates)).sort()).toEqual(choice.toSorted());
      return;
    }
    const meant = new Set([...names(plan.people), ...names(plan.speakers), ...names(plan.talkedAbout)]);
    expect([...meant].sort()).toEqual(people.toSorted());
    expect(names(plan.speakers).sort()).toEqual((saidBy ?? []).toSorted());
    if (saidBy) expect([...speakers].filter((name) => !saidBy.includes(name))).toEqual([]);
  });
});
