import { type Given, position } from '../url-state.ts';

/** The marked stretch of the call. */
export const callAddress = (search: Given) => ({ ...position(search, 'at'), ...position(search, 'to') });

/** The address that opens a call at a moment and marks the moment. */
export const momentAddress = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({ at: startMs, to: endMs });
