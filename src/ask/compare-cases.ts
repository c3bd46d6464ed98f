import { readMember } from '../access/read-member.ts';
import { AppError, isAppError } from '../errors.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { saveFound } from '../store/eval-cases-store.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { ShownEvidence } from './answer.ts';
import { askForMeasure } from './ask-for-measure.ts';
import type { AskDeps } from './ask-question.ts';
import { foundShare, rightShare } from './evaluated-question.ts';
import type { Model } from './model.ts';
import { modelOf } from './own-model.ts';
import { type AskedCase, readCases } from './read-cases.ts';

/** A change that loses more than this of the organization's own cases is refused. */
const MOST_LOST = 0.01;
/** Most cases asked of a model at a change of it, the newest: each costs, and somebody waits. */
const MOST_ASKED = 20;
const AT_ONCE = 4;

/**
 * Asks the organization's newest cases of the model in use and of another, and refuses the other where it answers more
 * than a point fewer of them right. Nothing is asked without a case.
 * @throws AppError `cases_lost`, `index_unavailable`.
 */
export async function checkModelByCases(
  deps: AskDeps,
  viewer: Viewer,
  model: Model,
  signal: AbortSignal,
): Promise<void> {
  const cases = (await readCases(deps, viewer)).slice(0, MOST_ASKED);
  if (cases.length === 0) return;
  const now = await shareRight({ ...deps, model: await modelOf(deps, viewer.organizationId) }, viewer, cases, signal);
  const then = await shareRight({ ...deps, model }, viewer, cases, signal);
  if (now - then <= MOST_LOST) return;
  throw new AppError(
    'cases_lost',
    `${model.name} answers ${points(then)} of your ${casesOf(cases.length)} right, what is in use ${points(now)}. So nothing was changed; the cases are under Settings.`,
  );
}

const withoutOwn = { ownModel: async () => null };

async function shareRight(
  deps: AskDeps,
  viewer: Viewer,
  cases: readonly AskedCase[],
  signal: AbortSignal,
): Promise<number> {
  const ask = askForMeasure({ ...deps, ...withoutOwn }, viewer, signal);
  const shares: number[] = [];
  for (let at = 0; at < cases.length; at += AT_ONCE)
    shares.push(
      ...(await Promise.all(
        cases.slice(at, at + AT_ONCE).map(async (one) => rightShare(one, await ask(one, () => {}))),
      )),
    );
  return mean(shares);
}

/**
 * Compares what an index finds of every organization's cases with what the index in use finds; where that one cannot
 * be read, with what it found when it was last measured. No model is asked.
 * @throws AppError `cases_lost` where one loses more than a point, `index_unavailable`.
 */
export async function checkIndexByCases(deps: AskDeps, index: SegmentReader, signal: AbortSignal): Promise<void> {
  for (const organization of await listOrganizations(deps.db)) {
    const cases = (await readCases(deps, { organizationId: organization.id })).filter(
      ({ expected }) => expected.spans?.length,
    );
    if (cases.length === 0) continue;
    const viewer = await readMember(deps, organization.id);
    const now = await foundInUse(deps, viewer, cases, signal);
    const then = await sharesFound({ ...deps, index }, viewer, cases, signal);
    const compared = cases.flatMap(({ id }) => {
      const before = now.get(id);
      return before === undefined ? [] : [{ before, after: then.get(id) ?? 0 }];
    });
    const before = mean(compared.map((one) => one.before));
    const after = mean(compared.map((one) => one.after));
    if (before - after > MOST_LOST)
      throw new AppError(
        'cases_lost',
        `The new index finds ${points(after)} of what answers the ${casesOf(compared.length)} of ${organization.name}; the one in use finds ${points(before)} and stays. \`colloquy reindex --anyway\` uses the new one all the same.`,
      );
    for (const [id, share] of then) await saveFound(deps.db, organization.id, id, share);
  }
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
const points = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const casesOf = (count: number): string => (count === 1 ? 'one case' : `${count} cases`);
