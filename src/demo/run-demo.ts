import { randomBytes } from 'node:crypto';
import { type App, openApp } from '../app.ts';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { startGongSimulator } from '../gong-simulator/gong-simulator.ts';
import type { Log } from '../log.ts';
import { BUILT_IN_TRACKERS } from '../tracker.ts';
import { COMPANY, inventedWorld } from './invented-world.ts';

const ADMIN = 'robin.vantongel@quillmere.example';
const DAYS_OF_HISTORY = 280;

export const DEMO_QUESTIONS = [
  'What did we discuss with @Acme about pricing?',
  'What concerns did @Pellworth Grocers raise in recent calls?',
  'Find discussions about competitor mentions',
  'Summarize pricing conversations from this quarter',
];

type Io = { out: (line: string) => void; err: (line: string) => void; signal: AbortSignal };
type ServeApp = (
  app: App,
  more: { signInVisitor: () => Promise<string[]> },
  io: Io,
  whenListening: (url: string) => void,
) => Promise<number>;

/**
 * Serves the invented world with everything embedded: simulator, sync, index, web. Whoever opens a page is signed in as its admin. The data
 * stays in DATA_DIR, and a second start brings its dates up to today.
 * @throws AppError `conflict` where the folder holds another organization's data.
 */
export async function runDemo(given: Config, log: Log, io: Io, serveApp: ServeApp): Promise<number> {
  const config: Config = { ...given, databaseUrl: null, elasticsearchUrl: null };
  io.err('Colloquy demo: filling it with the calls of an invented company. This takes a few seconds…');
  const app = await openApp(config, log);
  let world: Awaited<ReturnType<typeof fillWithInventedWorld>>;
  try {
    world = await fillWithInventedWorld(app, io.signal);
  } catch (error) {
    await app.close();
    throw error;
  }
  io.err(`${world.run.asked} calls are searchable, but for ${world.run.pending} whose transcript is still to come.`);
  const { organizationId, signInVisitor } = world;
  try {
    return await serveApp(app, { signInVisitor }, io, (url) => {
      io.err(`\nOpen ${url} and ask, for example:\n${DEMO_QUESTIONS.map((question) => `  ${question}`).join('\n')}`);
      io.err(
        `\nOn the command line: npx --no-install colloquy ask "${DEMO_QUESTIONS[0]}" --organization ${organizationId}\nStop with Ctrl+C.`,
      );
      app.startJobs();
    });
  } finally {
    await world.close();
  }
}

/** Takes the invented world through the real path into an open application: simulator over HTTP, connection, sync, index. */
export async function fillWithInventedWorld(app: App, signal: AbortSignal) {
  const { data, accountsCsv } = inventedWorld(app.now());
  const password = randomBytes(18).toString('base64url');
  const accessKey = { accessKey: 'demo', accessKeySecret: password };
  const simulator = await startGongSimulator(data, { port: 0, ...accessKey, timeZone: COMPANY.timeZone });
  try {
    const organizationId = await theOrganization(app);
    await prepareOrganization(app, organizationId, accountsCsv);
    await app.setPassword(ADMIN, password);
    const run = await syncWorld(app, organizationId, { ...accessKey, baseUrl: simulator.url }, ADMIN, signal);
    return { organizationId, run, signInVisitor: () => app.signIn(ADMIN, password), close: simulator.close };
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/**
 * Adds the invented company beside other organizations, for someone to look around in, and lets go of its simulator: the calls stay, and nothing more comes.
 * Someone who has it already gets it brought up to today. Answers its id.
 */
export async function addInventedOrganization(app: App, adminEmail: string, signal: AbortSignal): Promise<string> {
  const { data, accountsCsv } = inventedWorld(app.now());
  const accessKey = { accessKey: 'demo', accessKeySecret: randomBytes(18).toString('base64url') };
  const simulator = await startGongSimulator(data, { port: 0, ...accessKey, timeZone: COMPANY.timeZone });
  try {
    const id = await theDemoOf(app, adminEmail);
    await prepareOrganization(app, id, accountsCsv);
    await syncWorld(app, id, { ...accessKey, baseUrl: simulator.url }, adminEmail, signal);
    await app.keepRecordings(id, signal);
    await app.disconnectGong(id, { erases: false });
    return id;
  } finally {
    await simulator.close();
  }
}

async function theDemoOf(app: App, adminEmail: string): Promise<string> {
  const name = `${COMPANY.name} (demo)`;
  for (const organization of await app.listOrganizations()) {
    if (organization.name === name && (await app.isMember(organization.id, adminEmail))) return organization.id;
  }
  return (await app.createOrganization({ name, adminEmail, domains: [COMPANY.domain] })).id;
}

async function syncWorld(
  app: App,
  organizationId: string,
  access: { accessKey: string; accessKeySecret: string; baseUrl: string },
  connectedBy: string,
  signal: AbortSignal,
) {
  await app.connectGong({ organizationId, ...access, connectedBy, turnsSyncOn: true }, signal);
  const to = app.now();
  const from = new Date(to.getTime() - DAYS_OF_HISTORY * 86_400_000);
  const run = await app.sync(organizationId, { from, to }, { wait: true });
  if (run.state !== 'done') throw new AppError('gong_unavailable', `The demo's sync failed: ${run.error}`);
  return run;
}

/** Whether nothing but the demo's organization is there: whoever starts a server on it will miss their own. */
export async function isDemoFolder(app: App): Promise<boolean> {
  const there = await app.listOrganizations();
  return there.length > 0 && there.every(({ name }) => name === COMPANY.name);
}

/** The demo's own organization, made where it is not there yet. @throws AppError `conflict` where another one is. */
async function theOrganization(app: App): Promise<string> {
  const there = await app.listOrganizations();
  const other = there.find((organization) => organization.name !== COMPANY.name);
  if (other) {
    throw new AppError(
      'conflict',
      `${app.config.dataDir} holds the data of ${other.name}. Give the demo a folder of its own: DATA_DIR=./demo-data npm run demo.`,
    );
  }
  if (there[0]) return there[0].id;
  return (await app.createOrganization({ name: COMPANY.name, adminEmail: ADMIN, domains: [COMPANY.domain] })).id;
}

async function prepareOrganization(app: App, id: string, accountsCsv: string): Promise<void> {
  await app.updateOrganization(id, { timeZone: COMPANY.timeZone });
  const competitors = BUILT_IN_TRACKERS.find((tracker) => tracker.id === 'competitors');
  if (competitors) await app.saveTracker(id, { ...competitors, terms: [...competitors.terms, ...COMPANY.competitors] });
  await app.importAccounts(id, accountsCsv);
}
