import { position, type UnreadAddress } from '../url-state.ts';

/** The marked stretch of the call. */
export const callAddress = (search: UnreadAddress) => ({ ...position(search, 'at'), ...position(search, 'to') });

/** The address that opens a call at a moment and marks the moment. */
export const momentAddress = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({ at: startMs, to: endMs });

/** The whole address of a moment, to hand on. */
export const urlOfMoment = (callId: string, startMs: number, endMs?: number): string =>
  `${window.location.origin}/calls/${encodeURIComponent(callId)}?at=${startMs}${endMs === undefined ? '' : `&to=${endMs}`}`;
