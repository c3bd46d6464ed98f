import { type Given, position } from '../url-state.ts';

/** The marked stretch of the call. */
export const callAddress = (search: Given) => ({ ...position(search, 'at'), ...position(search, 'to') });
