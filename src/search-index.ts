/** The engines that an index can be of (search/segment-index.ts). */
export const ENGINE_KINDS = ['embedded', 'elasticsearch'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

/** One index is live, one may be in the making beside it, and old indexes wait to be dropped. */
export const INDEX_STATES = ['building', 'live', 'old'] as const;
/** The index that a revision is marked for: the live index, or the index in the making. */
export type IndexMark = Exclude<(typeof INDEX_STATES)[number], 'old'>;
