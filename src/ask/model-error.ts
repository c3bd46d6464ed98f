import { AppError, type ErrorCode } from '../errors.ts';

/** What an admin should look at after a failure of the model. */
export const MODEL_CHECKS = [
  'key',
  'access',
  'model_name',
  'address',
  'billing',
  'rate',
  'context',
  'filter',
  'request',
  'server',
  'network',
  'silence',
  'reply',
] as const;
export type ModelCheck = (typeof MODEL_CHECKS)[number];

/** What to do about each, in words for an admin. */
const ADVICE: Record<ModelCheck, string> = {
  key: 'Check the key: whether it is complete, still valid, and made for this endpoint.',
  access: 'Check whether the key may use this model: its project, its permissions and the regions allowed.',
  model_name: 'Check the name of the model, letter by letter. A local server may have to download it first.',
  address: 'Check the address: it usually ends in /v1; Azure’s is the target URI of the deployment.',
  billing: 'Check plan, billing and quota with the provider: the account has nothing left to spend.',
  rate: 'Check the rate limits of the account with the provider, or wait.',
  context: 'Set OPENAI_CONTEXT_TOKENS, or the context in the settings, to what the model can read.',
  filter: 'Check the content filter that the provider has set for this model.',
  request: 'The endpoint does not take requests of this kind. Check that the model is one for chat.',
  server: 'The endpoint itself has trouble. Check its log or status page, and try again later.',
  network: 'Check the address, and whether this server may reach it: name, port, proxy, firewall, certificate.',
  silence: 'Check whether the endpoint is overloaded. OPENAI_SILENCE_SECONDS allows longer thinking.',
  reply: 'Check that the address is of an OpenAI-compatible API, and that no proxy answers in its place.',
};

export type ModelFailure = {
  check: ModelCheck;
  /** Of HTTP; null where nothing came back. */
  status: number | null;
  /** The endpoint's own words, for admins alone: an endpoint may repeat what it was asked. */
  said: string | null;
};

/** A failure of the model. The message is for every reader; `failure` and `advice` are for admins. */
export class ModelError extends AppError {
  readonly failure: ModelFailure;

  constructor(
    code: Extract<ErrorCode, `model_${string}`>,
    message: string,
    failure: ModelFailure,
    options: { cause?: unknown } = {},
  ) {
    super(code, message, options);
    this.failure = failure;
  }

  get advice(): string {
    return ADVICE[this.failure.check];
  }
}
