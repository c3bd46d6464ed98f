import { CALL_KINDS, type CallKind, PLATFORMS, type Platform, SIDES, type Side } from '../call.ts';
import { AppError } from '../errors.ts';
import { blankSpans } from '../language/blank-spans.ts';
import { withoutLoneLetters } from '../language/compounds.ts';
import { findDateWords } from '../language/date-words.ts';
import { findMentions, type Mention } from '../language/find-mentions.ts';
import type { Mentionable } from '../language/mentionable.ts';
import { contentWords } from '../language/stop-words.ts';
import { wordsOf } from '../language/words.ts';
import { type Calendar, earlier, later, parseInstant } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';

export type ParsedQuery = {
  words: string[];
  /** The plain words as written: the text for a search by meaning. */
  plain: string;
  /** Where the plain words stand in the query, in order. */
  plainAt: { start: number; end: number }[];
  phrases: string[];
  /** Lists of words and phrases joined by OR; each list must match at least once. */
  alternatives: string[][];
  excluded: string[];
  mentions: Mention[];
  /** Names; the speaker must bear at least one. */
  speakers: string[];
  side: Side | null;
  kind: CallKind | null;
  platforms: Platform[];
  trackers: Tracker[];
  /** The words are sought in titles of calls. */
  isInTitle: boolean;
  from: Date | null;
  to: Date | null;
  /** Operators read as plain words, and words ignored. */
  warnings: string[];
};

export type QueryVocabulary = {
  mentionables: readonly Mentionable[];
  trackers: readonly Tracker[];
  calendar: Calendar;
};

/** A field's value as written, with its mention if there is one. */
type Value = { field: string; text: string; mention: Mention | undefined };
type Read = (parsed: ParsedQuery, value: Value, known: QueryVocabulary, now: Date) => void;

const FIELDS: Record<string, Read> = {
  account(parsed, value, { mentionables }) {
    const accounts = mentionables.filter(({ kind }) => kind === 'account');
    const named = findMentions(`@"${value.text}"`, accounts).map((mention) => ({ ...mention, text: value.text }));
    parsed.mentions.push(...(value.mention ? [value.mention] : named));
  },
  speaker(parsed, { text, mention }, { mentionables }) {
    const person = mention ?? (text.includes('@') ? findMentions(`@"${text}"`, mentionables)[0] : undefined);
    const name = person?.state === 'found' ? person.target.name : text.replace(/^@/, '');
    parsed.speakers.push(name);
  },
  side: (parsed, { text }) => {
    parsed.side = oneOf('side', text, SIDES);
  },
  kind: (parsed, { text }) => {
    parsed.kind = oneOf('kind', text, CALL_KINDS);
  },
  platform: (parsed, { text }) => {
    parsed.platforms.push(oneOf('platform', text.replace(/[ -]/g, '_'), PLATFORMS));
  },
  tracker(parsed, { text }, { trackers }) {
    const wanted = text.toLowerCase();
    const found = trackers.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
    if (!found)
      throw impossible(
        'tracker',
        text,
        trackers.map(({ name }) => name),
      );
    parsed.trackers.push(found);
  },
  in: (parsed, { text }) => {
    oneOf('in', text, ['title']);
    parsed.isInTitle = true;
  },
  after: (parsed, { text }, { calendar }, now) => {
    parsed.from = later(parsed.from, toMoment('after', text, calendar, now));
  },
  before: (parsed, { text }, { calendar }, now) => {
    parsed.to = earlier(parsed.to, toMoment('before', text, calendar, now));
  },
};

const KNOWN_FIELDS = Object.keys(FIELDS).map((field) => `${field}:`);

/** A part of the query, from `start` up to `end`. */
type Piece = { start: number; end: number } & (
  | { kind: 'word' | 'phrase'; text: string }
  | { kind: 'or' }
  | { kind: 'other' }
);

