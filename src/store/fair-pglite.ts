import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { letOthersIn, makeTurns } from '../fair-turns.ts';
import type { DiskRoom } from './disk-room.ts';

/**
 * PostgreSQL inside this process, with its one connection given out in fair turns: a query, or a whole transaction. Its
 * queries never wait for anything outside, so the event loop is let turn between them. While the disk has little room,
 * reading goes on and writing fails with `ENOSPC`: a log without room would end the database.
 */
export class FairPGlite extends PGlite {
  readonly #turns = makeTurns({ atOnce: 1 });
  readonly #room: Pick<DiskRoom, 'isShort'> | null;
  #isReadOnly = false;

  constructor(options: PGliteOptions, room: Pick<DiskRoom, 'isShort'> | null) {
    super(options);
    this.#room = room;
  }

  override async _runExclusiveTransaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#followRoom();
    return this.#turns.take(async () => {
      await letOthersIn();
      try {
        return await super._runExclusiveTransaction(work);
      } catch (cause) {
        if (this.#isReadOnly && (cause as { code?: unknown }).code === WRITE_REFUSED)
          throw Object.assign(new Error('The disk has too little room to write.', { cause }), { code: 'ENOSPC' });
        throw cause;
      }
    });
  }

  override async _runExclusiveQuery<T>(work: () => Promise<T>): Promise<T> {
    await letOthersIn();
    return super._runExclusiveQuery(work);
  }

  async #followRoom(): Promise<void> {
    const isShort = this.#room?.isShort() ?? false;
    if (isShort === this.#isReadOnly) return;
    this.#isReadOnly = isShort;
    await this.exec(`set default_transaction_read_only = ${isShort ? 'on' : 'off'}`);
  }
}

/** Postgres's code for a write within a transaction that only reads. */
const WRITE_REFUSED = '25006';
