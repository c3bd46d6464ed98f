import { Link2, Play, Waypoints } from 'lucide-react';
import { memo } from 'react';
import { formatPosition, SIDE_NAMES } from '../format.ts';
import { Sentence } from './sentence.tsx';
import type { Segment } from './use-call.ts';
import { copyMomentLink } from './use-call-keys.ts';

type Props = {
  segment: Segment;
  showsSpeaker: boolean;
  at: number | undefined;
  to: number | undefined;
  spokenAt: number | null;
  find: string;
  foundAt: number | null;
  onPlay: (ms: number) => void;
  callId: string;
  onRelated: (ms: number) => void;
};

/** One segment. Drawn anew only when its own sentence is spoken, found or cited. */
export const TranscriptRow = memo(function TranscriptRow(props: Props) {
  const { segment, showsSpeaker, at, to, spokenAt, find, foundAt, onPlay, callId, onRelated } = props;
  const position = formatPosition(segment.startMs);
  return (
    <div className="group grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2">
      <div className="flex flex-col items-start">
        <button
          type="button"
          className="quiet inline-flex cursor-pointer items-center gap-1 rounded pt-0.5 text-sm tabular-nums hover:text-teal-800 dark:hover:text-teal-300"
          aria-label={`Play from ${position}`}
          onClick={() => onPlay(segment.startMs)}
        >
          <Play aria-hidden className="size-3" />
          {position}
        </button>
        <div className="flex opacity-0 focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
          <button
            type="button"
            className="icon-button size-6"
            aria-label={`Copy a link to ${position}`}
            onClick={() => copyMomentLink(callId, segment.startMs)}
          >
            <Link2 aria-hidden className="size-3.5" />
          </button>
          <button
            type="button"
            className="icon-button size-6"
            aria-label={`More like ${position}`}
            title="More like this in other calls"
            onClick={() => onRelated(segment.startMs)}
          >
            <Waypoints aria-hidden className="size-3.5" />
          </button>
        </div>
      </div>
      <div>
        {showsSpeaker && (
          <p className="text-sm font-medium">
            <span className={`lane-of-${segment.speaker.side}`}>{segment.speaker.name}</span>{' '}
            <span className="quiet font-normal">{SIDE_NAMES[segment.speaker.side]}</span>
          </p>
        )}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the button before it plays the same words */}
        <p
          className="max-w-[65ch] cursor-pointer leading-relaxed"
          onClick={(event) => {
            const sentence = (event.target as HTMLElement).closest<HTMLElement>('[data-start-ms]');
            // A reader selecting words to copy does not want to hear them.
            if (sentence && window.getSelection()?.isCollapsed !== false) onPlay(Number(sentence.dataset.startMs));
          }}
        >
          {segment.sentences.map((sentence) => (
            <Sentence
              key={sentence.startMs}
              sentence={sentence}
              find={find}
              isCited={at !== undefined && sentence.startMs >= at && sentence.startMs < (to ?? at + 1)}
              isSpoken={sentence.startMs === spokenAt}
              isFound={sentence.startMs === foundAt}
            />
          ))}
        </p>
      </div>
    </div>
  );
});
