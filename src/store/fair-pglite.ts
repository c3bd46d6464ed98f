import type { PGliteOptions, QueryOptions, Results } from '@electric-sql/pglite';
import { makeTurns } from '../fair-turns.ts';
import { inTime } from '../in-time.ts';
import { type DiskRoom, type WriteRefusal, writeRefused } from './disk-room.ts';
import { connectionEnded, type PGliteThread, startPGliteThread } from './pglite-thread.ts';

/**
 * PostgreSQL inside this process, in a thread of its own, with its one connection given out in fair turns: a query, or
 * a whole transaction. While the disk has little room or takes no writes, reading goes on and writing fails with
 * `ENOSPC` or `EROFS`: a log that cannot be written would end the database. It has what drizzle and pg-boss use of a
 * `PGlite`.
 */
export class FairPGlite {
  /** Resolves with why, once the thread has ended. It does not come back. */
  readonly ended: Promise<Error>;
  readonly #thread: PGliteThread;
  readonly #turns = makeTurns({ atOnce: 1 });
  readonly #room: Pick<DiskRoom, 'refusal'> | null;
  #refusal: WriteRefusal | null = null;
  #isClosed = false;

  private constructor(thread: PGliteThread, room: Pick<DiskRoom, 'refusal'> | null) {
    this.#thread = thread;
    this.ended = thread.ended;
    this.#room = room;
  }

  /** @throws the database's error when the store cannot be opened. */
  static async open(
    options: Pick<PGliteOptions, 'dataDir' | 'loadDataDir'>,
    room: Pick<DiskRoom, 'refusal'> | null,
  ): Promise<FairPGlite> {
    const thread = startPGliteThread(options);
    try {
      await thread.ask({ kind: 'open' });
    } catch (cause) {
      await thread.stop();
      throw cause;
    }
    return new FairPGlite(thread, room);
  }

  /** One statement. Parsers that are given leave values as the database writes them. */
  query<T>(text: string, params: unknown[] = [], options: QueryOptions = {}): Promise<Results<T>> {
    return this.#inTurn(() => this.#takenBack(() => this.#query<T>(text, params, options)));
  }

  /** Statements without parameters. */
  exec(text: string): Promise<Results[]> {
    return this.#inTurn(() => this.#takenBack(() => this.#exec(text)));
  }

  /** All or nothing: whatever `work` throws takes back what it did. */
  transaction<T>(work: (tx: Pick<FairPGlite, 'query' | 'exec'>) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      let isOpen = true;
      const checked = <Result>(ask: () => Promise<Result>): Promise<Result> => {
        if (!isOpen) throw new Error('The transaction has ended.');
        return ask();
      };
      return this.#takenBack(async () => {
        await this.#exec('begin');
        const tx: Pick<FairPGlite, 'query' | 'exec'> = {
          query: (text, params = [], options = {}) => checked(() => this.#query(text, params, options)),
          exec: (text) => checked(() => this.#exec(text)),
        };
        // Over before it is taken back: a branch still at work would write outside of any transaction.
        const result = await work(tx).finally(() => {
          isOpen = false;
        });
        await this.#commit();
        return result;
      });
    });
  }

  /** Has what is notified on a channel heard, until the answer is called. */
  async listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>> {
    this.#thread.hear(channel, listener);
    await this.#inTurn(() => this.#thread.ask({ kind: 'listen', channel }));
    return async () => {
      this.#thread.hear(channel, null);
      if (!this.#isClosed) await this.#inTurn(() => this.#thread.ask({ kind: 'unlisten', channel }));
    };
  }

  /**
   * Writes out what the log holds, and keeps everybody out until `meanwhile` is done. After one that failed, Postgres
   * would wait for itself for good: so the thread ends, and the next start goes on from the log. One that is known to
   * fail is refused, and reading goes on.
   */
  checkpoint(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#refusal === 'closed') throw writeRefused(this.#refusal);
      try {
        await this.#exec('checkpoint');
      } catch (cause) {
        await this.#thread.stop(cause as Error);
        throw cause;
      }
      await meanwhile();
    });
  }

  /**
   * Ends the thread once work in hand is done, or took longer than `mostMs`. Safe to repeat, and after the thread has
   * ended by itself. Nobody could act on a failure, and the next start goes on from the log.
   */
  async close(mostMs = LONGEST_CLOSE_MS): Promise<void> {
    const inOrder = this.#turns.take(async () => {
      this.#isClosed = true;
      await this.#thread.ask({ kind: 'close' });
    });
    await inTime(inOrder, mostMs, () => {}).catch(() => {});
    this.#isClosed = true;
    await this.#thread.stop();
  }

  #query<T>(text: string, params: unknown[], { rowMode = 'object', parsers = {} }: QueryOptions): Promise<Results<T>> {
    const asText = Object.keys(parsers).map(Number);
    return this.#thread.ask({ kind: 'query', text, params, rowMode, asText });
  }

  #exec(text: string): Promise<Results[]> {
    return this.#thread.ask({ kind: 'exec', text });
  }

  /**
   * Statements may begin a transaction of their own, as the queue's do. What failed is taken back within the same turn:
   * whoever came next would be refused everything, reading too. Where nothing was begun, Postgres only warns.
   */
  async #takenBack<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // Without a thread there is nothing to take back, and the first failure tells more.
      await this.#exec('rollback').catch(() => {});
      throw error;
    }
  }

  /** A transaction with a failed statement that nobody minded answers a commit with a rollback. */
  async #commit(): Promise<void> {
    const [ended] = await this.#exec('commit');
    if (ended?.command === 'ROLLBACK')
      throw Object.assign(new Error('A statement of the transaction failed.'), { code: '25P02' });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      if (this.#isClosed) throw connectionEnded('The store is closed.');
      await this.#followRoom();
      try {
        return await work();
      } catch (cause) {
        if (this.#refusal !== null && (cause as { code?: unknown }).code === WRITE_REFUSED)
          throw writeRefused(this.#refusal, cause);
        throw cause;
      }
    });
  }

  async #followRoom(): Promise<void> {
    const refusal = this.#room?.refusal() ?? null;
    if ((refusal === null) !== (this.#refusal === null))
      await this.#exec(`set default_transaction_read_only = ${refusal === null ? 'off' : 'on'}`);
    this.#refusal = refusal;
  }
}

/** A checkpoint of all that a session wrote takes a second or two. */
const LONGEST_CLOSE_MS = 30_000;

/** Postgres's code for a write within a transaction that only reads. */
const WRITE_REFUSED = '25006';
