import { stemOf } from '../language/words.ts';
import { likenessTo } from '../search/word-vectors.ts';
import { planQuestion } from './plan-question.ts';

/**
 * Reads two questions, before anybody asks. Rules about English are compiled when they are first used: the first
 * question of a process would keep the event loop, and so everybody, for a fifth of a second.
 */
export function warmUp(now: Date): void {
  const calendar = { timeZone: 'UTC', fiscalYearStartMonth: 1 };
  for (const question of QUESTIONS) planQuestion(question, { mentionables: [], trackers: [], calendar }, now);
  likenessTo([stemOf('price')]);
}

const QUESTIONS = [
  'Summarize what our customers said about the price this year',
  'Who asked for a discount last week, and why not the week before?',
];
