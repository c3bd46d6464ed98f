import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { findUserId } from '../store/members-store.ts';

export type PasswordTries = ReturnType<typeof makePasswordTries>;

/** Wrong passwords from one address within a minute, and for one account within a quarter of an hour. */
const PER_ADDRESS = { points: 10, duration: 60 };
const PER_ACCOUNT = { points: 10, duration: 900 };

/**
 * Limits how often passwords are guessed, and logs each that was wrong. Counts are this process's own: several servers
 * allow as many times more.
 */
export function makePasswordTries({ db, now, log }: { db: Db; now: () => Date; log: Log }) {
  const addresses = new RateLimiterMemory(PER_ADDRESS);
  const accounts = new RateLimiterMemory(PER_ACCOUNT);
  return {
    /**
     * Lets a password be tried. The try counts before its outcome is known, so that many at once do not pass; the right
     * password gives it back.
     * @throws AppError `rate_limited`.
     */
    async attempt<Outcome>(
      { email, address }: { email: string; address: string },
      run: () => Promise<Outcome>,
      isRight: (outcome: Outcome) => boolean,
    ): Promise<Outcome> {
      const account = email.trim().toLowerCase().slice(0, 320);
      const network = networkOf(address);
      const userId = await findUserId(db, account);
      for (const [limiter, key] of [
        [addresses, network],
        [accounts, account],
      ] as const)
        await take(limiter, key, now).catch((error) => {
          log.warn({ address, userId }, 'sign-in: refused after too many tries');
          throw error;
        });
      const outcome = await run();
      if (isRight(outcome)) {
        await addresses.reward(network);
        await accounts.delete(account);
      } else log.warn({ address, userId }, 'sign-in: wrong password or unknown account');
      return outcome;
    },
  };
}

async function take(limiter: RateLimiterAbstract, key: string, now: () => Date): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
    const retryAt = new Date(now().getTime() + seconds * 1000);
    throw new AppError('rate_limited', `Too many tries. Wait ${wait} and try again.`, { retryAt });
  }
}

/** Who has an IPv6 address has all of its /64, so these count together. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const between = tail === undefined ? [] : Array(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...between, ...after]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
