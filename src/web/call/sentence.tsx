import type { ReactNode } from 'react';
import type { Segment } from './use-call.ts';

type SentenceProps = {
  sentence: Segment['sentences'][number];
  find: string;
  isCited: boolean;
  isSpoken: boolean;
  isFound: boolean;
};

/** A sentence of the transcript: cited, spoken just now, or found. */
export function Sentence({ sentence, find, isCited, isSpoken, isFound }: SentenceProps) {
  const Tag = isCited ? 'mark' : 'span';
  const looks = [
    isCited && 'rounded bg-amber-200 px-0.5 text-stone-900 dark:bg-amber-300',
    isSpoken && 'underline decoration-teal-600 decoration-2 underline-offset-4 dark:decoration-teal-400',
    isFound && 'outline-2 outline-teal-600',
  ];
  return (
    <Tag data-start-ms={sentence.startMs} className={looks.filter(Boolean).join(' ')}>
      {find.trim() === '' ? sentence.text : <Found text={sentence.text} find={find} />}{' '}
    </Tag>
  );
}

/** The text with every match marked. */
function Found({ text, find }: { text: string; find: string }) {
  const wanted = find.trim().toLowerCase();
  const parts: ReactNode[] = [];
  let from = 0;
  for (let at = text.toLowerCase().indexOf(wanted); at >= 0; at = text.toLowerCase().indexOf(wanted, from)) {
    parts.push(
      text.slice(from, at),
      <b key={at} className="bg-teal-200 font-medium dark:bg-teal-800">
        {text.slice(at, at + wanted.length)}
      </b>,
    );
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
