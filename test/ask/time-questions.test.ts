import { expect, test } from 'vitest';
import { planQuestion } from '../../src/ask/plan-question.ts';
import { isAskingWord } from '../../src/language/asking-words.ts';
import { stemOf, wordsOf } from '../../src/language/words.ts';
import { MORE_DATES } from '../language/more-dates.ts';
import { TIME_QUESTIONS, type TimeQuestion } from '../language/time-questions.ts';

const plan = ({
  question,
  now,
  fiscalYearStartMonth = 1,
}: Pick<TimeQuestion, 'question' | 'now' | 'fiscalYearStartMonth'>) =>
  planQuestion(
    question,
    { mentionables: [], trackers: [], calendar: { timeZone: 'UTC', fiscalYearStartMonth } },
    new Date(now),
  );

const iso = (text: string | Date | null | undefined): string | null => (text ? new Date(text).toISOString() : null);

test.each(TIME_QUESTIONS)('$question', (row) => {
  const read = plan(row);
  const { start: _, end: __, text: ___, ...call } = read.callWords ?? { start: 0, end: 0, text: '' };
  expect(read.callWords ? call : undefined).toEqual(row.call);
  const isOfCalls = read.ranges.length > 0 || read.callWords !== null;
  expect(isOfCalls ? (read.isAnyTimeToo ? 'either' : 'calls') : 'words').toBe(row.reading);
  expect([iso(read.from), iso(read.to)]).toEqual([iso(row.from), iso(row.to)]);
  expect(read.warnings).toEqual([]);
  // "List" and "report" are words of asking, wherever they stand.
  const stems = new Set([...read.terms, ...read.runs].flatMap(wordsOf).map(stemOf));
  const lost = (row.words ?? []).flatMap(wordsOf).filter((word) => !stems.has(stemOf(word)) && !isAskingWord(word));
  expect(lost).toEqual([]);
});

test.each(MORE_DATES.filter(({ ignored }) => ignored))('$text: the words of the time are reported', (row) => {
  const read = plan({ question: row.text, now: row.now });
  expect(read.warnings).toEqual([expect.stringContaining(`Ignored “${row.ignored}”`)]);
  expect(read.ranges).toEqual([]);
});