/**
 * Reads a search query. Plain words rank, date words set the range, `@Name` is an account or person; `"…"`, `-word`,
 * `OR` and known `field:value` are operators. Unknown fields, open quotes and lone hyphens are plain words, named in
 * `warnings`.
 * @throws AppError `invalid_input` for a known field with an impossible value.
 */
export function parseQuery(query: string, known: QueryVocabulary, now: Date): ParsedQuery {
  const parsed: ParsedQuery = {
    words: [],
    plain: '',
    plainAt: [],
    phrases: [],
    alternatives: [],
    excluded: [],
    mentions: [],
    speakers: [],
    side: null,
    kind: null,
    platforms: [],
    trackers: [],
    isInTitle: false,
    from: null,
    to: null,
    warnings: [],
  };
  const pieces = readPieces(query, known, now, parsed);
  const plain = takeAlternatives(pieces, parsed);
  parsed.phrases.push(...plain.flatMap((piece) => (piece.kind === 'phrase' ? [piece.text] : [])));

  // All but plain words are blanked: date words are found in the rest, and spans still fit.
  let rest = ' '.repeat(query.length);
  for (const piece of plain)
    if (piece.kind === 'word')
      rest = rest.slice(0, piece.start) + piece.text + rest.slice(piece.start + piece.text.length);
  parsed.plainAt = plain.flatMap(({ kind, start, end }) => (kind === 'word' ? [{ start, end }] : []));
  const dates = findDateWords(rest, now, known.calendar);
  rest = blankSpans(rest, dates?.spans ?? []);
  parsed.from = later(parsed.from, dates?.from ?? null);
  parsed.to = earlier(parsed.to, dates?.to ?? null);
  parsed.words = contentWords(withoutLoneLetters(rest));
  parsed.plain = withoutLoneLetters(rest).replace(/\s+/g, ' ').trim();
  if (parsed.words.length === 0 && wordsOf(rest).length > 0)
    parsed.warnings.push(
      `"${rest.trim().replace(/\s+/g, ' ')}" is too common to search for; in quotes it is found as a phrase.`,
    );
  return parsed;
}

