import type { OrganizationId } from '../call.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { type OrganizationModel, readModelWithKey } from '../store/organization-models-store.ts';
import type { Secrets } from '../store/secrets.ts';
import { DEFAULT_CONTEXT_TOKENS } from './endpoint-context.ts';
import type { Model } from './model.ts';
import { ModelError } from './model-error.ts';

/** The model that an organization's admin named; null where none did. */
export type OwnModel = (organizationId: OrganizationId) => Promise<Model | null>;

/** Where a model comes from: the operator's, and without one the organization's own. */
export type ModelDeps = { model: Model | null; ownModel?: OwnModel };

/** The model that words an organization's answers; null where answers quote. */
export const modelOf = async ({ model, ownModel }: ModelDeps, organizationId: OrganizationId): Promise<Model | null> =>
  model ?? (await ownModel?.(organizationId)) ?? null;

type OpenedModel = Pick<OrganizationModel, 'name' | 'baseUrl'> & { apiKey: string | null; contextTokens?: number };
/** Opens a model as an admin named it. */
export type OpenOwnModel = (model: OpenedModel) => Model;
type Deps = { db: Db; secrets: Secrets; open: OpenOwnModel };

/** Opens each organization's model once per change: what an endpoint takes is learned by the one that is open. */
export function makeOwnModel({ db, secrets, open }: Deps): OwnModel {
  const opened = new Map<OrganizationId, { changed: string; model: Model }>();
  return async (organizationId) => {
    const own = await readModelWithKey(db, secrets, organizationId);
    if (!own) {
      opened.delete(organizationId);
      return null;
    }
    // A model that was removed and named again begins with the first version again.
    const changed = `${own.version} ${own.changedAt.getTime()}`;
    const known = opened.get(organizationId);
    if (known?.changed === changed) return known.model;
    const { name, baseUrl, contextTokens } = own;
    try {
      const apiKey = await own.openKey();
      const model = open({ name, baseUrl, apiKey, ...(contextTokens !== null && { contextTokens }) });
      opened.set(organizationId, { changed, model });
      return model;
    } catch (error) {
      if (!isAppError(error, 'invalid_settings')) throw error;
      return lockedModel(name, error);
    }
  };
}

/** A model whose key cannot be opened: answers quote, and say so. */
const lockedModel = (name: string, { message }: AppError): Model => ({
  name,
  fetchContextTokens: async () => DEFAULT_CONTEXT_TOKENS,
  prices: null,
  // biome-ignore lint/correctness/useYield: it ends before its first word.
  async *stream() {
    throw new ModelError('model_unavailable', 'The key of the model cannot be opened.', {
      check: 'key',
      status: null,
      said: message,
    });
  },
});
