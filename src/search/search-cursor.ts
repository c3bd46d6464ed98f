import { createHash } from 'node:crypto';
import { toCallId } from '../call.ts';
import { AppError } from '../errors.ts';
import { instantAt } from '../time-window.ts';
import type { CallKey } from './segment-index.ts';

/**
 * Where a list of results continues. `shown` names all results so far, so that no change of the index repeats or skips
 * a result. `after` is the last call listed, newest first, once the ranked results are used up.
 */
export type SearchCursor = { shown: ReadonlySet<string>; after: CallKey | null };

const VERSION = 1;
const QUERY_BYTES = 6;
const SHOWN_BYTES = 6;

/** A result's name in few bytes. Two of a thousand results share a name once in half a billion searches. */
export const shownName = (result: string): string => digest(result, SHOWN_BYTES).toString('base64url');

/** The cursor as text for callers; valid for the same `query` only. */
export function writeCursor(query: unknown, { shown, after }: SearchCursor): string {
  const key = Buffer.from(after ? `${after.startedAt.getTime()} ${after.callId}` : '');
  const head = Buffer.from([VERSION, key.length]);
  const names = [...shown].map((name) => Buffer.from(name, 'base64url'));
  return Buffer.concat([head, queryName(query), key, ...names]).toString('base64url');
}

/** @throws AppError `invalid_input` for a foreign text or another query's cursor. */
export function readCursor(query: unknown, text: string): SearchCursor {
  const bytes = Buffer.from(text, 'base64url');
  const [version, keyLength = 0] = bytes;
  const names = bytes.subarray(2 + QUERY_BYTES + keyLength);
  const [time = '', callId = ''] = bytes
    .subarray(2 + QUERY_BYTES, 2 + QUERY_BYTES + keyLength)
    .toString()
    .split(' ');
  const isOurs = version === VERSION && names.length % SHOWN_BYTES === 0 && bytes.toString('base64url') === text;
  const startedAt = /^-?\d{1,15}$/.test(time) && /^\w+$/.test(callId) ? instantAt(Number(time)) : null;
  if (!isOurs || (keyLength > 0 && startedAt === null) || bytes.length < 2 + QUERY_BYTES + keyLength)
    throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
  if (!bytes.subarray(2, 2 + QUERY_BYTES).equals(queryName(query)))
    throw new AppError('invalid_input', 'This cursor belongs to another query. Start again without a cursor.');
  const shown = new Set<string>();
  for (let at = 0; at < names.length; at += SHOWN_BYTES)
    shown.add(names.subarray(at, at + SHOWN_BYTES).toString('base64url'));
  return { shown, after: startedAt && { startedAt, callId: toCallId(callId) } };
}

const queryName = (query: unknown): Buffer => digest(JSON.stringify(query), QUERY_BYTES);
const digest = (text: string, bytes: number): Buffer => createHash('sha256').update(text).digest().subarray(0, bytes);
