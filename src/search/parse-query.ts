import { CALL_KINDS, type CallKind, SIDES, type Side } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Calendar } from '../time-window.ts';
import { findDateWords } from './date-words.ts';
import { findMentions, type Mention, type Mentionable } from './find-mentions.ts';
import { contentWords } from './words.ts';

export type ParsedQuery = {
  words: string[];
  phrases: string[];
  excluded: string[];
  mentions: Mention[];
  side: Side | null;
  kind: CallKind | null;
  from: Date | null;
  to: Date | null;
  /** What was read as plain words although it looked like an operator. */
  warnings: string[];
};

/**
 * Reads a search query. Plain words rank, date words set the range, `@Name` an account or person; only `"…"`, `-word`, `side:` and `kind:`
 * are operators. Unknown fields, open quotes and lone hyphens are plain words, named in `warnings`.
 * @throws AppError `invalid_input` for a known field with an impossible value.
 */
export function parseQuery(query: string, known: readonly Mentionable[], now: Date, calendar: Calendar): ParsedQuery {
  const warnings: string[] = [];
  const mentions = findMentions(query, known);
  let rest = mentions.reduce((text, mention) => blank(text, mention.start, mention.end), query);

  const phrases: string[] = [];
  rest = rest.replace(/(-?)["“]([^"”]+)["”]/g, (whole, minus, phrase) => {
    if (minus) return whole;
    phrases.push(phrase.trim());
    return ' ';
  });
  const excluded: string[] = [];
  rest = rest.replace(/(?<=^|\s)-(?:["“]([^"”]+)["”]|([\p{L}\p{N}][^\s]*))/gu, (_, phrase, word) => {
    excluded.push(phrase ?? word);
    return ' ';
  });
  let side: Side | null = null;
  let kind: CallKind | null = null;
  rest = rest.replace(/(?<=^|\s)(\p{L}+):(\S+)/gu, (whole, field: string, value: string) => {
    if (field.toLowerCase() === 'side') side = oneOf('side', value, SIDES);
    else if (field.toLowerCase() === 'kind') kind = oneOf('kind', value, CALL_KINDS);
    else {
      warnings.push(`"${whole}" was searched as plain words: there is no field "${field}:" (known: side:, kind:).`);
      return whole;
    }
    return ' ';
  });
  if (/["“”]/.test(rest)) warnings.push('A quote is opened and not closed: its words were searched as plain words.');
  if (/(?<=^|\s)-(?=\s|$)/.test(rest))
    warnings.push('A lone "-" was ignored: put it right before a word to leave that word out.');

  const dates = findDateWords(rest, now, calendar);
  for (const span of dates?.spans ?? []) rest = blank(rest, span.start, span.end);
  return {
    words: contentWords(rest),
    phrases,
    excluded,
    mentions,
    side,
    kind,
    from: dates?.from ?? null,
    to: dates?.to ?? null,
    warnings,
  };
}

const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

function oneOf<T extends string>(field: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value.toLowerCase());
  if (!found)
    throw new AppError(
      'invalid_input',
      `${field}:${value} is not possible. Use ${allowed.map((name) => `${field}:${name}`).join(', ')}.`,
    );
  return found;
}
