import { formatPosition } from '../format.ts';
import { type Topic, useTopics } from './use-call.ts';

type Props = { callId: string; durationMs: number; onMoment: (ms: number) => void; nowMs: () => number };

/** When topics came up: a line for each tracker, a mark for each moment. The name leads to the topic's next moment. */
export function TopicTimeline({ callId, durationMs, onMoment, nowMs }: Props) {
  const { data: topics = [] } = useTopics(callId);
  if (topics.length === 0 || durationMs === 0) return null;
  return (
    <ul className="space-y-1" aria-label="Topics">
      {topics.map((topic) => (
        <li key={topic.id} className="grid grid-cols-[7rem_1fr] items-center gap-3">
          <button
            type="button"
            className="link truncate text-left text-sm no-underline"
            title={`To the next moment about ${topic.name}`}
            onClick={() => onMoment(nextOf(topic, nowMs()))}
          >
            {topic.name} <span className="quiet">{topic.moments.length}</span>
          </button>
          <div className="relative h-4 rounded bg-stone-200/70 dark:bg-stone-800" aria-hidden>
            {marksOf(topic, durationMs).map((startMs) => (
              <button
                key={startMs}
                type="button"
                tabIndex={-1}
                title={`${topic.name} at ${formatPosition(startMs)}`}
                style={{ left: `${Math.min(99, (startMs / durationMs) * 100)}%` }}
                className="absolute top-0 h-4 w-1.5 cursor-pointer rounded-sm bg-teal-700 hover:bg-teal-500 dark:bg-teal-400"
                onClick={() => onMoment(startMs)}
              />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** More marks cannot be told apart on a line. */
const MOST_MARKS = 200;

/** The first moment of each stretch as wide as a mark. */
function marksOf({ moments }: Topic, durationMs: number): number[] {
  const places = moments.map(({ startMs }) => [Math.floor((startMs / durationMs) * MOST_MARKS), startMs] as const);
  return [...new Map(places.toReversed()).values()].reverse();
}

const nextOf = ({ moments }: Topic, nowMs: number): number =>
  (moments.find(({ startMs }) => startMs > nowMs + 500) ?? moments[0])?.startMs ?? 0;
