import { type RefObject, useCallback, useMemo, useRef, useSyncExternalStore } from 'react';

/**
 * The page's player, shared with the components that follow or move it. Positions are milliseconds from the start of
 * the call.
 */
export type Playback = {
  media: RefObject<HTMLMediaElement | null>;
  /** Called with the element on mount, and with null on removal. */
  attach: (element: HTMLMediaElement | null) => void;
  seek: (ms: number, options?: { plays: boolean }) => void;
  subscribe: (onTime: () => void) => () => void;
};

const EVENTS = ['timeupdate', 'seeking', 'seeked'] as const;

export function usePlayback(startMs: number | undefined): Playback {
  const media = useRef<HTMLMediaElement | null>(null);
  const listeners = useRef(new Set<() => void>());
  const start = useRef(startMs);
  start.current = startMs;

  const seek = useCallback((ms: number, { plays } = { plays: true }) => {
    const element = media.current;
    if (!element) return;
    element.currentTime = ms / 1000;
    // A browser may refuse to play before the reader touched the page; the position stands all the same.
    if (plays) element.play().catch(() => {});
  }, []);

  const attach = useCallback((element: HTMLMediaElement | null) => {
    media.current = element;
    if (!element) return;
    const tell = () => {
      for (const listener of listeners.current) listener();
    };
    for (const event of EVENTS) element.addEventListener(event, tell);
    const place = () => {
      if (start.current !== undefined && element.currentTime === 0) element.currentTime = start.current / 1000;
    };
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) place();
    else element.addEventListener('loadedmetadata', place, { once: true });
  }, []);

  const subscribe = useCallback((onTime: () => void) => {
    listeners.current.add(onTime);
    return () => listeners.current.delete(onTime);
  }, []);

  return useMemo(() => ({ media, attach, seek, subscribe }), [attach, seek, subscribe]);
}

/**
 * `of` applied to the current position; the component renders again only when the result changes. Null before playback
 * begins.
 */
export function usePosition<Value extends string | number | null>(
  { media, subscribe }: Playback,
  of: (ms: number) => Value,
): Value | null {
  return useSyncExternalStore(subscribe, () => {
    const element = media.current;
    return element && (element.currentTime > 0 || !element.paused) ? of(element.currentTime * 1000) : null;
  });
}
