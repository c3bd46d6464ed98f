import { oneOf, type UnreadAddress } from '../url-state.ts';

const PARTS = ['activities', 'people', 'topics', 'details'] as const;

/** The account's part on screen. */
export const accountAddress = (search: UnreadAddress) => oneOf(search, 'part', PARTS);
