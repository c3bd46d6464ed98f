import type OpenAI from 'openai';

export type OpenAiAccess = {
  baseUrl: string | null;
  apiKey: string | null;
  /** Azure's deployment where the address names none or another model's. */
  deployment?: string;
  /** An admin typed it: what the environment says of the operator's account is not for it. */
  isTyped?: boolean;
};

type ClientOptions = { maxRetries: number; timeoutMs: number; fetch?: typeof fetch };

/** A client of any OpenAI-compatible endpoint, Azure's included. The package is loaded by the first who asks one. */
export async function openAiClient(
  { baseUrl, apiKey, deployment, isTyped }: OpenAiAccess,
  { maxRetries, timeoutMs, fetch }: ClientOptions,
): Promise<OpenAI> {
  const { OpenAI, AzureOpenAI } = await import('openai');
  const options = {
    ...{ maxRetries, timeout: timeoutMs, logLevel: 'off' as const },
    ...(fetch && { fetch: isTyped ? withoutOthersHeaders(fetch) : fetch }),
    ...(isTyped && { organization: null, project: null }),
  };
  // Local servers need no key, but the package insists on a value.
  const key = apiKey ?? 'none';
  // Headers of the environment could stand in for the key.
  const authorization = isTyped ? { authorization: `Bearer ${key}` } : {};
  const address = baseUrl === null ? null : toAddress(baseUrl);
  if (address?.kind === 'azure') {
    const name = deployment ?? address.deployment;
    return new AzureOpenAI({
      ...options,
      baseURL: address.baseUrl,
      apiVersion: address.apiVersion,
      ...(name && { deployment: name }),
      // A token of Entra is a JWT; Azure takes it as a bearer token, and every other key in a header of its own.
      ...(isTyped && {
        defaultHeaders: key.startsWith('ey') ? authorization : { 'api-key': key, authorization: null },
      }),
      // Without a key of its own the package takes the environment's, and refuses both.
      ...(key.startsWith('ey') ? { apiKey: '', azureADTokenProvider: async () => key } : { apiKey: key }),
    });
  }
  return new OpenAI({
    ...options,
    apiKey: key,
    // The package would look into the environment, where the address of somebody else's endpoint may stand.
    baseURL: address?.baseUrl ?? OPENAI,
    ...(address && { defaultQuery: address.query }),
    defaultHeaders: { ...authorization, ...(address?.isAzure && { 'api-key': key }) },
  });
}

const OPENAI = 'https://api.openai.com/v1';

type Address =
  | { kind: 'openai'; baseUrl: string; query: Record<string, string>; isAzure: boolean }
  | { kind: 'azure'; baseUrl: string; deployment: string | null; apiVersion: string };

/** The newest version of Azure's API that is generally available. */
const AZURE_VERSION = '2024-10-21';
const OPERATION = /\/(chat\/completions|completions|responses|embeddings)$/;

/** An endpoint's address as a console shows it: with or without the operation, Azure's by deployment or as `v1`. */
export function toAddress(text: string): Address {
  const url = new URL(text);
  const path = url.pathname.replace(/\/+$/, '').replace(OPERATION, '');
  const { 'api-version': apiVersion, ...query } = Object.fromEntries(url.searchParams);
  const isAzure = url.hostname.endsWith('.azure.com');
  const [, before, deployment] = /^(.*?)\/deployments\/([^/]+)/.exec(path) ?? [];
  if (before !== undefined && deployment !== undefined)
    return {
      kind: 'azure',
      baseUrl: url.origin + before,
      deployment: decodeURIComponent(deployment),
      apiVersion: apiVersion ?? AZURE_VERSION,
    };
  if (apiVersion !== undefined && (path === '' || path.endsWith('/openai')))
    return { kind: 'azure', baseUrl: url.origin + (path || '/openai'), deployment: null, apiVersion };
  const isBare = isAzure && (path === '' || path === '/openai');
  return {
    kind: 'openai',
    baseUrl: url.origin + (isBare ? '/openai/v1' : path),
    query: { ...query, ...(apiVersion !== undefined && { 'api-version': apiVersion }) },
    isAzure,
  };
}

const HEADERS = /^(?:accept|api-key|authorization|content-type|user-agent|x-stainless-.+)$/;

/** The package sends along what OPENAI_CUSTOM_HEADERS says, which is for the operator's endpoint. */
const withoutOthersHeaders =
  (send: typeof fetch): typeof fetch =>
  (url, init) => {
    const headers = [...new Headers(init?.headers)].filter(([name]) => HEADERS.test(name));
    return send(url, { ...init, headers });
  };
