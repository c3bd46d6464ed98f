/** A run of letters and digits, folded, with the place where it stands in the text as written. */
export type NameToken = {
  word: string;
  start: number;
  end: number;
  /** What stands between this run and the run before, or the start of the text. */
  gap: string;
};

/** Letters with no accent to strip: Unicode takes none of them apart. */
const PLAIN: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th' };
/** How German and the Nordic languages spell these letters without their keys: "Mueller", "Oersted". */
const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** Scripts without spaces between words: each sign is a run of its own. */
const ONE_BY_ONE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|ー/u;

/** What keyboards put where an apostrophe is meant. Decomposed, the accents among them would be spaces. */
export const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07]/g;

const LETTERS = /^[\p{L}\p{N}]+$/u;

/**
 * The text's runs in order: compatibility forms, case, accents and kinds of apostrophe folded away. `isSpelled` writes
 * out umlauts instead of dropping them.
 */
export function nameTokens(text: string, isSpelled = false): NameToken[] {
  const tokens: NameToken[] = [];
  let [gap, open]: [string, NameToken | null] = ['', null];
  for (const { 0: cluster, index: start } of text.matchAll(/\P{M}\p{M}*/gu)) {
    const word = foldCluster(cluster.replace(APOSTROPHES, "'"), isSpelled);
    const end = start + cluster.length;
    if (!LETTERS.test(word)) {
      open = null;
      gap += word;
    } else if (open && !ONE_BY_ONE.test(word)) {
      open.word += word;
      open.end = end;
    } else {
      const token = { word, start, end, gap };
      tokens.push(token);
      gap = '';
      open = ONE_BY_ONE.test(word) ? null : token;
    }
  }
  return tokens;
}

/** The text folded as names are compared: its runs with one space between. */
export const foldName = (text: string): string =>
  nameTokens(text)
    .map(({ word }) => word)
    .join(' ');

function foldCluster(cluster: string, isSpelled: boolean): string {
  if (cluster.length === 1 && cluster < '\u0080') return cluster.toLowerCase();
  const composed = cluster.normalize('NFKC').toLowerCase();
  const spelled = isSpelled ? Array.from(composed, (letter) => SPELLED[letter] ?? letter).join('') : composed;
  const bare = spelled.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(bare, (letter) => PLAIN[letter] ?? letter).join('');
}
