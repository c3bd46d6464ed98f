import { oneOf, type UnreadAddress } from '../url-state.ts';

const PARTS = [
  'organization',
  'members',
  'access',
  'keys',
  'links',
  'password',
  'trackers',
  'model',
  'cases',
  'usage',
] as const;

/** The part of the settings on screen. */
export const settingsAddress = (search: UnreadAddress) => oneOf(search, 'part', PARTS);
