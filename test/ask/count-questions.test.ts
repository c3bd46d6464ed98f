import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';
import { countPlaces, readRecord, type SpokenPlace } from '../support/spoken-record.ts';
import { AS_OF, COUNT_QUESTIONS, type CountQuestion } from './count-questions.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;
let record: SpokenPlace[];

beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
  record = await readRecord(demo.services.db, demo.viewer);
});
afterAll(() => demo.close());

/** The forms of the table's words by a schoolbook's rules. */
const isForm = (said: string, asked: string): boolean => {
  const short = asked.replace(/[ey]$/, '');
  const last = asked.at(-1) ?? '';
  const endings = ['s', 'es', 'd', 'ed', 'ing'].flatMap((ending) => [asked + ending, asked + last + ending]);
  return [asked, ...endings, `${short}ed`, `${short}ing`, `${short}ies`, `${short}ied`].includes(said);
};

function countByHand({ words, side, accounts, people, from, to }: CountQuestion) {
  const at = (day: string) => DateTime.fromISO(day, { zone: demo.viewer.timeZone }).toJSDate();
  const hits = record.flatMap(({ call, segment, words: spoken }) => {
    const fits =
      (!side || segment.speaker.side === side) &&
      (accounts.length === 0 || call.accounts.some(({ name }) => accounts.includes(name))) &&
      (!people || people.includes(segment.speaker.name)) &&
      (!from || call.startedAt >= at(from)) &&
      (!to || call.startedAt < at(to));
    const places = fits ? countPlaces(spoken, words, isForm) : 0;
    return places > 0 ? [{ call, segment, places }] : [];
  });
  return {
    mentions: hits.reduce((sum, { places }) => sum + places, 0),
    calls: new Set(hits.map(({ call }) => call.id)).size,
    accounts: new Set(hits.flatMap(({ call }) => call.accounts.map(({ id }) => id))).size,
    people: new Set(hits.map(({ segment: { speaker } }) => speaker.personId ?? speaker.name)).size,
  };
}

test.each(COUNT_QUESTIONS)('$question', async (row) => {
  const answer = await demo.ask(row.question);
  expect(answer.census, answer.text).not.toBeNull();
  expect({ of: answer.census?.of, ...answer.census }, JSON.stringify(answer.plan)).toMatchObject({
    of: row.unit,
    ...countByHand(row),
  });
});
