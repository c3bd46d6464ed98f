import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import { z } from 'zod';

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

/**
 * Mail providers: an address there reveals no company. Hand-picked common public providers, because packages with such
 * lists download the lists at install time.
 */
const FREEMAIL_DOMAINS =
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.fr
   yahoo.de yahoo.co.jp yahoo.co.in ymail.com rocketmail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net
   gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru qq.com 163.com 126.com
   sina.com foxmail.com naver.com hanmail.net daum.net zoho.com fastmail.com hey.com tutanota.com tuta.io hushmail.com orange.fr wanadoo.fr
   free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it btinternet.com sky.com virginmedia.com ntlworld.com comcast.net
   verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net shaw.ca rogers.com sympatico.ca bigpond.com
   optusnet.com.au uol.com.br bol.com.br terra.com.br rediffmail.com seznam.cz wp.pl o2.pl interia.pl onet.pl ziggo.nl kpnmail.nl telenet.be
   bluewin.ch freemail.example`
    .split(/\s+/)
    .filter(Boolean);

const FREEMAIL = new Map(FREEMAIL_DOMAINS.map((domain) => [domain, true]));

/** Whether a host belongs to a mail provider, directly or as a subdomain. */
export const isFreemail = (host: string): boolean => ownerOfDomain(FREEMAIL, host) === true;

/** The longest name that the DNS knows (RFC 1035 §2.3.4). */
const LONGEST_HOST = 253;

/** A domain as someone types it, in stored form: lower case, without the @ that it has in an address. */
export const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .overwrite((text) => text.replace(/^@/, ''))
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain like acme.com');

/**
 * A host in stored form: lower case, in ASCII (`bücher.de` → `xn--bcher-kva.de`). Null when the text is no host.
 */
export function toDomain(written: string): string | null {
  const host = written.trim().replace(/\.$/, '');
  const domain = host.length > LONGEST_HOST ? '' : domainToASCII(host.toLowerCase());
  return domain.length > LONGEST_HOST ? null : domain || null;
}

/** The part after the @, in stored form; null when there is none. */
export function domainOf(email: string | null): string | null {
  const at = email?.lastIndexOf('@') ?? -1;
  return email && at > 0 ? toDomain(email.slice(at + 1)) : null;
}

/** The owner of a domain or of the longest owned parent: `eu.acme.example` belongs to the owner of `acme.example`. */
export function ownerOfDomain<T>(owners: ReadonlyMap<string, T>, domain: string): T | undefined {
  for (let parent = domain; parent.includes('.'); parent = parent.slice(parent.indexOf('.') + 1)) {
    const owner = owners.get(parent);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
