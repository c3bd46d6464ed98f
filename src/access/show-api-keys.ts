import type { ApiKey } from '../api-key.ts';
import { listApiKeys } from '../store/api-keys-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** The viewer's working keys, oldest first. */
export const showApiKeys = ({ db }: { db: Db }, viewer: Viewer): Promise<ApiKey[]> => listApiKeys(db, viewer.memberId);
