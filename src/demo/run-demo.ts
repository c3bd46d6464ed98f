import { randomBytes } from 'node:crypto';
import { acceptInvitation } from '../access/accept-invitation.ts';
import { changeOrganization } from '../access/change-organization.ts';
import { checkAdmin } from '../access/check-admin.ts';
import { createOrganization } from '../access/create-organization.ts';
import { inviteMember } from '../access/invite-member.ts';
import { readMember } from '../access/read-member.ts';
import { setPassword } from '../access/set-password.ts';
import { showMe } from '../access/show-me.ts';
import { showMembers } from '../access/show-members.ts';
import { showOrganizations } from '../access/show-organizations.ts';
import { signIn } from '../access/sign-in.ts';
import type { Config } from '../config.ts';
import { importAccounts } from '../directory/import-accounts.ts';
import { AppError } from '../errors.ts';
import { startGongSimulator } from '../gong-simulator/gong-simulator.ts';
import type { Log } from '../log.ts';
import { changeTracker } from '../search/change-tracker.ts';
import { showTrackers } from '../search/show-trackers.ts';
import { connectWithKey } from '../sync/connect-with-key.ts';
import { disconnectGong } from '../sync/disconnect-gong.ts';
import { finishSync } from '../sync/finish-sync.ts';
import { keepRecordings } from '../sync/keep-recordings.ts';
import type { SyncRun } from '../sync-run.ts';
import type { Viewer } from '../viewer.ts';
import { openServices, type Services } from '../wire.ts';
import { COLLEAGUES, COMPANY, inventedWorld } from './invented-world.ts';

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
  services: Services,
  more: { signInVisitor: () => Promise<string[]> },
  io: Io,
  whenListening: (url: string) => void,
) => Promise<number>;

/**
 * Serves the invented world with everything embedded: simulator, sync, index, web. A visitor who opens a page is signed
 * in as its admin. The data stays in DATA_DIR, and a second start moves the dates up to today.
 * @throws AppError `conflict` where the folder holds another organization's data.
 */
export async function runDemo(given: Config, log: Log, io: Io, serveApp: ServeApp): Promise<number> {
  const config: Config = { ...given, databaseUrl: null, elasticsearchUrl: null };
  io.err('Colloquy demo: filling it with the calls of an invented company. This takes a few seconds…');
  const services = await openServices(config, log);
  let world: Awaited<ReturnType<typeof fillWithInventedWorld>>;
  try {
    world = await fillWithInventedWorld(services, io.signal);
  } catch (error) {
    await services.close();
    throw error;
  }
  io.err(`${world.run.asked} calls are searchable, but for ${world.run.pending} whose transcript is still to come.`);
  const { organizationId, signInVisitor } = world;
  try {
    return await serveApp(services, { signInVisitor }, io, (url) => {
      io.err(`\nOpen ${url} and ask, for example:\n${DEMO_QUESTIONS.map((question) => `  ${question}`).join('\n')}`);
      io.err(
        `\nOn the command line: npx --no-install colloquy ask "${DEMO_QUESTIONS[0]}" --organization ${organizationId}\nStop with Ctrl+C.`,
      );
      io.err(
        `What each member may read is chosen under Settings → Access. As in Gong: npx --no-install colloquy access --mode gong --organization ${organizationId}, then ask with ${COLLEAGUES.map(({ email }) => `--as ${email}`).join(' or ')}.`,
      );
      services.startJobs();
    });
  } finally {
    await world.close();
  }
}

