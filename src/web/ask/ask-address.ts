import { type Given, text } from '../url-state.ts';

/** A question to ask, and the conversation begun with the question. */
export const askAddress = (search: Given) => ({ ...text(search, 'q'), ...text(search, 'c') });
