import { isFreemail, toCompanyDomain, toDomain } from '../company-domain.ts';
import { cleanCell } from './read-csv.ts';

type Domains = {
  domains: string[];
  /** Parts that are no domain. */
  faults: string[];
  /** What was left out, and why. */
  notes: string[];
};

/**
 * The domains of cells such as CRMs write them: hosts, addresses of websites and of people, several in a cell.
 * `https://www.acme.example/en` → `acme.example`. A host is kept as written but for `www.`; of a website the
 * registered domain counts, because mail goes there. Mail providers and pages on social networks are no company's.
 */
export function readDomains(cells: readonly string[]): Domains {
  const read: Domains = { domains: [], faults: [], notes: [] };
  const domains = new Set<string>();
  for (const part of cells.flatMap((cell) => cell.split(/[;,|\n\r]/)).map(cleanCell)) {
    if (part === '' || EMPTY_CELL.test(part)) continue;
    const words = part.length > MOST_CHARACTERS ? [null] : part.split(' ').map(readOne);
    if (words.some((word) => word === null)) {
      read.faults.push(`"${part.slice(0, MOST_CHARACTERS)}" is not a domain.`);
      continue;
    }
    for (const word of words) {
      if (word === null) continue;
      if (isFreemail(word.domain)) read.notes.push(`${word.domain} is a mail provider and no company's domain.`);
      else if (word.isPage && SHARED_HOSTS.includes(word.domain))
        read.notes.push(`A page at ${word.domain} tells no domain of the company.`);
      else domains.add(word.domain);
    }
  }
  return { ...read, domains: [...domains] };
}

/** Longest address of a website. */
const MOST_CHARACTERS = 2000;

/** What people and programs write where there is nothing. */
export const EMPTY_CELL = /^(n\.?\/?a\.?|#n\/a|-+|–|none|null|nil|unknown|tbd|\.)$/i;

/** Hosts where companies have pages without owning the domain. */
const SHARED_HOSTS =
  'facebook.com linkedin.com instagram.com x.com twitter.com youtube.com tiktok.com xing.com google.com business.site wixsite.com'.split(
    ' ',
  );

function readOne(written: string): { domain: string; isPage: boolean } | null {
  const withoutScheme = written.replace(/^(mailto:|([a-z][a-z0-9+.-]*:?\/\/)+)/i, '');
  const isSite = withoutScheme !== written && !/^mailto:/i.test(written);
  const host = withoutScheme
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '');
  const path = /^[^/?#]*[/?#]+(.*)$/.exec(withoutScheme)?.[1] ?? '';
  const domain = toDomain(host.replace(/^www\d?\./i, ''));
  if (domain === null || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return null;
  const company = toCompanyDomain(domain);
  if (company === null) return null;
  return { domain: isSite || path !== '' ? company : domain, isPage: path !== '' };
}
