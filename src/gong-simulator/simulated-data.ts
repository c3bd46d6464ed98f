import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Json = Record<string, unknown>;

/** One call as a file holds it: what POST /v2/calls/extensive answers, members we do not know included. */
export type SimulatedCall = Json & {
  metaData: Json & { id: string; started: string };
  parties?: Json[];
  /** When Gong shows the call, and when it has its transcript, as ISO times: at once where absent. `hidden`: never to this connection. */
  simulator?: { detailsAt?: string; transcriptAt?: string; hidden?: boolean };
};
export type SimulatedTranscript = Json & { callId: string; transcript: Json[] };
export type SimulatedUser = Json & { id: string };

export type SimulatedData = {
  calls: SimulatedCall[];
  transcripts: Map<string, SimulatedTranscript>;
  users: SimulatedUser[];
  workspaces: { id: string; name: string; description: string | null }[];
  profiles: (Json & { id: string; workspaceId: string; userIds: string[] })[];
  folders: (Json & { id: string; workspaceId: string; updated: string; callIds: string[] })[];
  /** Ids of the users who were given access to a call through the API. */
  callAccess: Map<string, string[]>;
};

const isPast = (time: string | undefined, now: Date): boolean =>
  time === undefined || Date.parse(time) <= now.getTime();
/** Whether Gong shows the call by now. */
export const isProcessed = ({ simulator }: SimulatedCall, now: Date): boolean =>
  simulator?.hidden !== true && isPast(simulator?.detailsAt, now);
export const isTranscribed = ({ simulator }: SimulatedCall, now: Date): boolean =>
  simulator?.hidden !== true && isPast(simulator?.transcriptAt, now);

/**
 * Reads a folder's calls.jsonl, transcripts.jsonl and (where there is one) users.jsonl.
 * @throws Error naming the file and line that could not be read.
 */
export async function readSimulatedData(folder: string): Promise<SimulatedData> {
  const calls = await readLines<SimulatedCall>(join(folder, 'calls.jsonl'), (row) => {
    const metaData = row.metaData as Json | undefined;
    return typeof metaData?.id === 'string' && typeof metaData.started === 'string';
  });
  const transcripts = await readLines<SimulatedTranscript>(
    join(folder, 'transcripts.jsonl'),
    (row) => typeof row.callId === 'string' && Array.isArray(row.transcript),
  );
  const usersFile = join(folder, 'users.jsonl');
  const users = existsSync(usersFile)
    ? await readLines<SimulatedUser>(usersFile, (row) => typeof row.id === 'string')
    : [];
  return simulatedData({ calls, transcripts, users });
}

/** Completes hand-made or read rows: every workspace that a call names exists, and there is always one. */
export function simulatedData(rows: {
  calls: SimulatedCall[];
  transcripts: SimulatedTranscript[];
  users: SimulatedUser[];
}): SimulatedData {
  const ids = new Set(rows.calls.map((call) => call.metaData.workspaceId).filter((id) => typeof id === 'string'));
  if (ids.size === 0) ids.add('1000000000000000001');
  return {
    calls: rows.calls,
    transcripts: new Map(rows.transcripts.map((row) => [row.callId, row])),
    users: rows.users,
    workspaces: [...ids].map((id, index) => ({
      id,
      name: index === 0 ? 'Initial workspace' : `Workspace ${index + 1}`,
      description: null,
    })),
    profiles: [],
    folders: [],
    callAccess: new Map(),
  };
}

async function readLines<Row>(file: string, isRow: (row: Json) => boolean): Promise<Row[]> {
  if (!existsSync(file)) throw new Error(`${file} does not exist.`);
  const rows: Row[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    let row: Json;
    try {
      row = JSON.parse(line);
    } catch {
      throw new Error(`${file}, line ${number}: not JSON.`);
    }
    if (!isRow(row)) throw new Error(`${file}, line ${number}: a needed member is missing.`);
    rows.push(row as Row);
  }
  return rows;
}
