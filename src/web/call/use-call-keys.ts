import { type RefObject, useEffect, useRef } from 'react';
import { formatPosition } from '../format.ts';
import { copyText } from '../ui/copy-text.ts';
import { tell } from '../ui/notes.ts';
import { urlOfMoment } from './call-address.ts';
import type { Playback } from './playback.ts';

const STEP_MS = 5_000;
/** Where a key is typed, chosen or pressed; media-chrome's own elements hear the same keys. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role="menu"], media-controller';

type Options = {
  call: { id: string };
  at: number | undefined;
  playback: Playback;
  find: RefObject<HTMLInputElement | null>;
};

/** Space plays and pauses, the arrows move by five seconds, `/` finds, `c` copies a link to the moment. */
export function useCallKeys(options: Options): void {
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { call, at, playback, find } = latest.current;
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || target.closest(TAKES_KEYS))
        return;
      const nowMs = (playback.media.current?.currentTime ?? 0) * 1000;
      // A button that has the focus is pressed by Space.
      if (event.key === ' ' && !target.closest('a, button, summary')) playback.toggle();
      else if (event.key === 'ArrowLeft') playback.seek(Math.max(0, nowMs - STEP_MS), { plays: false });
      else if (event.key === 'ArrowRight') playback.seek(nowMs + STEP_MS, { plays: false });
      else if (event.key === '/') find.current?.focus();
      else if (event.key === 'c') copyMomentLink(call.id, Math.round(nowMs) || at || 0);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Copies the address of a moment, and says so; a browser that does not allow copying shows the address. */
export async function copyMomentLink(callId: string, ms: number): Promise<void> {
  const url = urlOfMoment(callId, ms);
  tell((await copyText(url)) ? `Link to ${formatPosition(ms)} copied` : url);
}
