import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronUp, LocateFixed } from 'lucide-react';
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { clearedByEscape } from '../ui/escape.ts';
import { CopyQuote } from './copy-quote.tsx';
import { type Playback, usePosition } from './playback.ts';
import { TranscriptRow } from './transcript-row.tsx';
import type { Call, Segment } from './use-call.ts';

type Props = {
  call: Call;
  segments: Segment[];
  /** The cited stretch, marked and brought into view. */
  at: number | undefined;
  to: number | undefined;
  playback: Playback;
  findBox: RefObject<HTMLInputElement | null>;
  /** Asks for moments of other calls that are like the given one. */
  onRelated: (ms: number) => void;
  children?: ReactNode;
};

const ALL = '';
/** Keys that scroll what has the focus. */
const SCROLLS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

/**
 * The transcript, following the recording until its reader scrolls elsewhere. Only rows in view are in the document,
 * so hours of talk scroll smoothly. A click on a sentence plays the recording from there, and so does the button on
 * each row.
 */
export function Transcript({ call, segments, at, to, playback, findBox, onRelated, children }: Props) {
  const [speaker, setSpeaker] = useState(ALL);
  const [find, setFind] = useState('');
  const [match, setMatch] = useState(0);
  const [follows, setFollows] = useState(true);
  const scroller = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);

  // Each with its place, as two people may begin to speak at the same time.
  const placed = useMemo(() => segments.map((segment, place) => ({ ...segment, place })), [segments]);
  const rows = useMemo(
    () => (speaker === ALL ? placed : placed.filter((segment) => segment.speaker.name === speaker)),
    [placed, speaker],
  );
  const matches = useMemo(() => findMatches(rows, find), [rows, find]);
  const current = matches.length > 0 ? matches[match % matches.length] : undefined;

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => 44 + Math.ceil(lengthOf(rows[index]) / 80) * 26,
    getItemKey: (index) => rows[index]?.place ?? index,
    overscan: 6,
  });
  const show = useCallback(
    (index: number) => {
      if (index >= 0) virtualizer.scrollToIndex(index, { align: 'center' });
    },
    [virtualizer],
  );

  // The cited moment is brought into view, also when another of the same call is opened.
  useEffect(() => {
    if (at !== undefined) show(indexAt(rows, at));
  }, [at, rows, show]);
  useEffect(() => {
    if (current) show(current.row);
  }, [current, show]);

  const spokenAt = usePosition(playback, (ms) => sentenceAt(segments, ms));
  useEffect(() => {
    const isPlaying = playback.media.current?.paused === false;
    if (spokenAt !== null && follows && isPlaying) show(indexAt(rows, spokenAt));
  }, [spokenAt, follows, rows, show, playback]);

  const stay = () => setFollows(false);
  const followAgain = () => {
    setFollows(true);
    if (spokenAt !== null) show(indexAt(rows, spokenAt));
  };
  const step = (by: number) => setMatch((now) => (now + by + matches.length) % Math.max(1, matches.length));

  const byEscape = clearedByEscape(
    () => setFind(''),
    () => scroller.current,
  );
  return (
    <section aria-label="Transcript" className="flex min-h-0 grow flex-col">
      <div className="transcript-tools">
        <input
          ref={findBox}
          type="search"
          aria-label="Find in this call"
          aria-keyshortcuts="/"
          placeholder="Find in this call"
          className="field w-48 grow py-1.5 text-sm lg:max-w-64"
          value={find}
          onChange={(event) => {
            setFind(event.target.value);
            setMatch(0);
          }}
          {...byEscape}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            else byEscape.onKeyDown(event);
          }}
        />
        {find.trim() !== '' && (
          <span className="flex items-center text-sm">
            <span role="status" className="quiet px-1 tabular-nums">
              {matches.length === 0 ? 'No matches' : `${(match % matches.length) + 1} of ${matches.length}`}
            </span>
            <button type="button" className="icon-button" aria-label="Previous match" onClick={() => step(-1)}>
              <ChevronUp aria-hidden className="size-4" />
            </button>
            <button type="button" className="icon-button" aria-label="Next match" onClick={() => step(1)}>
              <ChevronDown aria-hidden className="size-4" />
            </button>
          </span>
        )}
        <select
          aria-label="Speaker"
          className="field w-auto py-1.5 text-sm"
          value={speaker}
          onChange={(event) => setSpeaker(event.target.value)}
        >
          <option value={ALL}>Everyone</option>
          {speakersOf(segments).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        {children}
      </div>
      <div ref={frame} className="relative flex min-h-0 grow flex-col">
        <section
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="What was said"
          className="transcript card"
          onWheel={stay}
          onTouchMove={stay}
          onPointerDown={(event) => event.target === event.currentTarget && stay()}
          onKeyDown={(event) => SCROLLS.includes(event.key) && stay()}
        >
          <ol className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => {
              const segment = rows[item.index];
              if (!segment) return null;
              const isNewSpeaker = rows[item.index - 1]?.speaker.name !== segment.speaker.name;
              return (
                <li
                  key={item.key}
                  data-index={item.index}
                  ref={virtualizer.measureElement}
                  aria-setsize={rows.length}
                  aria-posinset={item.index + 1}
                  className="absolute inset-x-0 top-0 px-3 py-1.5"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <TranscriptRow
                    segment={segment}
                    showsSpeaker={isNewSpeaker}
                    at={at}
                    to={to}
                    spokenAt={holds(segment, spokenAt) ? spokenAt : null}
                    find={find}
                    foundAt={current?.row === item.index ? current.startMs : null}
                    onPlay={playback.seek}
                    callId={call.id}
                    onRelated={onRelated}
                  />
                </li>
              );
            })}
          </ol>
        </section>
        {!follows && spokenAt !== null && (
          <button
            type="button"
            className="button-quiet absolute bottom-3 left-1/2 -translate-x-1/2 gap-1.5 rounded-full shadow-lg"
            onClick={followAgain}
          >
            <LocateFixed aria-hidden className="size-3.5" />
            Follow along
          </button>
        )}
        <CopyQuote call={call} segments={segments} within={frame} />
      </div>
    </section>
  );
}

const lengthOf = (segment: Segment | undefined): number =>
  segment?.sentences.reduce((sum, sentence) => sum + sentence.text.length, 0) ?? 0;

const speakersOf = (segments: readonly Segment[]): string[] => [
  ...new Set(segments.map(({ speaker }) => speaker.name)),
];

function findMatches(rows: readonly Segment[], find: string): { row: number; startMs: number }[] {
  const wanted = find.trim().toLowerCase();
  if (wanted === '') return [];
  return rows.flatMap(({ sentences }, row) =>
    sentences
      .filter((sentence) => sentence.text.toLowerCase().includes(wanted))
      .map(({ startMs }) => ({ row, startMs })),
  );
}

/** The row spoken at a moment, or else the last row before; -1 before the first. */
function indexAt(rows: readonly Segment[], ms: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.startMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function sentenceAt(segments: readonly Segment[], ms: number): number | null {
  const segment = segments[indexAt(segments, ms)];
  return segment?.sentences.findLast((sentence) => sentence.startMs <= ms)?.startMs ?? null;
}

const holds = (segment: Segment, ms: number | null): boolean =>
  ms !== null && segment.sentences.some((sentence) => sentence.startMs === ms);
