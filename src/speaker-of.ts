import type { Side } from './call.ts';

type Speaking = { speakerId: string | null; name: string; side: Side; personId: string | null };

const EITHER = new Intl.ListFormat('en', { type: 'disjunction' });

/**
 * Whose words a speaker id marks, by the parties of the call; null for nobody known. People who share a room share an
 * id: the words are then either's, and no single person's.
 */
export function speakerOf(
  parties: readonly Speaking[],
  speakerId: string | null,
): Pick<Speaking, 'name' | 'side' | 'personId'> | null {
  const [first, ...others] = parties.filter((party) => speakerId !== null && party.speakerId === speakerId);
  if (!first) return null;
  const sharing = others.filter(({ personId, name }) => (personId ?? name) !== (first.personId ?? first.name));
  if (sharing.length === 0) return { name: first.name, side: first.side, personId: first.personId };
  return {
    name: EITHER.format(new Set([first, ...sharing].map(({ name }) => name))),
    side: sharing.every(({ side }) => side === first.side) ? first.side : 'unknown',
    personId: null,
  };
}
