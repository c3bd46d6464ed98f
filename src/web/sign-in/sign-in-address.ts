import type { UnreadAddress } from '../url-state.ts';

/** The page to open after signing in. Only a path of ours: no link can lead elsewhere by way of the sign-in page. */
export const signInAddress = ({ next }: UnreadAddress): { next?: string } =>
  typeof next === 'string' && /^\/(?!\/)/.test(next) ? { next } : {};
