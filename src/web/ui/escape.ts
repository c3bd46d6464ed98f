import type { KeyboardEvent } from 'react';

/** What a box marks itself with whose Escape is its own, and not of the dialog around it. */
const OWN = 'data-own-escape';

/**
 * Escape clears a box that searches, then leaves it; only the next one closes the dialog around. `next` is where the
 * keyboard goes on.
 */
export const clearedByEscape = (clear: () => void, next?: () => HTMLElement | null) => ({
  [OWN]: true,
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape') return;
    const box = event.currentTarget;
    event.preventDefault();
    if (box.value !== '') return clear();
    box.blur();
    (next?.() ?? box.closest<HTMLElement>('[role="dialog"]'))?.focus();
  },
});

/** Keeps a dialog open for a box whose Escape is its own. Radix hears the key before any element does. */
export function keepForOwnEscape(event: globalThis.KeyboardEvent): void {
  if (event.target instanceof Element && event.target.hasAttribute(OWN)) event.preventDefault();
}
