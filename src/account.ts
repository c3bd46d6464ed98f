/** A customer company. Domains and aliases are lower case and trimmed as they were entered, respectively. */
export type Account = {
  id: string;
  name: string;
  aliases: string[];
  domains: string[];
  crmId: string | null;
  ownerEmail: string | null;
  /** `proposed`: found by its domain on calls, and not yet confirmed by an admin. */
  state: 'active' | 'proposed' | 'ignored';
};

/** Someone seen on calls, known by their email address: a `teammate` is ours, a `contact` a customer's. */
export type Person = {
  id: string;
  name: string;
  email: string;
  title: string | null;
  kind: 'teammate' | 'contact' | 'unknown';
  accountId: string | null;
};

/**
 * Mail providers whose addresses say nothing about the company. The common public ones, by hand: the packages that list them
 * download their lists when they are installed.
 */
const FREEMAIL_DOMAINS = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.fr
   yahoo.de yahoo.co.jp yahoo.co.in ymail.com rocketmail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net
   gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru qq.com 163.com 126.com
   sina.com foxmail.com naver.com hanmail.net daum.net zoho.com fastmail.com hey.com tutanota.com tuta.io hushmail.com orange.fr wanadoo.fr
   free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it btinternet.com sky.com virginmedia.com ntlworld.com comcast.net
   verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net shaw.ca rogers.com sympatico.ca bigpond.com
   optusnet.com.au uol.com.br bol.com.br terra.com.br rediffmail.com seznam.cz wp.pl o2.pl interia.pl onet.pl ziggo.nl kpnmail.nl telenet.be
   bluewin.ch freemail.example`
    .split(/\s+/)
    .filter(Boolean),
);

export const isFreemail = (domain: string): boolean => FREEMAIL_DOMAINS.has(domain);

/** The part after the @, lower case; null when there is none. */
export function domainOf(email: string | null): string | null {
  const at = email?.lastIndexOf('@') ?? -1;
  return email && at > 0 && at < email.length - 1 ? email.slice(at + 1).toLowerCase() : null;
}

/** The owner of a domain or of the longest of its parents: `eu.acme.example` belongs to whoever has `acme.example`. */
export function ownerOfDomain<T>(owners: ReadonlyMap<string, T>, domain: string): T | undefined {
  const labels = domain.split('.');
  for (let start = 0; start < labels.length - 1; start += 1) {
    const owner = owners.get(labels.slice(start).join('.'));
    if (owner !== undefined) return owner;
  }
  return undefined;
}
