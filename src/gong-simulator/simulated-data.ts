import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Json = Record<string, unknown>;

/** A call in a file: the answer of POST /v2/calls/extensive, including members unknown to us. */
export type SimulatedCall = Json & {
  metaData: Json & { id: string; started: string };
  parties?: Json[];
  /**
   * ISO times at which Gong shows the call and has its transcript; absent means at once. `hidden`: never shown to this
   * connection.
   */
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
  /** `snippets`: calls of which only these seconds stand in the folder. */
  folders: (Json & {
    id: string;
    workspaceId: string;
    updated: string;
    callIds: string[];
    snippets?: Record<string, { fromSec: number; toSec: number }>;
  })[];
  /** Call id → ids of the users with access through the API. */
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
 * Reads a folder's calls.jsonl, transcripts.jsonl and, if present, users.jsonl.
 * @throws Error naming the file and the unreadable line.
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

/** Completes rows with the workspaces named by calls, and with at least a single workspace. */
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
