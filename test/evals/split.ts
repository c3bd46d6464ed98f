import { createHash } from 'node:crypto';

export const PARTS = ['report', 'tune'] as const;
export type Part = (typeof PARTS)[number];
export const SEED = 'colloquy 5';

/**
 * The part of a question, by its subject, so the two parts share no calls. Choices are made on `tune`; figures are
 * reported for `report`.
 */
export const partOf = (about: string): Part =>
  (createHash('sha256').update(`${SEED} ${about}`).digest()[0] ?? 0) % 2 === 0 ? 'tune' : 'report';
