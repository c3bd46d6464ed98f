/** Subject of a list or a count: every mention, calls, accounts, or people. */
export const CENSUS_OF = ['mentions', 'calls', 'accounts', 'people'] as const;
export type CensusOf = (typeof CENSUS_OF)[number];
