import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';

/** Asks Gong for a call that is not there, so often and so many at a time, as one of several processes on a Postgres. */
const [organizationId = '', times = '', atOnce = ''] = process.argv.slice(2);
const app = await openApp(readConfig(), makeLog('silent'));
const signal = new AbortController().signal;
let left = Number(times);
const causes: string[] = [];
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    while (left > 0) {
      left -= 1;
      const [explanation] = await app.explainMissing(organizationId, { callId: '404' }, signal);
      causes.push(explanation?.cause === 'not_visible' ? 'not_visible' : (explanation?.text ?? 'none'));
    }
  }),
);
console.log(JSON.stringify(causes));
await app.close();
