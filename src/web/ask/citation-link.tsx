import { Link } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import type { Citation } from '../../http/api-types.ts';
import { momentAddress } from '../call/call-address.ts';
import { formatPosition } from '../format.ts';
import { useOpenMoment } from './citation-panel.tsx';
import { isSameMoment } from './moment.ts';

export const CitationLinks = ({ citations }: { citations: Citation[] }) =>
  citations.map((citation) => <CitationLink key={citation.n} citation={citation} />);

/** A citation's number: a click opens the moment beside the answer, a new tab the call's page. */
export function CitationLink({ citation }: { citation: Citation }) {
  const { open, opened } = useOpenMoment();
  const { n, speaker, callTitle, callId, startMs, endMs } = citation;
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(citation);
  };
  return (
    <Link
      to="/calls/$callId"
      params={{ callId }}
      search={momentAddress({ startMs, endMs })}
      aria-label={`Citation ${n || 'nearest'}: ${speaker.name} at ${formatPosition(startMs)} in ${callTitle}`}
      aria-current={isSameMoment(opened, citation) || undefined}
      onClick={onClick}
      className="ml-0.5 inline-block min-w-6 rounded-md bg-teal-100 px-1.5 text-center text-sm font-medium text-teal-900 no-underline hover:bg-teal-200 aria-current:bg-teal-700 aria-current:text-white dark:bg-teal-900 dark:text-teal-100 dark:hover:bg-teal-800 dark:aria-current:bg-teal-300 dark:aria-current:text-stone-900"
    >
      {n || '↗'}
    </Link>
  );
}
