import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import type { HostCheck } from '../guarded-fetch.ts';
import { recordAudit } from '../store/audit-store.ts';
import { lockOrganizationModel, readModelWithKey, saveOrganizationModel } from '../store/organization-models-store.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Viewer } from '../viewer.ts';
import type { AskDeps } from './ask-question.ts';
import { checkModelByCases } from './compare-cases.ts';
import type { OpenOwnModel } from './own-model.ts';

/** The model that words the organization's answers, and where it answers. */
export const modelWishSchema = z.object({
  name: z.string().trim().min(1).max(200).meta({ example: 'gpt-5' }),
  baseUrl: z.string().trim().max(2000).nullable().meta({
    description: "Any OpenAI-compatible endpoint, or the target URI of an Azure deployment; null is OpenAI's own.",
    example: 'https://models.example/v1',
  }),
  apiKey: z.string().trim().max(10_000).nullable().optional().meta({
    description: 'Absent keeps the key there is, as long as the endpoint is on the same host; null drops it.',
  }),
  contextTokens: z.number().int().min(2048).max(10_000_000).nullable().optional().meta({
    description:
      "Tokens of a prompt and its answer together; absent or null is the server's setting, or what the endpoint says.",
  }),
  anyway: z.boolean().optional().meta({
    description: "Uses it without asking it the organization's own cases first (`cases_lost`, `cases_unmeasured`).",
  }),
});
export type ModelWish = z.infer<typeof modelWishSchema>;

type Deps = AskDeps & { secrets: Secrets; openOwnModel: OpenOwnModel; checkModelHost: HostCheck };

/**
 * Names the model for the organization's answers; the key is kept sealed. From then on excerpts of calls go to its
 * endpoint with each question. Another model than the one in use is first asked the organization's own cases.
 * @throws AppError `forbidden`, `conflict` where the operator has named a model, `invalid_input`, `host_refused`,
 * and where the wish is not to use it anyway, `cases_lost` for more than a point of the cases, or `cases_unmeasured`.
 */
export async function setModel(deps: Deps, viewer: Viewer, wish: ModelWish, signal: AbortSignal): Promise<void> {
  checkAdmin(viewer);
  const { db, secrets, model, checkModelHost, now } = deps;
  if (model)
    throw new AppError(
      'conflict',
      `The operator of this server has set the model ${model.name} for everybody. It cannot be changed here.`,
    );
  const baseUrl = wish.baseUrl === null || wish.baseUrl === '' ? null : toEndpoint(wish.baseUrl);
  if (baseUrl !== null) await checkModelHost(baseUrl);
  const key = wish.apiKey === '' ? undefined : wish.apiKey;
  if (!wish.anyway) await checkByCases(deps, viewer, { ...wish, baseUrl, apiKey: key }, signal);
  await db.transaction(async (tx) => {
    const before = await lockOrganizationModel(tx, viewer.organizationId);
    // A key goes to no other host than the one that it was typed for.
    const keeps = key === undefined && before !== null && isSameHost(before, { baseUrl });
    await saveOrganizationModel(tx, secrets, viewer.organizationId, {
      name: wish.name,
      baseUrl,
      contextTokens: wish.contextTokens ?? null,
      key: keeps ? undefined : (key ?? null),
      changedAt: now(),
      changedBy: viewer.email,
    });
    const hasKey = keeps ? before.hasKey : (key ?? null) !== null;
    const details = { name: wish.name, host: hostOf(baseUrl), hasKey };
    await recordAudit(tx, viewer, { action: 'model.set', details }, now());
  });
}

async function checkByCases(deps: Deps, viewer: Viewer, wish: ModelWish, signal: AbortSignal): Promise<void> {
  const { name, baseUrl, contextTokens = null } = wish;
  const before = await readModelWithKey(deps.db, deps.secrets, viewer.organizationId);
  if (before?.name === name && before.baseUrl === baseUrl) return;
  const keptKey = before && isSameHost(before, { baseUrl }) ? await before.openKey() : null;
  const apiKey = wish.apiKey === undefined ? keptKey : wish.apiKey;
  const model = deps.openOwnModel({ name, baseUrl, apiKey, ...(contextTokens !== null && { contextTokens }) });
  await checkModelByCases(deps, viewer, model, signal);
}

function toEndpoint(text: string): string {
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url))
    throw new AppError('invalid_input', 'That is not an address. One looks like https://models.example/v1.');
  const { username, password, href } = new URL(url);
  if (username || password)
    throw new AppError('invalid_input', 'The address holds a name or a password. Put the key into its own field.');
  return href;
}

const isSameHost = (one: { baseUrl: string | null }, other: { baseUrl: string | null }): boolean =>
  hostOf(one.baseUrl) === hostOf(other.baseUrl);

/** Null is OpenAI's own. */
const hostOf = (baseUrl: string | null): string | null => (baseUrl === null ? null : new URL(baseUrl).host);
