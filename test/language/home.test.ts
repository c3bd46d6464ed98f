import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

/** Folders that handle spoken or asked words. Elsewhere patterns match addresses, headers and files. */
const FOLDERS = /^(?:access|ask|directory|reports|search|store|sync|upkeep)\/|^[^/]+$/;

/** Patterns with words, and lists, outside the rules about English; the value says what each is for. */
const OF_SOMETHING_ELSE: Record<string, string> = {
  'access/password-tries.ts': 'addresses of networks',
  'access/viewer-of-request.ts': 'a header',
  'company-domain.ts': 'domains of mail providers',
  'ask/unsafe-text.ts': 'markup, hosts and scripts',
  'ask/openai-dialect.ts': 'what servers of models call their parameters',
  'ask/openai-failure.ts': 'what servers of models call their errors',
  'ask/openai-reply.ts': 'what servers of models call the end of a reply',
  'ask/thought-filter.ts': 'markup of thoughts',
  'config.ts': 'schemes of addresses',
  'directory/read-account-row.ts': 'headers of files',
  'directory/read-contact-row.ts': 'headers of files',
  'directory/read-csv.ts': 'a line of spreadsheets',
  'directory/read-domains.ts': 'schemes of addresses, and cells that are left empty',
  'directory/read-import-file.ts': 'footers of exported files',
  'errors.ts': 'names of errors',
  'guarded-fetch.ts': 'addresses of networks',
  'import-preview.ts': 'names of columns',
  'install-failure.ts': 'what Node says of a missing package',
  'upkeep/backup-manifest.ts': 'names of files',
  'upkeep/restore-backup.ts': 'names of files',
  'figure.ts': 'units of figures',
  'store/pglite-worker.ts': 'how grave Postgres calls a failure',
  'search/mentionables.ts': 'a field of the query language',
  'search/openai-client.ts': 'schemes and paths of addresses',
  'search/openai-embedder.ts': 'what servers of models call their errors',
  'ask/set-model.ts': 'schemes of addresses',
  'search/minilm-worker.ts': 'files of the model',
  'search/word-pieces.ts': 'signs that the model cuts at',
  'store-failure.ts': 'codes of failures',
  'sync-run.ts': 'states of a run',
  'sync/fetch-media.ts': 'types of recordings',
  'sync/connect-with-key.ts': 'schemes of addresses',
  'word-spans.ts': 'names of scripts',
  'built-in-trackers.ts': 'topics, which are an admin’s to change; tables/built-in-trackers.ts is theirs',
};

const FEWEST_LISTED = 6;

type Node = { type: string; regex?: { pattern: string }; value?: unknown } & Record<string, unknown>;

/** Patterns with a word inside, texts of several words split into a list, and rows of many plain words. */
function rulesIn(name: string): string[] {
  const { program } = parseSync(name, readFileSync(`src/${name}`, 'utf8'));
  const walk = (node: Node): string[] => {
    const children = Object.values(node).flat().filter(isNode);
    return [...rulesOf(node), ...children.flatMap(walk)];
  };
  return walk(program as unknown as Node);
}

function rulesOf(node: Node): string[] {
  if (node.regex) return hasWord(node.regex.pattern) ? [node.regex.pattern] : [];
  const { callee, arguments: given } = node as { callee?: Node; arguments?: Node[] };
  if (node.type === 'NewExpression' && callee?.name === 'RegExp') return textsOf(given?.[0]).filter(hasWord);
  const property = callee?.property as Node | undefined;
  if (node.type === 'CallExpression' && property?.name === 'split')
    return textsOf(callee?.object as Node).filter(hasWords);
  const elements = node.type === 'ArrayExpression' ? (node.elements as Node[]) : [];
  return elements.length >= FEWEST_LISTED && elements.every(isPlainWord) ? textsOf(node) : [];
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const hasWord = (pattern: string): boolean => /[a-z]{2}/i.test(pattern.replace(/\\p\{\w+\}|\\./g, ' '));
const hasWords = (text: string): boolean => /\b[a-z]{2,}\W[a-z]{2,}\b/i.test(text);
const isPlainWord = ({ value }: Node): boolean => typeof value === 'string' && /^[a-z]+$/.test(value);
/** Literal texts, however joined. */
function textsOf(node: Node | undefined): string[] {
  if (!node) return [];
  if (typeof node.value === 'string') return [node.value];
  if (node.type === 'TemplateElement') return [(node.value as { raw: string }).raw];
  return Object.values(node).flat().filter(isNode).flatMap(textsOf);
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.ts$/.test(name) && FOLDERS.test(name),
);

test('rules about English, and lists of its words, live in language/ alone', () => {
  const found = Object.fromEntries(files.flatMap((name) => (rulesIn(name).length > 0 ? [[name, rulesIn(name)]] : [])));
  const others = Object.entries(found).filter(([name]) => !Object.hasOwn(OF_SOMETHING_ELSE, name));
  expect(Object.fromEntries(others)).toEqual({});
  expect(Object.keys(OF_SOMETHING_ELSE).filter((name) => !Object.hasOwn(found, name))).toEqual([]);
});