/** Brings the invented world into open services by the real path: simulator over HTTP, connection, sync, index. */
export async function fillWithInventedWorld(services: Services, signal: AbortSignal) {
  const { world, simulator, accessKey } = await startInventedGong(services.now());
  const password = randomBytes(18).toString('base64url');
  try {
    const admin = await theAdmin(services);
    await prepareOrganization(services, admin, world.accountsCsv);
    await setPassword(services, { email: ADMIN, password });
    await addColleagues(services, admin);
    const run = await syncWorld(services, admin, { ...accessKey, baseUrl: simulator.url }, signal);
    return {
      organizationId: admin.organizationId,
      run,
      signInVisitor: () => signIn(services, { email: ADMIN, password }),
      close: simulator.close,
    };
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/**
 * Adds the invented company beside other organizations, for an admin to explore, then disconnects its simulator: the
 * calls stay, and no more arrive. A second run moves an existing demo up to today. Answers the organization's id.
 * @throws AppError `forbidden`.
 */
export async function addInventedOrganization(
  services: Services,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<string> {
  checkAdmin(viewer);
  const { world, simulator, accessKey } = await startInventedGong(services.now());
  try {
    const admin = await theDemoOf(services, viewer);
    await prepareOrganization(services, admin, world.accountsCsv);
    await syncWorld(services, admin, { ...accessKey, baseUrl: simulator.url }, signal);
    await keepRecordings(services, admin, signal);
    await disconnectGong(services, admin, { erases: false });
    return admin.organizationId;
  } finally {
    await simulator.close();
  }
}

async function startInventedGong(now: Date) {
  const world = inventedWorld(now);
  const accessKey = { accessKey: 'demo', accessKeySecret: randomBytes(18).toString('base64url') };
  const options = { port: 0, ...accessKey, timeZone: COMPANY.timeZone };
  return { world, accessKey, simulator: await startGongSimulator(world.data, options) };
}

/** Two more members, who come in by nobody's password: what they read is seen by commands with `--as`. */
async function addColleagues(services: Services, admin: Viewer): Promise<void> {
  const there = new Set((await showMembers(services, admin)).map(({ email }) => email));
  for (const { email, name } of COLLEAGUES.filter((one) => !there.has(one.email))) {
    const { id } = await inviteMember(services, admin, { email, role: 'member' });
    await acceptInvitation(services, null, { invitationId: id, name, password: randomBytes(18).toString('base64url') });
  }
}

/** The viewer as admin of their own demo organization, created if missing. */
async function theDemoOf(services: Services, viewer: Viewer): Promise<Viewer> {
  const name = `${COMPANY.name} (demo)`;
  const { organizations } = await showMe(services, viewer);
  for (const { id } of organizations.filter((one) => one.name === name)) {
    const member = await readMember(services, id, viewer.email);
    if (member.role === 'admin') return member;
  }
  const wish = { name, adminEmail: viewer.email, domains: [COMPANY.domain] };
  return (await createOrganization(services, wish, viewer)).admin;
}

async function syncWorld(
  services: Services,
  admin: Viewer,
  access: { accessKey: string; accessKeySecret: string; baseUrl: string },
  signal: AbortSignal,
): Promise<SyncRun> {
  await connectWithKey(services, admin, { ...access, turnsSyncOn: true, isByOperator: true }, signal);
  const to = services.now();
  const from = new Date(to.getTime() - DAYS_OF_HISTORY * 86_400_000);
  const run = await finishSync(services, admin, { from, to });
  if (run.state !== 'done') throw new AppError('gong_unavailable', `The demo's sync failed: ${run.error}`);
  return run;
}

/**
 * Whether the demo's organization is the only organization here. An operator who serves such a folder would miss their
 * own data.
 */
export async function isDemoFolder(services: Services): Promise<boolean> {
  const there = await showOrganizations(services);
  return there.length > 0 && there.every(({ name }) => name === COMPANY.name);
}

/**
 * The admin of the demo's organization, created if missing.
 * @throws AppError `conflict` where the folder holds another organization.
 */
async function theAdmin(services: Services): Promise<Viewer> {
  const there = await showOrganizations(services);
  const other = there.find((organization) => organization.name !== COMPANY.name);
  if (other) {
    throw new AppError(
      'conflict',
      `${services.config.dataDir} holds the data of ${other.name}. Give the demo a folder of its own: DATA_DIR=./demo-data.`,
    );
  }
  if (there[0]) return readMember(services, there[0].id);
  const wish = { name: COMPANY.name, adminEmail: ADMIN, domains: [COMPANY.domain] };
  return (await createOrganization(services, wish)).admin;
}

async function prepareOrganization(services: Services, admin: Viewer, accountsCsv: string): Promise<void> {
  await changeOrganization(services, admin, { timeZone: COMPANY.timeZone });
  // An admin may have deleted the tracker; a restart must not bring the tracker back.
  const competitors = (await showTrackers(services, admin)).find(({ id }) => id === 'competitors');
  const terms = [...(competitors?.terms ?? []), ...COMPANY.competitors];
  if (competitors) await changeTracker(services, admin, { trackerId: competitors.id, terms });
  await importAccounts(services, admin, accountsCsv);
}
