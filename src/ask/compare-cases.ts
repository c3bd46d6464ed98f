import { readMeasurer } from '../access/read-member.ts';
import { AppError, isAppError } from '../errors.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { saveFound } from '../store/eval-cases-store.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { ShownEvidence } from './answer.ts';
import { askForMeasure } from './ask-for-measure.ts';
import type { AskDeps } from './ask-question.ts';
import { foundShare, rightShare } from './evaluated-question.ts';
import { heardModel } from './heard-model.ts';
import { meter } from './metered-model.ts';
import type { Model } from './model.ts';
import { ModelError } from './model-error.ts';
import { modelOf } from './own-model.ts';
import { type AskedCase, readCases } from './read-cases.ts';
import { together } from './together.ts';
import { askSample } from './try-model.ts';

/** A change that loses more than this of the organization's own cases is refused. */
const MOST_LOST = 0.01;
/** Most cases asked of a model at a change of it, the newest: each costs, and somebody waits. */
const MOST_ASKED = 20;
const AT_ONCE = 4;

/** How many cases another model is asked before it is used. */
export const countAsked = (cases: number): number => Math.min(cases, MOST_ASKED);

/**
 * Asks the organization's newest cases of the model in use and of another at once, and refuses the other where it
 * answers more than a point fewer of them right. Nothing is asked without a case. The other first answers a small
 * invented question: one that cannot be reached is not measured.
 * @throws AppError `cases_lost`; `cases_unmeasured` where either model, or the search, fails.
 */
export async function checkModelByCases(
  deps: AskDeps,
  viewer: Viewer,
  model: Model,
  signal: AbortSignal,
): Promise<void> {
  const stored = await readCases(deps, viewer);
  const cases = stored.slice(0, countAsked(stored.length));
  if (cases.length === 0) return;
  const [then = 0, now = 0] = await measured(model, cases, signal, async () => {
    await askSample(meter(model), signal).catch(named(model));
    const inUse = await modelOf(deps, viewer.organizationId);
    return together(
      signal,
      [model, inUse].map((one) => (within) => shareRight({ ...deps, model: one }, viewer, cases, within)),
    );
  });
  if (now - then <= MOST_LOST) return;
  throw new AppError(
    'cases_lost',
    `${model.name} gets ${points(then)} of your ${casesOf(cases.length)} right, the current model ${points(now)}. Nothing was changed. See Settings → Cases.`,
  );
}

/** Says of a failure that nothing was measured by it. */
async function measured<T>(
  { name }: Model,
  cases: readonly AskedCase[],
  signal: AbortSignal,
  measure: () => Promise<T>,
): Promise<T> {
  try {
    return await measure();
  } catch (error) {
    if (signal.aborted || !isAppError(error)) throw error;
    throw new AppError(
      'cases_unmeasured',
      `${name} couldn’t be compared on your ${casesOf(cases.length)}, so nothing was changed. ${error.message}`,
      { cause: error },
    );
  }
}

/** Two models are asked: a failure says whose it is, and what to do about it. */
const named =
  ({ name }: Model) =>
  (error: unknown): never => {
    if (!(error instanceof ModelError)) throw error;
    throw new AppError(error.code, `${name}: ${error.message} ${error.advice}`, { cause: error });
  };

/** An organization's own model has no judge beside it. */
const withoutOwn = { ownModel: async () => null, judge: null };

/** @throws AppError of a model that failed in an answer, although the answer went on without it. */
async function shareRight(
  deps: AskDeps,
  viewer: Viewer,
  cases: readonly AskedCase[],
  signal: AbortSignal,
): Promise<number> {
  const { model } = deps;
  const heard = model && heardModel(model);
  const asked = { ...deps, ...withoutOwn, model: heard?.model ?? null };
  const shares: number[] = [];
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE).map((one) => async (within: AbortSignal) => {
      const answer = await askForMeasure(asked, viewer, within)(one, () => {});
      const failure = heard?.failure();
      if (model && failure) named(model)(failure);
      return rightShare(one, answer);
    });
    shares.push(...(await together(signal, some)));
  }
  return mean(shares);
}

/**
 * Compares what an index finds of every organization's cases with what the index in use finds; where that one cannot
 * be read, with what it found when it was last measured. Nobody is shown anything, so every call is searched, whoever
 * may read it. No model is asked. Answers what is to be done once the index is used: what it found is noted.
 * @property anyway compares nothing, and never refuses.
 * @throws AppError `cases_lost` where one loses more than a point, `index_unavailable`.
 */
export async function checkIndexByCases(
  deps: AskDeps,
  { index, anyway }: { index: SegmentReader; anyway: boolean },
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const measuring = { ...deps, freshAccess: async (viewer: Viewer) => viewer };
  const notes: (() => Promise<void>)[] = [];
  for (const organization of await listOrganizations(deps.db)) {
    const cases = (await readCases(deps, { organizationId: organization.id })).filter(
      ({ expected }) => expected.spans?.length,
    );
    if (cases.length === 0) continue;
    const viewer = await readMeasurer(deps, organization.id);
    const measure = () => sharesFound({ ...measuring, index }, viewer, cases, signal);
    const then = await (anyway ? measure().catch(unlessStopped(signal)) : measure());
    if (!anyway) refuseLoss(organization, await foundInUse(measuring, viewer, cases, signal), then);
    for (const { id } of cases) notes.push(() => saveFound(deps.db, organization.id, id, then.get(id) ?? null));
  }
  return async () => {
    for (const note of notes) await note();
  };
}

/** Nothing is known of an index that could not be measured. */
const unlessStopped =
  (signal: AbortSignal) =>
  (error: unknown): Map<string, number> => {
    if (signal.aborted || !isAppError(error)) throw error;
    return new Map();
  };

function refuseLoss({ name }: { name: string }, now: Map<string, number>, then: Map<string, number>): void {
  const before = mean([...now.values()]);
  const after = mean([...now.keys()].map((id) => then.get(id) ?? 0));
  if (before - after > MOST_LOST)
    throw new AppError(
      'cases_lost',
      `The new index finds ${points(after)} of what answers the ${casesOf(now.size)} of ${name}, the current one ${points(before)}. Nothing was changed. To use the new index anyway, run \`colloquy reindex --anyway\`.`,
    );
}

async function foundInUse(
  deps: AskDeps,
  viewer: Viewer,
  cases: readonly AskedCase[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  try {
    return await sharesFound(deps, viewer, cases, signal);
  } catch (error) {
    if (!isAppError(error, 'index_unavailable')) throw error;
    return new Map(cases.flatMap(({ id, found }) => (found === null ? [] : [[id, found]])));
  }
}

async function sharesFound(
  deps: AskDeps,
  viewer: Viewer,
  cases: readonly AskedCase[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const ask = askForMeasure({ ...deps, ...withoutOwn, model: null }, viewer, signal);
  const found = new Map<string, number>();
  for (const one of cases) {
    let evidence: ShownEvidence[] = [];
    await ask(one, (event) => {
      if (event.type === 'evidence') evidence = event.evidence;
    });
    found.set(one.id, foundShare(one, evidence) ?? 0);
  }
  return found;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
const points = (share: number): string => `${Math.round(share * 1000) / 10}%`;
const casesOf = (count: number): string => (count === 1 ? 'one test question' : `${count} test questions`);
