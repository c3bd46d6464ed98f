import { isAskingWord } from '../language/asking-words.ts';
import { wordsOf } from '../language/words.ts';
import { saidSpellings } from '../search/said-spellings.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { READ_IN_ENGLISH } from './plan-question.ts';

/**
 * The plan with misspelt words read as what was said: a word in no dictionary, and in no call of the viewer's, is the
 * nearest word that was said there. What is like nothing said stays, and the answer says that nobody said it.
 */
export async function readMisspelt(index: SegmentReader, scope: Scope, plan: QuestionPlan): Promise<QuestionPlan> {
  if (plan.phrases.length > 0) return plan;
  const { unsaid, read } = await saidSpellings(index, scope, plan.terms);
  const isAllKnown = wordsOf(plan.meaning).some(isAskingWord) && unsaid.length === 0;
  // Names of products are in no dictionary, and no foreign words: an English question asks for what was said.
  const isEnglish = (warning: string) => !(isAllKnown && warning.startsWith(READ_IN_ENGLISH));
  if (read.size === 0)
    return plan.warnings.every(isEnglish) ? plan : { ...plan, warnings: plan.warnings.filter(isEnglish) };
  const isAskedNow = (text: string) => isAskingWord(text) && [...read.values()].includes(text);
  const corrected = (text: string) =>
    text.replace(/[\p{L}\p{N}'’]+/gu, (word) => read.get(wordsOf(word)[0] ?? '') ?? word);
  return {
    ...plan,
    // "What happend": spelt right, it asks and names nothing.
    terms: [...new Set(plan.terms.map(corrected))].filter((term) => !isAskedNow(term)),
    runs: plan.runs.map(corrected).filter((run) => !isAskedNow(run)),
    meaning: corrected(plan.meaning),
    warnings: [...plan.warnings, ...[...read].map(([word, like]) => `Read “${word}” as “${like}”.`)],
  };
}
