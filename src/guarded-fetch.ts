import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { RequestInit } from 'undici';
import { AppError, isAppError } from './errors.ts';
import { once } from './once.ts';

/** An origin that was allowed before, such as Gong's own; private only where the operator vouches for it. */
export type TrustedOrigin = { origin: string; isByOperator: boolean };

/** Like `fetch`, for addresses told by others. */
export type GuardedFetch = (
  url: string,
  init: { headers?: Record<string, string>; signal: AbortSignal; trusts?: TrustedOrigin },
) => Promise<Response>;

const MOST_REDIRECTS = 5;
const GONG = '*.gong.io';

/** `hosts` are the operator's, in lower case; tests bring a `lookup` of their own. */
type Deps = { hosts: readonly string[]; isLocal: boolean; lookup?: typeof dns.lookup };

/**
 * Fetches from `*.gong.io`, from the operator's hosts (`name`, `name:port` or `*.domain`), from a trusted origin, and
 * from no other. Addresses of private networks, of this machine and of its link are refused, unless the operator
 * named the very host; a trusted origin on this machine passes with `isLocal`, as in `hostCheck`. The address checked
 * is the address connected to, and each redirect is checked anew.
 * @throws AppError `host_refused`.
 */
export function guardedFetch({ hosts, isLocal, lookup = dns.lookup }: Deps): GuardedFetch {
  const undici = once(async () => {
    const { Agent, fetch } = await import('undici');
    return { fetch, anywhere: new Agent(), publicOnly: new Agent({ connect: { lookup: lookupPublic(lookup) } }) };
  });
  return async (url, { headers = {}, signal, trusts }) => {
    let at = new URL(url);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const isTrusted = at.origin === trusts?.origin;
      const mayBePrivate =
        isNamed(at, hosts) || (isTrusted && (trusts?.isByOperator || (isLocal && isLoopback(bare(at.hostname)))));
      if (
        !/^https?:$/.test(at.protocol) ||
        !(isTrusted || mayBePrivate || [GONG, ...hosts].some((name) => covers(name, at)))
      )
        throw refused(at.host, 'Only *.gong.io is asked for recordings. GONG_HOSTS allows others.');
      if (!mayBePrivate && isPrivateAddress(bare(at.hostname))) throw privateHost(at.host);
      const { fetch, anywhere, publicOnly } = await undici();
      const request: RequestInit = {
        headers,
        signal,
        redirect: 'manual',
        dispatcher: mayBePrivate ? anywhere : publicOnly,
      };
      const response = await fetch(at, request).catch((error) => {
        throw isAppError(error?.cause) ? error.cause : error;
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return asResponse(response);
      await response.body?.cancel();
      if (!URL.canParse(location, at.href)) throw refused(at.host, 'It leads to an address that cannot be read.');
      at = new URL(location, at);
    }
    throw refused(at.host, 'It leads on and on.');
  };
}

/** Looks at a host that an admin typed. @throws AppError `host_refused`. */
export type HostCheck = (url: string) => Promise<void>;

/**
 * Refuses hosts whose name leads into a private network or to this machine, unless the operator named the very host.
 * A server within reach of its own machine alone (`isLocal`) may reach that machine. A name unknown to DNS passes:
 * asking the host fails in other words.
 */
export function hostCheck({ hosts, isLocal }: { hosts: readonly string[]; isLocal: boolean }): HostCheck {
  return async (url) => {
    const at = new URL(url);
    if (isNamed(at, hosts)) return;
    const name = bare(at.hostname);
    const addresses = isIP(name)
      ? [name]
      : await new Promise<string[]>((resolve) =>
          dns.lookup(name, { all: true }, (error, found) => resolve(error ? [] : found.map(({ address }) => address))),
        );
    const isRefused = (address: string) => isPrivateAddress(address) && !(isLocal && isLoopback(address));
    if (addresses.some(isRefused)) throw privateHost(at.host);
  };
}

/** The same for endpoints of models, which are told what customers said: beyond this network over TLS alone. */
export function modelHostCheck(allowed: { hosts: readonly string[]; isLocal: boolean }): HostCheck {
  const check = hostCheck(allowed);
  return async (url) => {
    const at = new URL(url);
    await check(url);
    if (!isNamed(at, allowed.hosts) && !isLoopback(bare(at.hostname))) checkTls(at);
  };
}

/** Endpoints of models may think for minutes: whoever asks has limits of its own. */
const PATIENT = { headersTimeout: 0, bodyTimeout: 0 };

/** A `fetch` for endpoints that the operator named, through the proxy of the environment where Node is told to. */
export function endpointFetch({ usesProxy }: { usesProxy: boolean }): typeof fetch {
  const undici = once(async () => {
    const { Agent, EnvHttpProxyAgent, fetch } = await import('undici');
    return { fetch, dispatcher: usesProxy ? new EnvHttpProxyAgent(PATIENT) : new Agent(PATIENT) };
  });
  return async (url, init) => {
    const { fetch, dispatcher } = await undici();
    return asResponse(await fetch(String(url), { ...(init as RequestInit | undefined), dispatcher }));
  };
}

/**
 * A `fetch` for hosts that admins typed, of Gong or of models: no private network and no redirect, whatever a name
 * leads to at that moment; with the operator's hosts and `isLocal` as for `hostCheck`.
 * @throws AppError `host_refused`.
 */
export function typedEndpointFetch({ hosts, isLocal, lookup = dns.lookup }: Deps): typeof fetch {
  const undici = once(async () => {
    const { Agent, fetch } = await import('undici');
    const publicOnly = new Agent({ ...PATIENT, connect: { lookup: lookupPublic(lookup) } });
    return { fetch, anywhere: new Agent(PATIENT), publicOnly };
  });
  return async (url, init) => {
    const at = new URL(String(url));
    const isAllowed = isNamed(at, hosts) || (isLocal && isLoopback(bare(at.hostname)));
    if (!isAllowed && isPrivateAddress(bare(at.hostname))) throw privateHost(at.host);
    if (!isAllowed) checkTls(at);
    const { fetch, anywhere, publicOnly } = await undici();
    const dispatcher = isAllowed ? anywhere : publicOnly;
    const request = { ...(init as RequestInit | undefined), redirect: 'manual' as const, dispatcher };
    return asResponse(
      await fetch(String(url), request).catch((error) => {
        throw isAppError(error?.cause) ? error.cause : error;
      }),
    );
  };
}

export const isLoopback = (address: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(address);

/** Whether an IP address belongs to no public host (IANA's registries of special-purpose addresses). */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 6 ? PRIVATE_6.check(address, 'ipv6') : family === 4 && PRIVATE_4.check(address);
}

// Two lists: one list applies rules for IPv6 to IPv4 as well.
const PRIVATE_4 = new BlockList();
const PRIVATE_6 = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE_4.addSubnet(net, prefix, 'ipv4');
// Of IPv6 only 2000::/3 is public. In there, 6to4, Teredo and the documentation's addresses are not.
for (const [net, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  PRIVATE_6.addSubnet(net, prefix, 'ipv6');

const lookupPublic =
  (lookup: typeof dns.lookup): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? new Error(`${hostname} has no address`), []);
      else if (addresses.some(({ address }) => isPrivateAddress(address))) callback(privateHost(hostname), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });

/** `*.gong.io` covers every name below, not `gong.io` itself, and only over TLS: others may listen in on HTTP. */
const covers = (name: string, url: URL): boolean =>
  name.startsWith('*.')
    ? url.protocol === 'https:' && url.hostname.endsWith(name.slice(1))
    : name === url.hostname || name === url.host;

/** Whether the operator named the very host. */
const isNamed = ({ hostname, host }: URL, hosts: readonly string[]): boolean =>
  hosts.includes(hostname) || hosts.includes(host);

/** @throws AppError `host_refused` for an address without TLS. */
function checkTls({ protocol, host }: URL): void {
  if (protocol !== 'https:') throw refused(host, 'Over http everybody on the way can read along: use https.');
}

/** An IPv6 address without the brackets of a URL. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const refused = (host: string, why: string): AppError => new AppError('host_refused', `${host} is not asked. ${why}`);
const privateHost = (host: string): AppError =>
  refused(
    host,
    'Its address is of a private network or of this machine. An operator allows it by GONG_HOSTS, or a model by OPENAI_HOSTS.',
  );

/** The same standard twice: undici's own types and those of the platform differ only in name. */
const asResponse = (response: unknown): Response => response as Response;
