import type { Side } from '../../http/api-types.ts';

/** A speaker as a disc in the colour of their side. The name stands beside it. */
export function Initials({ name, side }: { name: string; side: Side }) {
  return (
    <span aria-hidden className={`initials side-${side}`}>
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [words[0], ''];
  return `${[...first][0] ?? '?'}${[...last][0] ?? ''}`.toUpperCase();
}
