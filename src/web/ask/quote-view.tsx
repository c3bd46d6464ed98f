import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Citation } from '../../http/api-types.ts';
import { formatDay, formatPosition, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Initials } from '../ui/initials.tsx';
import { CitationLink } from './citation-link.tsx';
import { useOpenMoment } from './citation-panel.tsx';
import { isSameMoment } from './moment.ts';

const SOURCES = {
  same: null,
  moved: 'These words have since moved within the call.',
  changed: 'The transcript has been edited since.',
  gone: 'These words are no longer in the call.',
} as const;

type Props = {
  citation: Citation;
  /** False within a run of one speaker, whose name stands above. */
  showsSpeaker?: boolean;
  /** False where the account is named above. */
  showsCompany?: boolean;
  /** Names the call too, where no heading does. */
  showsCall?: boolean;
};

/** What somebody said, with who and when. A click anywhere opens the moment beside the page; its button plays it. */
export function QuoteView({ citation, showsSpeaker = true, showsCompany = true, showsCall = false }: Props) {
  const { open, opened } = useOpenMoment();
  const timeZone = useTimeZone();
  const { speaker, callId, callTitle, startedAt, startMs, quote, quoteNow, source } = citation;
  const position = formatPosition(startMs);
  const onClick = (event: MouseEvent) => {
    const isOwn = (event.target as HTMLElement).closest('a, button') !== null;
    // A reader who selects words to copy does not want to leave them.
    if (!isOwn && window.getSelection()?.isCollapsed !== false) open(citation);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the citation's link opens the same moment
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div className="quote" aria-current={isSameMoment(opened, citation) || undefined} onClick={onClick}>
      {showsSpeaker ? <Initials name={speaker.name} side={speaker.side} /> : <span />}
      <div className="min-w-0">
        <div className="float-right ml-3 flex items-start gap-1">
          <button
            type="button"
            className="quiet inline-flex cursor-pointer items-center gap-1 rounded px-1 text-sm tabular-nums hover:text-teal-800 dark:hover:text-teal-300"
            aria-label={`Play ${speaker.name} at ${position}`}
            onClick={() => open(citation, { plays: true })}
          >
            <Play aria-hidden className="size-3" />
            {position}
          </button>
          <CitationLink citation={citation} />
        </div>
        {showsSpeaker && (
          <p className="text-sm" title={speaker.title ?? undefined}>
            <span className="font-medium">{speaker.name}</span>{' '}
            {showsCompany && <span className="quiet">{companyOf(citation)}</span>}
          </p>
        )}
        {/* Isolated: signs within a quote must not turn around what stands beside it. */}
        <blockquote className="leading-relaxed">
          “<bdi>{quote}</bdi>”
        </blockquote>
        {showsCall && (
          <p className="quiet mt-0.5 text-xs">
            <Link to="/calls/$callId" params={{ callId }} className="hover:underline">
              {callTitle}
            </Link>{' '}
            · {formatDay(startedAt, timeZone)}
          </p>
        )}
        {SOURCES[source] && (
          <p className="mt-1 text-sm text-amber-800 dark:text-amber-300">
            {SOURCES[source]}
            {quoteNow && ` Now: “${quoteNow}”`}
          </p>
        )}
      </div>
    </div>
  );
}

/** What stands above quotes already. */
export type QuoteNames = {
  /** Names each quote's call, where no heading does. */
  showsCall?: boolean;
  /** The account that a heading names. */
  account?: string | undefined;
};

type ListProps = QuoteNames & {
  citations: readonly Citation[];
  /** The quotes above the list, whose names may do for its first ones. */
  above?: readonly Citation[];
  /** The quote below the list, which may name the call of its last. */
  below?: Citation | undefined;
};

/**
 * Quotes one below the other; a run of one speaker on one call names them once, a run of one account names it once,
 * and the last quote of a run on one call names the call.
 */
export function QuoteList({ citations, above = [], below, showsCall = false, account }: ListProps) {
  const all = [...above, ...citations, ...(below ? [below] : [])];
  return citations.map((citation, index) => {
    const at = above.length + index;
    const named = all.slice(0, at).findLast(({ speaker }) => speaker.side === 'customer');
    const known = named ? companyOf(named) : account;
    return (
      <QuoteView
        key={citation.n}
        citation={citation}
        showsSpeaker={!isSameRun(all[at - 1], citation)}
        showsCompany={citation.speaker.side !== 'customer' || companyOf(citation) !== known}
        showsCall={showsCall && all[at + 1]?.callId !== citation.callId}
      />
    );
  });
}

const companyOf = ({ speaker, accounts }: Citation): string | undefined =>
  speaker.side === 'customer' && accounts.length === 1 ? accounts[0]?.name : SIDE_NAMES[speaker.side];

const isSameRun = (before: Citation | undefined, citation: Citation): boolean =>
  before !== undefined && before.callId === citation.callId && before.speaker.name === citation.speaker.name;
