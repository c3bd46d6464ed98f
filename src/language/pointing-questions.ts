import { isFaint } from './asking-words.ts';
import { contentWords } from './stop-words.ts';
import { eitherOf, wordList } from './word-list.ts';
import { stemOf } from './words.ts';

/** "It" that stands for nothing: "is it true that", "how is it going", "what time is it". */
const EMPTY_IT = new RegExp(
  String.raw`\bit ${eitherOf(wordList('true possible clear worth likely fair important necessary'))}\b|` +
    String.raw`\b(?:is it going|time is it|it seems?|make it (?:to|in))\b|\bit (?:is|was) .{1,30} (?:that|who)\b`,
  'giu',
);
const FOLLOWING = eitherOf(
  wordList(`
    is was are were be get got go gone work happen happened too already yet now with to for in on at by up out from as
    again really still cost come change take
  `),
);
const POINTS = new RegExp(
  String.raw`\bit(?:['’]s)?\b(?!['’])|(?<!\b(?:now|like|than) )\b(?:that|this|those|these)(?=\W*$|\s+${FOLLOWING}\b)|(?<!\b(?:is|are|was|were|be|been) )\bthere(?=\W*$)`,
  'iu',
);

/**
 * Whether a question is about something that only the question before names: "is it fixed?", "did we mend that?", "did
 * she go there?". "What does he think of us" has no word of its own either.
 */
export function pointsAtTopic(question: string): boolean {
  if (POINTS.test(question.replace(EMPTY_IT, ' '))) return true;
  const own = contentWords(question);
  return /\b(?:he|she|they|him|her|them)\b/i.test(question) && own.every((word) => isFaint(stemOf(word)));
}
