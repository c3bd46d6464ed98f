import { type OrganizationId, toOrganizationId } from '../call.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import type { Model } from './model.ts';
import type { ModelDeps } from './own-model.ts';
import { tryOut } from './try-model.ts';

type Finding = { what: string; isWell: boolean; text: string };

/**
 * Tries every model that words answers: the operator's, or those that admins have set, of the given organization or
 * all. For operators. Nothing where answers quote.
 */
export async function examineModel(
  { db, model, ownModel }: ModelDeps & { db: Db },
  organizationId: string | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  if (model) return [await examineOne('model', model, signal)];
  const organizations: { id: OrganizationId; name: string }[] = (await listOrganizations(db)).filter(
    ({ id }) => organizationId === undefined || id === toOrganizationId(organizationId),
  );
  const findings: Finding[] = [];
  for (const { id, name } of organizations) {
    const own = await ownModel?.(id);
    if (own) findings.push(await examineOne(`${name}, model`, own, signal));
  }
  return findings;
}

async function examineOne(what: string, model: Model, signal: AbortSignal): Promise<Finding> {
  const { ok, text, firstTextMs, tokensPerSecond, failure } = await tryOut(model, signal);
  if (!ok) {
    const said = failure?.said ? ` The endpoint said: ${failure.said}` : '';
    return { what, isWell: false, text: `${model.name}: ${text}${said}${failure ? ` ${failure.advice}` : ''}` };
  }
  const speed = tokensPerSecond === null ? '' : `, then ${tokensPerSecond} tokens a second`;
  return { what, isWell: true, text: `${model.name} answers: first words after ${firstTextMs} ms${speed}` };
}
