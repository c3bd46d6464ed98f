import { endsLikeHost } from '../company-domain.ts';
import { isKindOfPoint } from '../language/point-words.ts';
import { isStopWord } from '../language/stop-words.ts';

/** The words that were said, and the names of the call's accounts: a title may be anybody's. */
type Known = { said: string; accounts: readonly string[] };

/**
 * What a claim holds that nobody says and a reader should not get: markup, an address, signs that hide or turn words
 * around. Null when there is nothing of the kind. A name that looks like a host ("Monday.com") is no address where a
 * call's account has it, or where it was said with a capital.
 */
export function unsafeIn(claim: string, { said, accounts }: Known): string | null {
  if (MARKUP.test(claim)) return 'It holds markup or a link, which nobody says.';
  if (hasHiddenSigns(claim)) return 'It holds signs that hide or turn around what it says.';
  const looksLike = asSeen(claim);
  if (WRITTEN_ADDRESS.test(looksLike)) return AN_ADDRESS;
  const spoken = asSeen(said);
  const isName = (host: string) =>
    accounts.some((name) => name.toLowerCase().includes(host.toLowerCase())) ||
    (/^\p{Lu}/u.test(host) && spoken.includes(host));
  const hosts = [...looksLike.matchAll(HOST)].map(([host]) => host);
  return hosts.some((host) => endsLikeHost(host) && !isName(host)) ? AN_ADDRESS : null;
}

const AN_ADDRESS = 'It holds an address, and nobody can see who is behind it.';

const MARKUP = /<\/?[a-z!]|\]\(|\bjavascript:/i;

/** A text with the signs that a reader takes others for. */
const asSeen = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(LIKE_A_COLON, ':')
    .replace(LIKE_A_SLASH, '/')
    .replace(LIKE_A_DOT, '.')
    .replace(DOT_BETWEEN_BLANKS, (dot, before) => (isStopWord(before.toLowerCase()) ? dot : `${before}.`))
    .replace(DOT_IN_BRACKETS, '.')
    .replace(DOTS_IN_LETTERS, (words, name, labels) => {
      const host = [name, ...labels.split(/ dot /i).slice(1)];
      return host.slice(0, 2).some((label) => isStopWord(label.toLowerCase())) ? words : host.join('.');
    })
    .replace(POINT_IN_LETTERS, (words, name, suffix, next = '') =>
      isStopWord(name.toLowerCase()) || (isKindOfPoint(name) && goesOn(next)) ? words : `${name}.${suffix}`,
    );

/** As in "price point net of discounts"; an address would end, have a path, or be what a verb tells of. */
const goesOn = (next: string): boolean => next !== '' && next !== 'slash' && (next === 'of' || !isStopWord(next));

/** Signs that pass for others in an address; NFKC makes most of them plain. */
const LIKE_A_COLON = /[\u02d0\u02f8\u0589\u05c3\u2236\ua789]/g;
const LIKE_A_SLASH = /[\u2044\u2215\u29f8\u2571\\]/g;
const LIKE_A_DOT =
  /[\u0701\u0702\u06d4\u3002\u2024]|(?<=[\p{L}\p{N}])[,;\u00b7\u2022\u2027\u2219\u22c5\u30fb\u3001](?=\p{L})/gu;
/** As in "evil . com" and "evil .com"; ".NET" is a product, and "the .com" an ending. */
const DOT_BETWEEN_BLANKS = /(?<![\p{L}\p{N}])([\p{L}\p{N}-]+)\s+(?:\.\s+|\.(?!net\b))(?=\p{L}{2})/giu;

/** As in "evil[.]example" and "evil (dot) example". */
const DOT_IN_BRACKETS = /\s?[[({](?:\.|dot)[\])}]\s?/gi;
const DOTS_IN_LETTERS = /(?<![\p{L}\p{N}-])([\p{L}\p{N}-]{2,})((?: dot [\p{L}\p{N}-]*\p{L}{2})+)(?![\p{L}\p{N}])/giu;
const POINT_IN_LETTERS =
  /(?<![\p{L}\p{N}-])([\p{L}\p{N}-]{2,}) (?:point|punkt|punto) (com|net|org|io)(?![\p{L}\p{N}])(?=(?: (\p{L}+))?)/giu;

/** Labels with dots and a top-level domain: letters, or its form in ASCII. */
const HOST_NAME = String.raw`[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:xn--[a-z\d-]+|\p{L}{2,})`;
const WRITTEN_ADDRESS = new RegExp(
  [
    String.raw`[a-z][a-z\d+-]*:\/\/|\b(?:mailto|tel|sms|data):\S|\bwww\.`,
    // An address of mail, on a host without a dot too, and a name on a network.
    String.raw`[\p{L}\p{N}._%+-]@[\p{L}\p{N}]|(?<!\S)@[\p{L}\p{N}_]{2}`,
    String.raw`(?<![\p{L}\p{N}])${HOST_NAME}(?:\/|:\d)`,
    // Four numbers, and the forms that browsers take for them.
    String.raw`(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\p{L}\p{N}])0x[\da-f]+(?:\.|\/)|\[[\da-f]*:[\da-f:]+\]`,
  ].join('|'),
  'iu',
);
const HOST = new RegExp(String.raw`(?<![\p{L}\p{N}._-])${HOST_NAME}(?![\p{L}\p{N}_-])`, 'giu');

/**
 * Signs without a look of their own. Joiners stay where they are written: between letters of scripts that need them,
 * and within pictures. Marks of direction stay beside letters that run from right to left.
 */
function hasHiddenSigns(text: string): boolean {
  const rest = text
    .replace(/(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu, '')
    .replace(/(?<=[^\P{L}\p{sc=Latin}]|\p{M})[\u200c\u200d](?=[^\P{L}\p{sc=Latin}])/gu, '');
  const marked = /[\p{sc=Hebrew}\p{sc=Arabic}]/u.test(text) ? rest.replace(/[\u200e\u200f\u061c]/g, '') : rest;
  return HIDDEN.test(marked);
}

/** Controls, formatting and bidi signs, private and unassigned ones, separators, and letters drawn as nothing. */
const HIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\p{Zl}|\p{Zp}|[\u115f\u1160\u3164\uffa0\u2800]/u;
