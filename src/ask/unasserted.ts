import { countAfterthoughts, takesBack } from '../language/afterthoughts.ts';
import { avertedIn, tellsAverted } from '../language/averted.ts';
import { clausesOf, sentencesOf } from '../language/clauses.ts';
import { isConditional, isOfThePast, tellsCondition } from '../language/conditions.ts';
import { deniesByVerb, saysNot } from '../language/denial.ts';
import { excepted, isOfAll, isOfMoreThanSaid, tellsException } from '../language/exceptions.ts';
import { leavesOpen, onlyPossible } from '../language/possibility.ts';
import { asked, askingWordsIn, saysNo, saysYes } from '../language/said-questions.ts';
import { contentStems } from '../language/stop-words.ts';

/**
 * Why quotes do not state what a claim states, in words; null when they do. Words can be said and yet not meant: asked,
 * supposed, wished for, bound to a condition, only near, with an exception, or taken back in the next sentence.
 */
export function findUnasserted(claim: string, quotes: readonly string[]): string | null {
  for (const stated of sentencesOf(claim)) {
    const found = unasserted(stated, quotes.map(sentencesOf));
    if (found) return found;
  }
  return null;
}

function unasserted(claim: string, quotes: readonly string[][]): string | null {
  const shared = sharedWith(claim);
  const places = quotes.flatMap((sentences) =>
    sentences.map((sentence, at) => ({ sentence, after: sentences.slice(at + 1) })),
  );
  const { sentence, after } = best(places, (place) => shared(place.sentence) + (asked(place.sentence) ? 0 : 0.5));
  if (shared(sentence) === 0) return null;
  const others = quotes.flat().filter((other) => other !== sentence);
  if (isOnlyAsked(claim, sentence, others)) return 'Its quotes ask it, and do not say it.';
  if (after.some(takesBack)) return 'What it quotes is taken back at once.';
  const limits = after.slice(0, countAfterthoughts(after)).join(' ');
  const exception = excepted(`${sentence} ${limits}`);
  if (exception && !tellsException(claim) && (isOfAll(claim) || shared(exception) > 0))
    return `Its quotes except "${exception}".`;
  const clauses = clausesOf(sentence);
  const clause = best(clauses, shared);
  const possible = onlyPossible(clause);
  const isOpen = leavesOpen(claim) || saysNot(claim) || deniesByVerb(claim);
  if (possible !== null && !isOpen && shared(possible) * 2 >= shared(clause))
    return 'Its quotes only say that it may be so.';
  const averted = avertedIn(clause);
  const isTold = tellsAverted(claim, clause) || leavesOpen(claim) || saysNot(claim);
  if (averted !== null && !isTold && shared(averted) > 0 && shared(averted) * 2 >= shared(clause))
    return 'Its quotes say that it did not come to that.';
  if (isOfMoreThanSaid(claim, clause)) return 'Its quotes say it of some only.';
  const at = clauses.indexOf(clause);
  if (clauses.slice(at + 1).some(takesBack)) return 'What it quotes is taken back at once.';
  const around = [...clauses.slice(Math.max(0, at - 1), at + 2), limits].join(' ');
  if (isConditional(around) && !tellsCondition(claim) && !leavesOpen(claim) && !isOfThePast(claim))
    return 'Its quotes say it under a condition.';
  return null;
}

/** Whether the words are only asked; a yes, or a no for a claim that denies, answers them. */
function isOnlyAsked(claim: string, sentence: string, others: readonly string[]): boolean {
  const question = asked(sentence);
  if (question === null) return false;
  const shared = sharedWith(claim);
  const stated = sentence.replace(question, '');
  if (shared(stated) > shared(question)) return false;
  if (askingWordsIn(claim).some((word) => !sentence.toLowerCase().includes(word)) || /\?\W*$/.test(claim)) return false;
  return !others.some(
    (other) => asked(other) === null && (saysYes(other) || shared(other) > 1 || (saysNo(other) && saysNot(claim))),
  );
}

/** Counts the words that a text has in common with a claim. */
function sharedWith(claim: string): (text: string) => number {
  const wanted = new Set(contentStems(claim));
  return (text) => new Set(contentStems(text).filter((stem) => wanted.has(stem))).size;
}

/** The first of the highest score. */
const best = <T>(all: readonly T[], score: (one: T) => number): T =>
  all.map((one) => ({ one, points: score(one) })).reduce((most, next) => (next.points > most.points ? next : most)).one;
