import type { MouseEvent } from 'react';
import type { Side } from '../../http/api-types.ts';
import { formatPosition } from '../format.ts';
import { type Playback, usePosition } from './playback.ts';
import { type Segment, type Topic, useTopics } from './use-call.ts';

type Props = { callId: string; segments: readonly Segment[]; durationMs: number; playback: Playback };
type Span = { startMs: number; endMs: number };

/**
 * The call on one axis of time: a lane for each speaker, a lane for each topic, and the playhead through all. A click
 * on a lane goes to that moment; a lane's name goes to its next one.
 */
export function Timeline({ callId, segments, durationMs, playback }: Props) {
  const { data: topics = [] } = useTopics(callId);
  if (durationMs === 0 || segments.length === 0) return null;
  const toMoment = (event: MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    playback.seek(Math.max(0, Math.min(1, (event.clientX - left) / width)) * durationMs);
  };
  const toNext = (stretches: readonly Pick<Span, 'startMs'>[]) => {
    const nowMs = (playback.media.current?.currentTime ?? 0) * 1000;
    const next = stretches.find(({ startMs }) => startMs > nowMs + 500) ?? stretches[0];
    if (next) playback.seek(next.startMs);
  };
  return (
    <section aria-label="Timeline" className="timeline relative text-xs">
      <ul className="space-y-1" aria-label="Speakers">
        {lanesOf(segments).map(({ name, side, stretches }) => (
          <li key={name} className="lane">
            <button
              type="button"
              className="lane-name"
              title={`Go to ${name}’s next turn`}
              onClick={() => toNext(stretches)}
            >
              {name}
            </button>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard the name before it leads along the lane */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
            <div className="lane-track" onClick={toMoment}>
              <svg
                aria-hidden="true"
                className={`lane-of-${side} size-full fill-current`}
                viewBox={`0 0 ${WIDTH} 1`}
                preserveAspectRatio="none"
              >
                <path d={pathOf(stretches, durationMs)} />
              </svg>
            </div>
          </li>
        ))}
      </ul>
      {topics.length > 0 && (
        <ul className="mt-2 space-y-1" aria-label="Topics">
          {topics.map((topic) => (
            <TopicLane
              key={topic.id}
              topic={topic}
              durationMs={durationMs}
              onMoment={(ms) => playback.seek(ms)}
              onNext={() => toNext(topic.moments)}
            />
          ))}
        </ul>
      )}
      <div aria-hidden className="lane quiet mt-1 tabular-nums">
        <span />
        <span className="flex justify-between">
          <span>0:00</span>
          <span>{formatPosition(durationMs / 2)}</span>
          <span>{formatPosition(durationMs)}</span>
        </span>
      </div>
      <Playhead playback={playback} durationMs={durationMs} />
    </section>
  );
}

type TopicProps = { topic: Topic; durationMs: number; onMoment: (ms: number) => void; onNext: () => void };

function TopicLane({ topic, durationMs, onMoment, onNext }: TopicProps) {
  return (
    <li className="lane">
      <button type="button" className="lane-name" title={`Go to the next moment about ${topic.name}`} onClick={onNext}>
        {topic.name} <span className="quiet">{topic.moments.length}</span>
      </button>
      <div className="lane-track" aria-hidden>
        {marksOf(topic, durationMs).map((startMs) => (
          <button
            key={startMs}
            type="button"
            tabIndex={-1}
            title={`${topic.name} at ${formatPosition(startMs)}`}
            style={{ left: `${Math.min(99, (startMs / durationMs) * 100)}%` }}
            className="absolute inset-y-0 w-1.5 cursor-pointer rounded-sm bg-amber-600 hover:bg-amber-500 dark:bg-amber-400"
            onClick={() => onMoment(startMs)}
          />
        ))}
      </div>
    </li>
  );
}

/** Where the recording stands, in thousandths of the call: a step is less than a pixel. */
function Playhead({ playback, durationMs }: { playback: Playback; durationMs: number }) {
  const at = usePosition(playback, (ms) => Math.round((ms / durationMs) * 1000));
  if (at === null) return null;
  return (
    <div aria-hidden className="lane pointer-events-none absolute inset-0">
      <span />
      <span className="relative" data-playhead={at}>
        <span
          className="absolute inset-y-0 w-0.5 bg-stone-900 dark:bg-stone-100"
          style={{ left: `${Math.min(100, at / 10)}%` }}
        />
      </span>
    </div>
  );
}

/** The width of a lane in its own units: more stretches than these cannot be told apart. */
const WIDTH = 500;
/** More marks cannot be told apart on a lane. */
const MOST_MARKS = 200;

/** When each speaker speaks; who speaks most stands first. */
function lanesOf(segments: readonly Segment[]): { name: string; side: Side; stretches: Span[] }[] {
  const spokenMs = (stretches: readonly Span[]) =>
    stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return [...Map.groupBy(segments, ({ speaker }) => speaker.name)]
    .map(([name, stretches]) => ({ name, side: stretches[0]?.speaker.side ?? 'unknown', stretches }))
    .sort((a, b) => spokenMs(b.stretches) - spokenMs(a.stretches));
}

/** Bars of a lane, as one path; bars that touch are drawn as one. */
function pathOf(stretches: readonly Span[], durationMs: number): string {
  const bars: [from: number, to: number][] = [];
  for (const { startMs, endMs } of stretches) {
    const from = Math.floor((startMs / durationMs) * WIDTH);
    const to = Math.max(from + 1, Math.ceil((endMs / durationMs) * WIDTH));
    const last = bars.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else bars.push([from, to]);
  }
  return bars.map(([from, to]) => `M${from} 0H${to}V1H${from}Z`).join('');
}

/** The first moment of each stretch as wide as a mark. */
function marksOf({ moments }: Topic, durationMs: number): number[] {
  const places = moments.map(({ startMs }) => [Math.floor((startMs / durationMs) * MOST_MARKS), startMs] as const);
  return [...new Map(places.toReversed()).values()].reverse();
}
