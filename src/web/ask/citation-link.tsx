import { Link } from '@tanstack/react-router';
import { HoverCard } from 'radix-ui';
import { type MouseEvent, useRef, useState } from 'react';
import type { Citation } from '../../http/api-types.ts';
import { momentAddress } from '../call/call-address.ts';
import { formatDay, formatPosition, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { useOpenMoment } from './citation-panel.tsx';

const SOURCES = {
  same: null,
  moved: 'The words stand elsewhere in the call now.',
  changed: 'The transcript was edited since.',
  gone: 'These words are not in the call any more.',
} as const;

export const CitationLinks = ({ citations }: { citations: Citation[] }) =>
  citations.map((citation) => <CitationLink key={citation.n} citation={citation} />);

/**
 * A citation's number. Hovering shows the quote, a click opens the moment beside the answer, and a new tab opens the
 * call's page.
 */
function CitationLink({ citation }: { citation: Citation }) {
  const open = useOpenMoment();
  const timeZone = useTimeZone();
  const [isShown, setShown] = useState(false);
  const wasClicked = useRef(false);
  const { n, speaker, callTitle, callId, startMs, endMs, startedAt, quote, quoteNow, source } = citation;
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setShown(false);
    // The panel shows the quote now; the page may have moved under the pointer.
    wasClicked.current = true;
    open(citation);
  };
  return (
    <HoverCard.Root
      openDelay={150}
      closeDelay={100}
      open={isShown}
      onOpenChange={(next) => setShown(next && !wasClicked.current)}
    >
      <HoverCard.Trigger asChild>
        <Link
          to="/calls/$callId"
          params={{ callId }}
          search={momentAddress({ startMs, endMs })}
          aria-label={`Citation ${n || 'nearest'}: ${speaker.name} at ${formatPosition(startMs)} in ${callTitle}`}
          onClick={onClick}
          onPointerLeave={() => {
            wasClicked.current = false;
          }}
          className="ml-0.5 inline-block min-w-6 rounded-md bg-teal-100 px-1.5 text-center text-sm font-medium text-teal-900 no-underline hover:bg-teal-200 dark:bg-teal-900 dark:text-teal-100 dark:hover:bg-teal-800"
        >
          {n || '↗'}
        </Link>
      </HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content
          collisionPadding={12}
          sideOffset={4}
          className="card z-50 w-80 max-w-[90vw] p-4 text-sm text-stone-900 shadow-lg dark:text-stone-100"
        >
          <p className="font-medium">
            {speaker.name} <span className="quiet font-normal">{SIDE_NAMES[speaker.side]}</span>
          </p>
          <p className="quiet">
            {callTitle}, {formatDay(startedAt, timeZone)}, {formatPosition(startMs)}
          </p>
          <p className="mt-2 leading-relaxed">“{quote}”</p>
          {SOURCES[source] && (
            <p className="mt-2 text-amber-800 dark:text-amber-300">
              {SOURCES[source]}
              {quoteNow && ` Now: “${quoteNow}”`}
            </p>
          )}
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
}
