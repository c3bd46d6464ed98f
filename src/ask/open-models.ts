import type { Config } from '../config.ts';
import { endpointFetch, modelHostCheck, typedEndpointFetch } from '../guarded-fetch.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Db } from '../store/db.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Tracing } from '../tracing.ts';
import { cappedModel } from './capped-model.ts';
import { observedModel } from './observed-model.ts';
import { type OpenAiOptions, openAiModel } from './openai-model.ts';
import { makeOwnModel, type OpenOwnModel } from './own-model.ts';
import { makePatience } from './patience.ts';

type Deps = {
  db: Db;
  secrets: Secrets;
  metrics: Metrics;
  tracing: Tracing;
  now: () => Date;
  log: Log;
  isLocal: boolean;
};

/**
 * The operator's model and judge, null where the settings name none, and the way to an organization's own. Addresses
 * that an admin typed are reached through the guard; `isLocal` lets them be this machine's.
 */
export function openModels(config: Config, { db, secrets, metrics, tracing, now, log, isLocal }: Deps) {
  const { contextTokens, silenceSeconds, modelHosts } = config;
  const openModel = (options: OpenAiOptions) => {
    const signals = { metrics, tracing, log, isOwn: options.isTyped ?? false };
    return cappedModel(observedModel(openAiModel({ contextTokens, silenceSeconds, ...options }), signals));
  };
  const fetch = endpointFetch(config);
  const model = config.model ? openModel({ ...config.model, fetch }) : null;
  const judge = config.model && config.judge ? openModel({ ...config.model, ...config.judge, fetch }) : null;
  const typedFetch = typedEndpointFetch({ hosts: modelHosts, isLocal });
  const openOwnModel: OpenOwnModel = (own) => openModel({ ...own, isTyped: true, fetch: typedFetch });
  return {
    model,
    judge,
    openOwnModel,
    ownModel: makeOwnModel({ db, secrets, open: openOwnModel }),
    patience: makePatience({ now }),
    checkModelHost: modelHostCheck({ hosts: modelHosts, isLocal }),
  };
}
