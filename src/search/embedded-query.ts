import type { SegmentDocument, SegmentQuery } from './segment-index.ts';
import { wordsOf } from './words.ts';

/**
 * The closed filters of a document as tokens. An id becomes one token of letters and digits: FTS5 would cut it elsewhere, so every
 * other character is written as its hex code, and a prefix says which filter it belongs to.
 */
export function toFilterTokens(document: SegmentDocument): string[] {
  return [
    token('org', document.organizationId),
    token('side', document.side),
    token('kind', document.kind),
    token('private', String(document.isPrivate)),
    ...document.accountIds.map((id) => token('account', id)),
    ...document.personIds.map((id) => token('person', id)),
    ...(document.speakerId ? [token('speaker', document.speakerId)] : []),
  ];
}

const token = (filter: string, value: string): string =>
  `${filter}x${Array.from(value.toLowerCase(), (char) => (/[a-z0-9]/.test(char) ? char : `z${char.codePointAt(0)?.toString(16)}z`)).join('')}x0`;

/**
 * An FTS5 MATCH expression. Every word in it is a quoted string of letters and digits (words.ts), so nothing that a caller wrote can
 * be read as syntax. Filters stand in the expression itself: an account's segments are then found without visiting the others.
 */
export function matchExpression(query: SegmentQuery): string {
  const phrases = query.phrases ?? [];
  const mustStand = [...phrases.map((phrase) => inText([phrase])), ...(query.anyOf ?? []).map(inText)];
  const required = [
    filter('org', [query.scope.organizationId]),
    query.scope.privateCalls === 'hidden' ? filter('private', ['false']) : '',
    filter('account', query.accountIds ?? []),
    filter('person', query.personIds ?? []),
    filter('speaker', query.speakerIds ?? []),
    filter('side', query.side ? [query.side] : []),
    filter('kind', query.kind ? [query.kind] : []),
    ...mustStand,
    // Beside required text, words only add to the rank: the alternative that is true anyway makes them optional.
    (query.wordsIn === 'text' ? inText : anywhere)(
      mustStand.length > 0 && query.words.length > 0
        ? [...query.words, ...phrases, ...(query.anyOf ?? []).flat()]
        : query.words,
    ),
  ].filter((part) => part !== '');
  const excluded = inText(query.excluded ?? []);
  return required.join(' AND ') + (excluded ? ` NOT ${excluded}` : '');
}

const quoted = (text: string): string => {
  const words = wordsOf(text);
  return words.length === 0 ? '' : `"${words.join(' ')}"`;
};

const anyQuoted = (texts: readonly string[]): string => {
  const parts = texts.map(quoted).filter(Boolean);
  return parts.length === 0 ? '' : `(${parts.join(' OR ')})`;
};

const column = (columns: string, expression: string): string =>
  expression === '' ? '' : `{${columns}} : ${expression}`;
const inText = (texts: readonly string[]): string => column('text', anyQuoted(texts));
const anywhere = (texts: readonly string[]): string =>
  column('text neighbours speaker_name call_title', anyQuoted(texts));
const filter = (name: string, values: readonly string[]): string =>
  column('filters', anyQuoted(values.map((value) => token(name, value))));
