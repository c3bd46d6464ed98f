import { afterAll, beforeAll, expect, test } from 'vitest';
import type { makeHttpApp } from '../../src/http/http-app.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

/**
 * What answered 500 where the store was the first to look, put into every parameter and every member of every body of
 * the API's own document: the answer is in that document, and a failure has the error's shape. `npm run fuzz` tries
 * what nobody thought of.
 */
const cursor = (text: string): string => Buffer.from(text).toString('base64url');
const TEXTS = [
  'nul\0inside',
  '\0',
  'half \ud83c emoji',
  '\u202e\u0007\u001b[2J',
  'x'.repeat(5000),
  "'; drop table calls; --",
  '%_\\%',
  '0000-01-01',
  '-000001-01-01',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-12:00',
  '2026-02-30',
  '+275760-09-13',
  cursor('99999999999999999:1'),
  cursor('8640000000000001:1'),
  cursor('1:x\0y'),
  cursor('1:\0'),
  cursor(`1:${'9'.repeat(5000)}`),
  Buffer.from([1, 19, 0, 0, 0, 0, 0, 0, ...Buffer.from('9999999999999999 1')]).toString('base64url'),
];
const NUMBERS = [2 ** 31, 2 ** 53, 1e300, -1, -(2 ** 31) - 1, 0.5];
const OTHERS: unknown[] = [null, [], {}, true, [null], { __proto__: null, constructor: 1 }];
/** They call other hosts, or end what the others need. */
const LEFT_OUT = ['POST /integrations/gong/access-key', 'DELETE /integrations/gong', 'POST /demo'];

type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  minimum?: number;
};
type Operation = {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
};

let opened: Awaited<ReturnType<typeof openHttpOrganization>>;
let http: ReturnType<typeof makeHttpApp>;
let schemas: Record<string, Schema> = {};
type Asked = { method: string; path: string; operation: Operation };
const operations: Asked[] = [];

beforeAll(async () => {
  opened = await openHttpOrganization([
    {
      id: '1',
      says: [
        ['tove@acme.example', 'The price is too high.'],
        ['robin@ours.example', 'We will see.'],
      ],
    },
  ]);
  http = opened.http;
  const { body } = await opened.request('GET', '/openapi.json');
  schemas = body.components.schemas;
  for (const [path, methods] of Object.entries<Record<string, Operation>>(body.paths))
    for (const [method, operation] of Object.entries(methods))
      if (!LEFT_OUT.includes(`${method.toUpperCase()} ${path}`))
        operations.push({ method: method.toUpperCase(), path, operation });
});
afterAll(() => opened.close());

const resolve = (schema: Schema): Schema =>
  schema.$ref ? resolve(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

/** A value that the schema takes, with the least in it. */
function least(given: Schema): unknown {
  const schema = resolve(given);
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return least(choice[0] ?? {});
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => least(part) as object));
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') {
    const needed = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
    return Object.fromEntries(needed.map(([name, member]) => [name, least(member)]));
  }
  if (type === 'array') return [];
  if (type === 'number' || type === 'integer') return Math.max(1, schema.minimum ?? 1);
  return type === 'boolean' ? true : 'a.example';
}

type Member = { path: string[]; schema: Schema };

/** All members of a body, to three levels. */
function membersOf(given: Schema, depth = 0): Member[] {
  return shapesOf(given).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, schema]) => [
      { path: [name], schema },
      ...(depth < 2 ? membersOf(schema, depth + 1).map((rest) => ({ ...rest, path: [name, ...rest.path] })) : []),
    ]),
  );
}

/** A schema with all that it may be instead. */
function shapesOf(given: Schema): Schema[] {
  const schema = resolve(given);
  return [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map(resolve);
}

/** Every value of the types that a member may have, and some of each other type, which its schema refuses. */
function valuesFor(member: Schema): unknown[] {
  const types = new Set(shapesOf(member).flatMap(({ type, enum: words }) => (words ? [] : (type ?? 'string'))));
  const lists = TEXTS.map((text) => [text]);
  const of = <Value>(values: readonly Value[], ...names: string[]) =>
    names.some((name) => types.has(name)) ? values : values.slice(0, 1);
  return [...of(TEXTS, 'string'), ...of(lists, 'array'), ...of(NUMBERS, 'number', 'integer'), ...OTHERS];
}

function withMember(body: unknown, [name = '', ...rest]: string[], value: unknown): unknown {
  const known = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { ...known, [name]: rest.length === 0 ? value : withMember(known[name], rest, value) };
}

/** U+0000 and other signs as they are written into addresses, which takes halves of characters away. */
const inAddress = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());

