import { type Given, oneOf } from '../url-state.ts';

const PARTS = ['activities', 'people', 'topics', 'details'] as const;

/** The account's part on screen. */
export const accountAddress = (search: Given) => oneOf(search, 'part', PARTS);
