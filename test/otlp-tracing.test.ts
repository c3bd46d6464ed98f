import { expect, test } from 'vitest';
import { makeLog } from '../src/log.ts';
import { openOtlpTracing } from '../src/otlp-tracing.ts';
import { freePort } from './support/servers.ts';
import { startTraceReceiver } from './support/trace-receiver.ts';

test('a failure is recorded by its kind, and its message stays here', async () => {
  const collector = await startTraceReceiver();
  const tracing = await openOtlpTracing({ endpoint: collector.url, log: makeLog('silent') });
  const failing = tracing.run({ name: 'work' }, () => Promise.reject(new Error('what @Acme said')));
  await expect(failing).rejects.toThrow('Acme');
  await tracing.run({ name: 'more', traceparent: 'no parent at all' }, async () => {});
  await tracing.close();
  await collector.close();
  expect(collector.spans).toMatchObject([{ name: 'work', status: { code: 2 } }, { name: 'more' }]);
  expect(collector.spans[1]?.traceId).not.toBe(collector.spans[0]?.traceId);
  expect(collector.text()).toContain('"error.type"');
  expect(collector.text()).toContain('"stringValue":"colloquy"');
  expect(collector.text()).not.toContain('Acme');
});

test('a collector that is away costs a line in the log, and nothing else', async () => {
  const lines: string[] = [];
  const log = makeLog('warn', { write: (line: string) => void lines.push(line) });
  const tracing = await openOtlpTracing({ endpoint: `http://127.0.0.1:${await freePort()}`, log });
  expect(await tracing.run({ name: 'work' }, async () => 7)).toBe(7);
  await tracing.close();
  expect(lines.join()).toMatch(/traces: .*not taken/);
});
