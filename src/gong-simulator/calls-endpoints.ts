import type { Hono } from 'hono';
import { toExtensiveCall, toMetaData } from './gong-shapes.ts';
import { signedMedia } from './media-endpoints.ts';
import { isProcessed, isTranscribed, type SimulatedCall } from './simulated-data.ts';
import { answer, type Ctx, fail, type Simulation, type SimulatorEnv } from './simulation.ts';

type Filter = {
  fromDateTime?: string;
  toDateTime?: string;
  workspaceId?: string;
  callIds?: string[];
  primaryUserIds?: string[];
};
type Body = { cursor?: string; filter?: Filter; contentSelector?: Record<string, unknown> };

const EMPTY = 'No calls found corresponding to the provided filters';
const DAY_MS = 86_400_000;

/** GET /v2/calls, /v2/calls/{id}, POST /v2/calls/extensive and /transcript (docs/gong-api.md §3). */
export function addCallsEndpoints(app: Hono<SimulatorEnv>, simulation: Simulation): void {
  const { data, faults, now, timeZone, page } = simulation;

  /** The matching calls that Gong has processed, and the number of unlisted calls that Gong still counts. */
  function find(filter: Filter, timeOf: (call: SimulatedCall) => string) {
    const fitting = data.calls.filter((call) => matches(call, filter, timeOf(call)));
    const calls = fitting.filter((call) => isProcessed(call, now()));
    const unlisted = faults.countsUnprocessed ? fitting.length - calls.length : 0;
    return { calls: faults.shuffled ? shuffle(calls) : calls, unlisted };
  }

  app.get('/v2/calls', (c) => {
    const { fromDateTime, toDateTime, workspaceId, cursor } = c.req.query();
    const filter = defined({ fromDateTime, toDateTime, workspaceId });
    const problem = problemOf(filter, faults.longestWindowDays);
    if (problem) return fail(c, 400, problem);
    const { calls, unlisted } = find(filter, listTimeOf);
    if (calls.length === 0) return fail(c, 404, EMPTY);
    const rows = calls.map((call) => toMetaData(call, timeZone));
    return page(c, filter, cursor, 'calls', rows, unlisted);
  });
  // Registered before `/v2/calls/:id`, because that route would take these words for an id.
  for (const path of ['/v2/calls/extensive', '/v2/calls/transcript', '/v2/calls/users-access'])
    app.get(path, (c) => fail(c, 405, 'Method Not Allowed'));
  app.get('/v2/calls/:id', (c) => {
    const call = data.calls.find((row) => row.metaData.id === c.req.param('id'));
    return call && isProcessed(call, now())
      ? answer(c, { call: toMetaData(call, timeZone) })
      : fail(c, 404, `Call ID ${c.req.param('id')} was not found`);
  });

  app.post('/v2/calls/extensive', (c) => {
    const body = bodyOf(c);
    const problem = body.filter ? problemOf(body.filter, faults.longestWindowDays) : 'filter: must not be null';
    if (problem || !body.filter) return fail(c, 400, problem ?? '');
    const { calls, unlisted } = find(body.filter, (call) => call.metaData.started);
    if (calls.length === 0) return fail(c, 404, EMPTY);
    const media = (call: SimulatedCall) => signedMedia(simulation, call);
    const rows = calls.map((call) => () => toExtensiveCall(call, body.contentSelector, timeZone, media));
    return page(c, [body.filter, body.contentSelector], body.cursor, 'calls', rows, unlisted);
  });

  app.post('/v2/calls/transcript', (c) => {
    const body = bodyOf(c);
    const problem = body.filter ? problemOf(body.filter, faults.longestWindowDays) : 'filter: must not be null';
    if (problem || !body.filter) return fail(c, 400, problem ?? '');
    const filter = body.filter;
    // Gong may have a transcript before it lists the call (docs/gong-api.md §3.5).
    const found = data.calls
      .filter((call) => matches(call, filter, call.metaData.started) && isTranscribed(call, now()))
      .map((call) => data.transcripts.get(call.metaData.id))
      .filter((transcript) => transcript !== undefined);
    if (found.length === 0) return fail(c, 404, EMPTY);
    return page(c, filter, body.cursor, 'callTranscripts', found);
  });
}

const bodyOf = (c: Ctx): Body => (c.get('body') ?? {}) as Body;

function problemOf(filter: Filter, longestDays: number | null): string | undefined {
  for (const member of ['fromDateTime', 'toDateTime'] as const) {
    const time = filter[member];
    if (time !== undefined && Number.isNaN(Date.parse(time))) return `filter.${member}: must be an ISO-8601 time`;
  }
  if (filter.callIds && filter.callIds.length === 0) return 'filter.callIds: must not be empty';
  if (!filter.fromDateTime || !filter.toDateTime) return undefined;
  const lengthMs = Date.parse(filter.toDateTime) - Date.parse(filter.fromDateTime);
  if (lengthMs <= 0) return 'filter.fromDateTime: must be before toDateTime';
  if (longestDays !== null && lengthMs > longestDays * DAY_MS)
    return `filter: the date range must not exceed ${longestDays} days`;
  return undefined;
}

function matches(call: SimulatedCall, filter: Filter, time: string): boolean {
  const at = Date.parse(time);
  return (
    (!filter.fromDateTime || at >= Date.parse(filter.fromDateTime)) &&
    (!filter.toDateTime || at < Date.parse(filter.toDateTime)) &&
    (!filter.workspaceId || call.metaData.workspaceId === filter.workspaceId) &&
    (!filter.callIds || filter.callIds.includes(call.metaData.id)) &&
    (!filter.primaryUserIds || filter.primaryUserIds.includes(String(call.metaData.primaryUserId)))
  );
}

/** GET /v2/calls filters web conferences by their scheduled time and other calls by their start. */
const listTimeOf = (call: SimulatedCall): string =>
  call.metaData.direction === 'Conference' && typeof call.metaData.scheduled === 'string'
    ? call.metaData.scheduled
    : call.metaData.started;

function defined(filter: { [K in keyof Filter]: Filter[K] | undefined }): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Filter;
}

/** An arbitrary order, the same for all pages of a sequence: calls sorted by their ids read backwards. */
const shuffle = (calls: SimulatedCall[]): SimulatedCall[] => {
  const key = (call: SimulatedCall) => [...call.metaData.id].reverse().join('');
  return calls.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};
