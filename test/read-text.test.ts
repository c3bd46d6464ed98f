import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readText } from '../src/read-text.ts';
import { startHttp } from './support/start-http.ts';

test('a text is read to its end, whatever its pieces cut apart', async () => {
  const text = 'žluťoučký kůň '.repeat(20_000);
  const server = await startHttp((_, response) => response.end(text));
  expect(await readText(await fetch(server.url), 1_000_000)).toBe(text);
  await server.close();
});

test('what unpacks to more than may be is left before its end', async () => {
  const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
  const server = await startHttp((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(packed);
  });
  const response = await fetch(server.url);
  expect(await readText(response, 1_000_000)).toBeNull();
  await expect(response.text()).rejects.toThrow();
  await server.close();
});

test('as much as may be is still read', async () => {
  expect(await readText(new Response('ab'), 2)).toBe('ab');
  expect(await readText(new Response('abc'), 2)).toBeNull();
  expect(await readText(new Response(null), 2)).toBe('');
});
