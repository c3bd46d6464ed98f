import { text, type UnreadAddress } from '../url-state.ts';

/** A question to ask, and the conversation begun with the question. */
export const askAddress = (search: UnreadAddress) => ({ ...text(search, 'q'), ...text(search, 'c') });
