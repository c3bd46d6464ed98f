import { oneOf, text, type UnreadAddress } from '../url-state.ts';

const PARTS = ['contacts', 'teammates', 'unlinked'] as const;

/** The filters of the list of people. */
export const peopleAddress = (search: UnreadAddress) => ({ ...text(search, 'q'), ...oneOf(search, 'part', PARTS) });