function readPieces(query: string, known: QueryVocabulary, now: Date, parsed: ParsedQuery): Piece[] {
  const mentions = findMentions(query, known.mentionables);
  const mentionAt = (at: number) => mentions.find(({ start }) => start === at);
  const pieces: Piece[] = [];
  let at = 0;
  /** Takes the pattern's match at this very place. */
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match) at = match.index + match[0].length;
    return match;
  };
  while (at < query.length) {
    const start = at;
    if (take(/\s+/y)) continue;
    const mention = query[at] === '@' ? mentionAt(at) : undefined;
    if (mention) {
      at = mention.end;
      parsed.mentions.push(mention);
      pieces.push({ kind: 'other', start, end: at });
      continue;
    }
    const excluded = take(/-(?:["“]([^"”]+)["”]|(?!\p{L}+:)([\p{L}\p{N}]\S*))/uy);
    if (excluded) {
      parsed.excluded.push(excluded[1]?.trim() ?? excluded[2] ?? '');
      pieces.push({ kind: 'other', start, end: at });
      continue;
    }
    const phrase = take(/["“]([^"”]+)["”]/uy);
    if (phrase) {
      if (wordsOf(phrase[1] ?? '').length > 0)
        pieces.push({ kind: 'phrase', text: (phrase[1] ?? '').trim(), start, end: at });
      continue;
    }
    const field = readField(query, at, mentionAt);
    if (field) {
      at = field.end;
      FIELDS[field.field]?.(parsed, field, known, now);
      pieces.push({ kind: 'other', start, end: at });
      continue;
    }
    const word = take(/[^\s"“”]+|["“”]/uy)?.[0] ?? '';
    if (/^["“”]$/.test(word)) {
      parsed.warnings.push('A quote is opened and not closed: its words were searched as plain words.');
      continue;
    }
    if (word === 'OR') {
      pieces.push({ kind: 'or', start, end: at });
      continue;
    }
    warnAbout(word, parsed);
    pieces.push({ kind: 'word', text: word, start, end: at });
  }
  return pieces;
}

/** `field:value` with a known field. The value may be quoted or a mention; null when there is no such field. */
function readField(
  query: string,
  at: number,
  mentionAt: (at: number) => Mention | undefined,
): (Value & { end: number }) | null {
  const match = /^(\p{L}+):(?:["“]([^"”]+)["”]|(?=\S)(?!["“”]))/u.exec(query.slice(at, at + 200));
  const field = match?.[1]?.toLowerCase() ?? '';
  if (!match || !Object.hasOwn(FIELDS, field)) return null;
  const end = at + match[0].length;
  if (match[2] !== undefined) return { field, text: match[2].trim(), mention: undefined, end };
  const mention = mentionAt(end);
  if (mention) return { field, text: mention.text, mention, end: mention.end };
  const text = /^[^\s"“”]+/u.exec(query.slice(end))?.[0] ?? '';
  return { field, text, mention: undefined, end: end + text.length };
}

function warnAbout(word: string, { warnings }: ParsedQuery): void {
  const field = /^-?(\p{L}+):/u.exec(word)?.[1];
  if (/^-+$/.test(word)) warnings.push('A lone "-" was ignored: put it right before a word to leave that word out.');
  else if (field !== undefined && Object.hasOwn(FIELDS, field.toLowerCase()))
    warnings.push(
      word.startsWith('-')
        ? `"${word}" was searched as plain words: only words and phrases can be left out.`
        : `"${word}" was searched as a plain word: "${field}:" has no value.`,
    );
  else if (field !== undefined)
    warnings.push(
      `"${word}" was searched as plain words: there is no field "${field}:" (known: ${KNOWN_FIELDS.join(', ')}).`,
    );
}

/** Words and phrases joined by OR leave the row and become alternatives. A stray OR gets a warning. */
function takeAlternatives(pieces: readonly Piece[], parsed: ParsedQuery): Piece[] {
  const isOperand = (piece: Piece | undefined): piece is Piece & { text: string } =>
    piece?.kind === 'word' || piece?.kind === 'phrase';
  const left: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] as Piece;
    const group: string[] = [];
    while (isOperand(pieces[at]) && pieces[at + 1]?.kind === 'or' && isOperand(pieces[at + 2])) {
      const [first, second] = [pieces[at], pieces[at + 2]] as (Piece & { text: string })[];
      if (group.length === 0 && first) group.push(first.text);
      if (second) group.push(second.text);
      at += 2;
    }
    const findable = group.filter((text) => wordsOf(text).length > 0);
    if (group.length > 0 && findable.length > 0) parsed.alternatives.push(findable);
    else if (piece.kind === 'or') parsed.warnings.push('An OR was ignored: it needs a word or a phrase on both sides.');
    else if (group.length === 0) left.push(piece);
  }
  return left;
}

/** The beginning of a day, a month, a year, or a time named in words. */
function toMoment(field: string, text: string, calendar: Calendar, now: Date): Date {
  const moment = /^\d{4}$/.test(text)
    ? parseInstant(`${text}-01-01`, calendar.timeZone)
    : (parseInstant(text, calendar.timeZone) ?? findDateWords(text.replace(/[_+]/g, ' '), now, calendar)?.from);
  if (!moment) throw impossible(field, text, ['2026-11-22', '2026-11', '2026', 'yesterday']);
  return moment;
}

function oneOf<T extends string>(field: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value.toLowerCase());
  if (!found) throw impossible(field, value, allowed);
  return found;
}

const impossible = (field: string, value: string, possible: readonly string[]): AppError =>
  new AppError(
    'invalid_input',
    `${field}:${value} is not possible. Use ${possible.map((name) => `${field}:${/\s/.test(name) ? `"${name}"` : name}`).join(', ')}.`,
  );
