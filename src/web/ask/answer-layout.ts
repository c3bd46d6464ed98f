import type { Answer, AnswerPart, Offer, Section } from '../../http/api-types.ts';

type Theme = Extract<AnswerPart, { kind: 'theme' }>;

/** Parts of an answer that are drawn together, in reading order. */
export type Block =
  | { kind: 'part'; part: AnswerPart }
  /** What is compared, side by side, each with its sections. */
  | { kind: 'columns'; columns: { heading: string; parts: (Section | Theme)[] }[] }
  /** How something was, and what it became. */
  | { kind: 'steps'; themes: Theme[] }
  /** What can be asked next. */
  | { kind: 'offers'; offers: Offer[] };

/** Which parts of an answer are drawn side by side, one after the other, or together as what can be asked next. */
export function layOut({ parts, plan }: Pick<Answer, 'parts' | 'plan'>): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < parts.length; ) {
    const run = runFrom(parts, at);
    at += run.length;
    blocks.push(...blocksOf(run, plan.type));
  }
  return blocks;
}

/** The parts of one kind that stand together. */
function runFrom(parts: readonly AnswerPart[], from: number): AnswerPart[] {
  const end = parts.findIndex((part, at) => at > from && part.kind !== parts[from]?.kind);
  return parts.slice(from, end < 0 ? parts.length : end);
}

function blocksOf(run: readonly AnswerPart[], type: Answer['plan']['type']): Block[] {
  const offers = run.filter((part) => part.kind === 'offer');
  if (offers.length > 0) return [{ kind: 'offers', offers }];
  const themes = run.filter((part) => part.kind === 'theme');
  if (themes.length > 1 && type === 'changed') return [{ kind: 'steps', themes }];
  if (themes.length > 1 && type === 'compare')
    return [{ kind: 'columns', columns: themes.map((theme) => ({ heading: theme.heading, parts: [theme] })) }];
  const sections = run.filter((part) => part.kind === 'section');
  const byAccount = [...Map.groupBy(sections, ({ account }) => account?.name ?? '')];
  if (type === 'compare' && byAccount.length > 1)
    return [{ kind: 'columns', columns: byAccount.map(([heading, parts]) => ({ heading, parts })) }];
  return run.map((part) => ({ kind: 'part', part }));
}