async function ask({ method, operation }: Asked, path: string, body?: unknown): Promise<string | null> {
  const response = await http.request(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${opened.apiKey}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isFine = response.status < 400 || (response.status < 500 && isFailureOfOurs(JSON.parse(text)));
  if (isFine && response.status in operation.responses) return null;
  return `${response.status} ${method} ${path.slice(0, 100)} ${body === undefined ? '' : JSON.stringify(body).slice(0, 200)}`;
}

const isFailureOfOurs = ({ error }: { error?: Record<string, unknown> }): boolean =>
  ['code', 'message', 'requestId'].every((name) => typeof error?.[name] === 'string');

const pathWith = (path: string, name: string, value: string): string =>
  path.replace(`{${name}}`, value).replaceAll(/\{(\w+)\}/g, '1');

/** Thousands of requests, one after another. */
const PATIENCE_MS = 300_000;

test('no address is answered with a 5xx, or off the document', { timeout: PATIENCE_MS }, async () => {
  const faults: (string | null)[] = [];
  for (const asked of operations)
    for (const parameter of asked.operation.parameters ?? [])
      for (const value of [...TEXTS, ...NUMBERS].map(inAddress)) {
        if (parameter.in === 'path') faults.push(await ask(asked, pathWith(asked.path, parameter.name, value)));
        if (parameter.in === 'query')
          faults.push(await ask(asked, `${pathWith(asked.path, '', '')}?${parameter.name}=${value}`));
      }
  expect(faults.length).toBeGreaterThan(1000);
  expect(faults.filter((fault) => fault !== null)).toEqual([]);
});

test('no body is answered with a 5xx, or off the document', { timeout: PATIENCE_MS }, async () => {
  const faults: (string | null)[] = [];
  for (const asked of operations) {
    const schema = asked.operation.requestBody?.content['application/json']?.schema;
    if (!schema) continue;
    const body = least(schema);
    for (const member of membersOf(schema))
      for (const value of valuesFor(member.schema))
        faults.push(await ask(asked, pathWith(asked.path, '', ''), withMember(body, member.path, value)));
  }
  expect(faults.length).toBeGreaterThan(1000);
  expect(faults.filter((fault) => fault !== null)).toEqual([]);
});

test('U+0000 is refused: a path with it names nothing, a query or body with it is no text', async () => {
  const { request } = opened;
  expect((await request('GET', '/calls/1%00')).status).toBe(404);
  expect((await request('GET', '/calls?query=a%00b')).status).toBe(400);
  expect((await request('POST', '/search', { query: 'a\0b' })).status).toBe(400);
  expect((await request('POST', '/search', { query: 'a', accountIds: ['\0'] })).status).toBe(400);
  expect((await request('POST', '/search', { query: String.raw`a\u0000b` })).status).toBe(200);
});

test('a body of lists within lists is refused, from visitors too, and brackets in a text are a text', async () => {
  const post = (path: string, body: string, headers = {}) =>
    http.request(`/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const deep = '['.repeat(120_000) + ']'.repeat(120_000);
  const answer = await post('/search', deep);
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_input' } }]);
  expect((await post('/search', `{"a":${'['.repeat(120_000)}`)).status).toBe(400);
  expect((await opened.request('POST', '/search', { query: String.raw`price \"${'['.repeat(500)}` })).status).toBe(200);
});

test('a text comes in composed, whole and without control characters', async () => {
  const { request } = opened;
  const told = { name: 'Cafe\u0301 \u0007half \ud83c' };
  expect((await request('POST', '/accounts', told)).body).toMatchObject({ name: 'Café half \ufffd' });
  expect((await request('GET', `/accounts?query=${encodeURIComponent('Cafe\u0301')}`)).body.accounts).toHaveLength(1);
});
