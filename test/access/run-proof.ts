import { parseArgs } from 'node:util';
import { proveAccess } from './prove-access.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    members: { type: 'string', default: '200' },
    calls: { type: 'string', default: '2000' },
    policies: { type: 'string', default: '50' },
    requests: { type: 'string', default: '200' },
  },
});
const sizes = {
  members: Number(values.members),
  calls: Number(values.calls),
  policies: Number(values.policies),
  requests: Number(values.requests),
};
let told = 0;
const proof = await proveAccess(Number(values.seed), sizes, {}, (done) => {
  if (done - told < 200) return;
  told = done;
  process.stderr.write(`${done} requests\n`);
});
for (const line of [...proof.differences, ...proof.leaks]) process.stdout.write(`${line}\n`);
process.stdout.write(
  `seed ${values.seed}: ${proof.requests} requests, ${proof.restricted} checks by members who may not read all; ${proof.differences.length} differences, ${proof.leaks.length} leaks\n`,
);
process.exitCode = proof.differences.length + proof.leaks.length === 0 ? 0 : 1;
