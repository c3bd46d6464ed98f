import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import vm from 'node:vm';

/**
 * Signs and words that rules about text look for, to be repeated: a rule that begins anew at each of them and reads on
 * to the end takes time by the square of a text's length, or worse.
 */
const REPEATED = [
  ...[
    ' ',
    '\t',
    '\n',
    'a',
    'A',
    'é',
    'e\u0301',
    '漢',
    '😀',
    '\u200d',
    '1',
    '-',
    '.',
    ',',
    ';',
    ':',
    "'",
    '’',
    '"',
    '“',
    '(',
  ],
  ...[
    'a ',
    'A ',
    'Ab ',
    '1 ',
    '1,',
    '1.',
    '1/',
    '$1 ',
    '1 % ',
    '@',
    '@a ',
    '@"a ',
    'a.',
    'a@',
    'a-',
    'a, ',
    'a. ',
    'a? ',
  ],
  ...[
    'not ',
    'no ',
    'and ',
    'or ',
    'but ',
    'if ',
    'than ',
    'rather ',
    'from ',
    'to ',
    'of ',
    'the ',
    'in ',
    'by ',
    'with ',
  ],
  ...[
    'last ',
    'the week before ',
    'in may ',
    'monday ',
    'q1 ',
    '2026 ',
    'between ',
    'since ',
    'one ',
    'hundred ',
    'half ',
  ],
  ...[
    'who ',
    'which ',
    'calls ',
    'customers ',
    'did ',
    'say ',
    'all ',
    'except ',
    'OR ',
    'before ',
    'keep a ',
    'from from ',
  ],
  ...[
    '<',
    '](',
    '&amp;',
    '&#x',
    '\\',
    'http://',
    'a.com ',
    'evil dot ',
    '\u202e',
    '{',
    '[',
    '{"a":',
    '\\u0000',
    '=',
    ';;',
  ],
];
/** What comes last decides whether a rule has to look for another way through. */
const LAST = ['', '!', 'x1', ' than', '"'];
const LENGTHS = [2000, 8000, 32_000] as const;
/** A thread that reads one text for longer keeps all others waiting. */
const LONGEST_MS = 4000;
const QUICK_MS = 2;
/** Four times the length may take four times as long; eight leaves room for noise. */
const MOST_GROWTH = 8;
const FOLDERS = ['language', 'search', 'ask', 'directory', '.'];
type Slow = { name: string; text: string; length: number; ms: number; growth: number | null };

/**
 * Times every exported function of `src/` that reads a text, as its first argument, on adversarial texts of three
 * lengths: which take long, and by how much longer a text four times as long takes. `--only language/denial`,
 * `--longest 4000` for the asker's own letters.
 */
export async function benchReaders(args: string[]): Promise<string[]> {
  const { values } = parseArgs({ args, options: { only: { type: 'string' }, longest: { type: 'string' } } });
  const lengths = LENGTHS.filter((length) => length <= Number(values.longest ?? Number.POSITIVE_INFINITY));
  const readers = await findReaders(values.only);
  const slow = readers.flatMap(({ name, read }) => slowestOf(name, read, lengths) ?? []);
  return [
    `${readers.length} readers; shown are those that took 20 ms of CPU or more.`,
    '| reader | worst text, repeated | letters | ms | growth of a text four times as long |',
    '| --- | --- | --- | --- | --- |',
    ...slow
      .filter(({ ms }) => ms >= 20)
      .toSorted((a, b) => b.ms - a.ms)
      .map(
        ({ name, text, length, ms, growth }) =>
          `| ${name} | ${JSON.stringify(text)} | ${length} | ${Math.round(ms)}${ms >= LONGEST_MS ? ' (stopped)' : ''} | ${growth === null ? '' : `${growth.toFixed(1)}${growth > MOST_GROWTH ? ' !' : ''}`} |`,
      ),
  ];
}

/** What is named so does something with a text, such as making a folder of its name. */
const DOERS =
  /^(?:open|start|make|save|remove|fetch|drop|change|set|create|add|show|import|examine|prefetch|write|send|run|erase|watch|lock|own)[A-Z]/;

type Reader = { name: string; read: (text: string) => unknown };

async function findReaders(only: string | undefined): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const folder of FOLDERS) {
    const files = readdirSync(new URL(`../../src/${folder}/`, import.meta.url)).filter((file) => file.endsWith('.ts'));
    for (const file of files) {
      const path = `${folder}/${file}`.replace(/^\.\//, '');
      if (/worker|main\.ts|wire\.ts/.test(file) || (only && !path.includes(only))) continue;
      const module: Record<string, unknown> = await import(`../../src/${path}`);
      for (const [name, value] of Object.entries(module)) {
        const read =
          typeof value === 'function' && !DOERS.test(name) ? toReader(value as (...given: unknown[]) => unknown) : null;
        if (read) readers.push({ name: `${path} ${name}`, read });
      }
    }
  }
  return readers;
}

/** A function as a reader of texts; null where it reads none: a class, or one that fails on any text. */
function toReader(call: (...given: unknown[]) => unknown): ((text: string) => unknown) | null {
  if (/^class\b/.test(call.toString()) || call.constructor.name !== 'Function') return null;
  const ways = [
    (text: string) => call(text),
    (text: string) => call(text, text),
    (text: string) => call(text, [text]),
    (text: string) => call([text]),
  ].slice(call.length > 1 ? 1 : 0);
  return (
    ways.find((way) => {
      try {
        const [read, other] = [way('What did Acme say about 12 seats?'), way('a')];
        // What waits fails later, and nobody else listens.
        for (const one of [read, other]) if (one instanceof Promise) one.catch(() => {});
        return read !== undefined && isPlain(read) && isPlain(other);
      } catch {
        return false;
      }
    }) ?? null
  );
}

/** What opens, fetches or waits is no reader. */
const isPlain = (value: unknown): boolean => !(value instanceof Promise) && typeof value !== 'function';

function slowestOf(name: string, read: Reader['read'], lengths: readonly number[]): Slow | null {
  let worst: Slow | null = null;
  for (const text of REPEATED)
    for (const last of LAST) {
      let before: number | null = null;
      for (const length of lengths) {
        const given = text.repeat(Math.ceil(length / text.length)).slice(0, length) + last;
        const ms = timed(() => read(given));
        if (ms === null) break;
        const growth = before !== null && before >= 1 ? ms / before : null;
        if (!worst || ms > worst.ms) worst = { name, text: `${text}${last && ` … ${last}`}`, length, ms, growth };
        before = ms;
        // Four times as long, what is quick now is still quick.
        if (ms < QUICK_MS || ms >= LONGEST_MS / 4) break;
      }
    }
  return worst;
}

const context = vm.createContext({ run: () => {} });
const script = new vm.Script('run()');

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds of CPU, whatever else is at work; null where the text is refused. What takes too long is stopped. */
function timed(run: () => unknown): number | null {
  context.run = run;
  const startedMs = cpuMs();
  try {
    script.runInContext(context, { timeout: LONGEST_MS });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return LONGEST_MS;
    return null;
  }
  return cpuMs() - startedMs;
}
