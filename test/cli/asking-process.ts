import { readConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';
import { explainMissing } from '../../src/sync/explain-missing.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';

/** One of several processes on a Postgres: asks Gong for an unknown call, `times` times, `atOnce` at a time. */
const [organizationId = '', times = '', atOnce = ''] = process.argv.slice(2);
const services = await openServices(readConfig(), makeLog('silent'));
const signal = new AbortController().signal;
let left = Number(times);
const causes: string[] = [];
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    while (left > 0) {
      left -= 1;
      const [explanation] = await asAdmin(services, organizationId, explainMissing, { callId: '404' }, signal);
      causes.push(explanation?.cause === 'not_visible' ? 'not_visible' : (explanation?.text ?? 'none'));
    }
  }),
);
console.log(JSON.stringify(causes));
await services.close();
