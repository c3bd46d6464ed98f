import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';

/**
 * Names the public DNS gives to nobody (RFC 6761, 6762, 7686, 8375, 9476): such a host belongs to a private network.
 */
const NOBODYS = ['alt', 'home.arpa', 'internal', 'invalid', 'local', 'localhost', 'onion', 'test'];
/** Customers have their own names below these suffixes, but the public suffix list lacks both. */
const RENTED = ['mail.onmicrosoft.com', 'onmicrosoft.com'];

/**
 * The domain a company registered, for a host in lower case ASCII, by the public suffix list: `eu.acme.com` →
 * `acme.com`, `mail.brightwater.co.uk` → `brightwater.co.uk`. A name rented out by a host like github.io is the
 * tenant's (`acme.github.io`); the landlord's own addresses are the landlord's. Null for hosts without a company: no
 * dot, a public suffix, a network address, or a name known only inside a network.
 */
export function toCompanyDomain(host: string): string | null {
  const isBelow = (suffix: string) => host === suffix || host.endsWith(`.${suffix}`);
  if (NOBODYS.some(isBelow) || host.split('.').includes('')) return null;
  const landlord = RENTED.find((suffix) => host.endsWith(`.${suffix}`));
  if (landlord)
    return `${host
      .slice(0, -landlord.length - 1)
      .split('.')
      .at(-1)}.${landlord}`;
  return parse(host, { allowPrivateDomains: true }).domain ?? parse(host).domain;
}

/**
 * Whether words with dots end as hosts do: in a suffix that registries give out, or in one kept for examples and
 * private networks. "Node.js" and "e.g." do not.
 */
export const endsLikeHost = (text: string): boolean =>
  [...NOBODYS, 'example'].some((suffix) => text.toLowerCase().endsWith(`.${suffix}`)) || parse(text).isIcann === true;

/**
 * A company's name as far as its domain tells: `brightwater-dairy.co.uk` → "Brightwater Dairy", `xn--bcher-kva.de` →
 * "Bücher".
 */
export function toCompanyName(companyDomain: string): string {
  const [label = ''] = companyDomain.split('.');
  const words = domainToUnicode(label).split(/[-_]+/).filter(Boolean);
  return words.map(([first = '', ...rest]) => first.toUpperCase() + rest.join('')).join(' ') || companyDomain;
}
