import { type RefObject, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

/**
 * The page's player, shared with the components that follow or move it. Positions are milliseconds from the start of
 * the call.
 */
export type Playback = {
  media: RefObject<HTMLMediaElement | null>;
  /** Called with the element on mount, and with null on removal. */
  attach: (element: HTMLMediaElement | null) => void;
  seek: (ms: number, options?: { plays: boolean }) => void;
  /** Plays so many times as fast, on this call and on later ones. */
  setSpeed: (speed: number) => void;
  /** Plays, or pauses. */
  toggle: () => void;
  subscribe: (onTime: () => void) => () => void;
};

const EVENTS = ['timeupdate', 'seeking', 'seeked', 'play', 'pause'] as const;

const SPEED = 'colloquy.speed';
export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
/** The speed last chosen in this browser. */
export const chosenSpeed = (): number => SPEEDS.find((speed) => String(speed) === localStorage.getItem(SPEED)) ?? 1;

type Opening = { plays: boolean; openedAt: number };
const BY_ADDRESS: Opening = { plays: false, openedAt: 0 };

/** A player that stands at `startMs`, and plays from there if it was opened to be heard. */
export function usePlayback(
  startMs: number | undefined,
  { plays: startsPlaying, openedAt }: Opening = BY_ADDRESS,
): Playback {
  const media = useRef<HTMLMediaElement | null>(null);
  const listeners = useRef(new Set<() => void>());
  const start = useRef({ ms: startMs, plays: startsPlaying });
  start.current = { ms: startMs, plays: startsPlaying };
  /** How the former element stood: its successor, as the video after the sound, goes on from there. */
  const former = useRef<{ seconds: number; plays: boolean } | null>(null);

  const seek = useCallback((ms: number, { plays } = { plays: true }) => {
    const element = media.current;
    if (!element) return;
    element.currentTime = ms / 1000;
    // A browser may refuse to play before the reader touched the page; the position stands all the same.
    if (plays) element.play().catch(() => {});
  }, []);

  const attach = useCallback((element: HTMLMediaElement | null) => {
    if (!element && media.current)
      former.current = { seconds: media.current.currentTime, plays: !media.current.paused };
    media.current = element;
    if (!element) return;
    element.defaultPlaybackRate = chosenSpeed();
    element.playbackRate = chosenSpeed();
    const tell = () => {
      for (const listener of listeners.current) listener();
    };
    for (const event of EVENTS) element.addEventListener(event, tell);
    const place = () => {
      const left = former.current;
      former.current = null;
      const { ms, plays } = start.current;
      if (left) element.currentTime = left.seconds;
      else if (ms !== undefined && element.currentTime === 0) element.currentTime = ms / 1000;
      // A browser may refuse to play before the reader touched the page; the position stands all the same.
      if (left?.plays ?? plays) element.play().catch(() => {});
    };
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) place();
    else element.addEventListener('loadedmetadata', place, { once: true });
  }, []);

  // Another moment of the same call, or the same one again.
  const shown = useRef({ startMs, openedAt });
  useEffect(() => {
    if (shown.current.startMs === startMs && shown.current.openedAt === openedAt) return;
    shown.current = { startMs, openedAt };
    if (startMs !== undefined) seek(startMs, { plays: startsPlaying });
  }, [startMs, openedAt, startsPlaying, seek]);

  const setSpeed = useCallback((speed: number) => {
    localStorage.setItem(SPEED, String(speed));
    if (!media.current) return;
    media.current.defaultPlaybackRate = speed;
    media.current.playbackRate = speed;
  }, []);

  const toggle = useCallback(() => {
    const element = media.current;
    if (!element) return;
    if (element.paused) element.play().catch(() => {});
    else element.pause();
  }, []);

  const subscribe = useCallback((onTime: () => void) => {
    listeners.current.add(onTime);
    return () => listeners.current.delete(onTime);
  }, []);

  return useMemo(
    () => ({ media, attach, seek, setSpeed, toggle, subscribe }),
    [attach, seek, setSpeed, toggle, subscribe],
  );
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
