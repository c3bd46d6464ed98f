import PQueue from 'p-queue';
import { AppError } from './errors.ts';
import type { Viewer } from './viewer.ts';

type Limit = { atOnce: number; waiting: number };
type Rule = { member: Limit; organization: Limit; retryAfterSeconds: number; what: string };

/** Work of one kind that a member, and all members of an organization, may have at once; beyond, some may wait. */
const RULES = {
  question: {
    member: { atOnce: 3, waiting: 20 },
    organization: { atOnce: 8, waiting: 80 },
    retryAfterSeconds: 10,
    what: 'questions',
  },
  search: {
    member: { atOnce: 6, waiting: 100 },
    organization: { atOnce: 16, waiting: 200 },
    retryAfterSeconds: 2,
    what: 'searches',
  },
  import: {
    member: { atOnce: 1, waiting: 2 },
    organization: { atOnce: 1, waiting: 4 },
    retryAfterSeconds: 15,
    what: 'files to import',
  },
  stream: {
    member: { atOnce: 24, waiting: 0 },
    organization: { atOnce: 400, waiting: 0 },
    retryAfterSeconds: 10,
    what: 'open streams',
  },
} as const satisfies Record<string, Rule>;

export type WorkKind = keyof typeof RULES;

/** A place in the line: `ready` when its turn has come, to be left in any case. */
export type Place = { ready: Promise<void>; leave: () => void };

export type WorkLimits = ReturnType<typeof makeWorkLimits>;

/** Limits what members and organizations have worked on at once, so that nobody takes up the whole server. */
export function makeWorkLimits({ now }: { now: () => Date }, rules: Partial<Record<WorkKind, Rule>> = {}) {
  const queues = new Map<string, PQueue>();
  const queueOf = (key: string, { atOnce }: Limit): PQueue => {
    const known = queues.get(key);
    if (known) return known;
    const queue = new PQueue({ concurrency: atOnce });
    queues.set(key, queue);
    return queue;
  };
  const forgetIdle = (): void => {
    for (const [key, { size, pending }] of queues) if (size + pending === 0) queues.delete(key);
  };
  const isFull = ({ size, pending }: PQueue, { atOnce, waiting }: Limit) => size + pending >= atOnce + waiting;

  /** Takes a place. @throws AppError `rate_limited`, at once, when as many wait as may. */
  function enter(kind: WorkKind, { organizationId, memberId }: Pick<Viewer, 'organizationId' | 'memberId'>): Place {
    const rule: Rule = rules[kind] ?? RULES[kind];
    const ofMember = queueOf(`${kind} ${organizationId} ${memberId}`, rule.member);
    const ofOrganization = queueOf(`${kind} ${organizationId}`, rule.organization);
    if (isFull(ofMember, rule.member) || isFull(ofOrganization, rule.organization)) {
      const { retryAfterSeconds: seconds, what } = rule;
      const retryAt = new Date(now().getTime() + seconds * 1000);
      throw new AppError('rate_limited', `Too many ${what} at once. Try again in ${seconds} seconds.`, { retryAt });
    }
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const ready = new Promise<void>((resolve) => {
      const hold = () => {
        resolve();
        return left;
      };
      void ofMember.add(() => ofOrganization.add(hold)).then(forgetIdle);
    });
    return { ready, leave };
  }

  return {
    enter,
    /** Does the work when its turn has come. @throws AppError `rate_limited`. */
    async run<T>(
      kind: WorkKind,
      viewer: Pick<Viewer, 'organizationId' | 'memberId'>,
      work: () => Promise<T>,
    ): Promise<T> {
      const { ready, leave } = enter(kind, viewer);
      try {
        await ready;
        return await work();
      } finally {
        leave();
      }
    },
  };
}
