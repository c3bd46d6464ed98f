import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ErrorCode } from './errors.ts';
import type { QuotaClass } from './quota.ts';

export type Metrics = ReturnType<typeof makeMetrics>;

/**
 * Values measured at each reading of the metrics, for the whole installation rather than this process. Null when a
 * value could not be read in time.
 */
export type Measured = {
  syncRuns: Record<string, number> | null;
  callsToIndex: number | null;
  callsToRemove: number | null;
  transcriptsDue: number | null;
  /**
   * Requests to Gong: the rest of the day for the organization nearest to the limit, and the free slots of all
   * organizations.
   */
  gong: { leastLeftOfDay: number | null; freeSlots: number } | null;
  storeBytes: number | null;
  indexBytes: number | null;
};

/** In seconds. A plan should take .1 at most and evidence .3 (docs/operations.md); a model may take minutes. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10, 30, 60, 120];

/**
 * This process's counts for its operator, in Prometheus' format. Labels come from short, closed lists and never hold an
 * organization, name, address or question. Memory, CPU and the event loop are watched from the first reading on, so an
 * unread process pays nothing.
 */
export function makeMetrics() {
  const registry = new Registry();
  let watchesProcess = false;
  const named = (name: string, help: string) => ({ name: `colloquy_${name}`, help, registers: [registry] });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ ...named(name, help), labelNames });
  const histogram = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Histogram({ ...named(name, help), labelNames, buckets: SECONDS });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ ...named(name, help), labelNames });

  const requests = histogram(
    'http_request_duration_seconds',
    'HTTP requests until their answer begins.',
    'method',
    'route',
    'status',
  );
  const answers = counter('answers_total', 'Questions asked, by how their answer ended.', 'status');
  const phases = histogram('ask_phase_duration_seconds', 'Phases of answering a question.', 'phase');
  const modelRequests = histogram(
    'model_request_duration_seconds',
    'Requests to a model, by how they ended.',
    'model',
    'outcome',
  );
  const tokens = counter('model_tokens_total', 'Tokens that a model read and wrote.', 'model', 'direction');
  const gongRequests = counter('gong_requests_total', 'Requests sent to Gong, by how they ended.', 'class', 'outcome');
  const gongWaits = histogram('gong_wait_seconds', 'Waits for a slot before a request to Gong.', 'class');
  const gauges = {
    syncRuns: gauge('sync_runs', 'Sync runs: open ones, and those that ended in the last 24 hours.', 'state'),
    callsToIndex: gauge('calls_to_index', 'Stored calls of which search does not have the latest.'),
    callsToRemove: gauge('calls_to_remove', 'Removed calls that search still has.'),
    transcriptsDue: gauge('transcripts_due', 'Calls whose transcript Gong is to be asked for by now.'),
    dayRequestsLeft: gauge('gong_day_requests_left', 'Requests left today of the organization that has the fewest.'),
    slotsFree: gauge('gong_slots_free', 'Slots for requests to Gong that are free now, of all organizations.'),
    storeBytes: gauge('store_size_bytes', 'Size of the database.'),
    indexBytes: gauge('search_index_size_bytes', 'Size of the live search index.'),
  };

  return {
    /** @param status HTTP status code; only its class is counted. */
    requestServed({ method, route, status, seconds }: RequestServed): void {
      requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
    },

    /** @param timingsMs end of plan, evidence and the whole, from the question's arrival on. */
    answerMade({ status, timingsMs, model }: AnswerMade): void {
      answers.inc({ status });
      const { plan, evidence, total } = timingsMs;
      const observe = (phase: string, ms: number) => phases.observe({ phase }, ms / 1000);
      if (plan !== undefined) observe('plan', plan);
      if (plan !== undefined && evidence !== undefined) observe('evidence', evidence - plan);
      if (evidence !== undefined && total !== undefined && model !== null) observe('model', total - evidence);
      if (total !== undefined) observe('total', total);
    },
    /** @param status `refused` when the error's HTTP status is below 500. */
    answerFailed: (status: 'refused' | 'failed'): void => answers.inc({ status }),

    modelAsked({ model, outcome, seconds, inputTokens, outputTokens }: ModelAsked): void {
      modelRequests.observe({ model, outcome }, seconds);
      tokens.inc({ model, direction: 'input' }, inputTokens);
      tokens.inc({ model, direction: 'output' }, outputTokens);
    },

    gongAsked: (quotaClass: QuotaClass, outcome: string): void => gongRequests.inc({ class: quotaClass, outcome }),
    gongWaited: (quotaClass: QuotaClass, seconds: number): void => gongWaits.observe({ class: quotaClass }, seconds),

    /** The metrics as Prometheus text, with the values measured for this reading. */
    async text(measured: Measured): Promise<string> {
      if (!watchesProcess) collectDefaultMetrics({ register: registry });
      watchesProcess = true;
      for (const one of Object.values(gauges)) one.reset();
      const set = (one: Gauge, value: number | null | undefined) => {
        if (value === null || value === undefined) one.remove();
        else one.set(value);
      };
      for (const [state, runs] of Object.entries(measured.syncRuns ?? {})) gauges.syncRuns.set({ state }, runs);
      set(gauges.callsToIndex, measured.callsToIndex);
      set(gauges.callsToRemove, measured.callsToRemove);
      set(gauges.transcriptsDue, measured.transcriptsDue);
      set(gauges.dayRequestsLeft, measured.gong?.leastLeftOfDay);
      set(gauges.slotsFree, measured.gong?.freeSlots);
      set(gauges.storeBytes, measured.storeBytes);
      set(gauges.indexBytes, measured.indexBytes);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

type RequestServed = { method: string; route: string; status: number; seconds: number };
type AnswerMade = { status: string; timingsMs: Record<string, number>; model: string | null };
/** `outcome` is `done`, `stopped` or the failure's code. */
type ModelAsked = {
  model: string;
  outcome: 'done' | 'stopped' | ErrorCode;
  seconds: number;
  inputTokens: number;
  outputTokens: number;
};
