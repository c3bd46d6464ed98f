import { createHash } from 'node:crypto';

export const PARTS = ['report', 'tune'] as const;
export type Part = (typeof PARTS)[number];
export const SEED = 'colloquy 5';

/**
 * To which part a question belongs, by what it is about: whatever is chosen looking at one part has not seen the calls of the other. Figures are
 * reported of `report`; `tune` is what choices are made on.
 */
export const partOf = (about: string): Part =>
  (createHash('sha256').update(`${SEED} ${about}`).digest()[0] ?? 0) % 2 === 0 ? 'tune' : 'report';
