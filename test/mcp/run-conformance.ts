import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { listen } from '../../src/http/http-server.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

// `npm run mcp:conformance`: the protocol's own suite, fetched by npx, against the real server. The suite knows no
// keys, so one is added to what it sends. Its other scenarios call tools of a server made for it alone.

const SUITE = '@modelcontextprotocol/conformance@0.1.16';
const SCENARIOS = [
  ...['server-initialize', 'ping', 'tools-list', 'resources-list', 'prompts-list'],
  'dns-rebinding-protection',
];

const world = await openHttpOrganization([
  { id: '1', title: 'Pallets', says: [['dana@acme.example', 'The pallets cost too much.']] },
]);
const app = makeHttpApp(world.services);
const server = await listen(
  (request, env) => {
    const headers = new Headers(request.headers);
    headers.set('authorization', `Bearer ${world.apiKey}`);
    return app.fetch(new Request(request, { headers }), env);
  },
  { port: 0, host: '127.0.0.1' },
);
world.services.listensOn(`http://127.0.0.1:${server.port}`);

let failed = 0;
for (const scenario of SCENARIOS) {
  const args = ['-y', SUITE, 'server', '--url', `http://127.0.0.1:${server.port}/mcp`, '--scenario', scenario];
  const suite = spawn('npx', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  suite.stdout.on('data', (piece) => {
    text += piece;
  });
  const [exit] = await once(suite, 'close');
  if (exit !== 0) failed += 1;
  console.log(`${exit === 0 ? 'passed' : 'FAILED'} ${scenario}: ${/Passed: .*/.exec(text)?.[0] ?? ''}`);
  if (exit !== 0) console.log(text);
}
console.log(`${SCENARIOS.length - failed} passed, ${failed} failed`);
await server.close();
await world.close();
process.exit(failed === 0 ? 0 : 1);
