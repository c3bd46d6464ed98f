import { Quote } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { formatDay, formatPosition } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { copyText } from '../ui/copy-text.ts';
import { tell } from '../ui/notes.ts';
import { urlOfMoment } from './call-address.ts';
import type { Call, Segment } from './use-call.ts';

type Selected = { text: string; startMs: number; endMs: number; top: number; left: number };
type Props = { call: Call; segments: readonly Segment[]; within: RefObject<HTMLElement | null> };

/** A button beside words selected in the transcript, which copies them with speaker, call and link. */
export function CopyQuote({ call, segments, within }: Props) {
  const [selected, setSelected] = useState<Selected | null>(null);
  const timeZone = useTimeZone();
  useEffect(() => {
    const look = () => setSelected(selectedIn(within.current));
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [within]);
  if (!selected) return null;
  const { text, startMs, endMs, top, left } = selected;
  const copy = async () => {
    const said = segments.findLast((segment) => segment.startMs <= startMs);
    const last = segments.flatMap(({ sentences }) => sentences).findLast((sentence) => sentence.startMs <= endMs);
    const source = [said?.speaker.name, call.title, formatDay(call.startedAt, timeZone), formatPosition(startMs)];
    const quote = `“${text}”\n${source.filter(Boolean).join(', ')}\n${urlOfMoment(call.id, startMs, last?.endMs)}`;
    if (await copyText(quote)) tell('Quote and link copied');
    else tell(quote);
    window.getSelection()?.removeAllRanges();
  };
  return (
    <button
      type="button"
      className="button-quiet absolute z-10 gap-1.5 shadow-lg"
      style={{ top, left }}
      // Pressing it would end the selection.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={copy}
    >
      <Quote aria-hidden className="size-3.5" />
      Copy quote
    </button>
  );
}

const BUTTON_PX = { width: 130, height: 40 };

/** The words selected within an element, with the first and last of their sentences; null without any. */
function selectedIn(element: HTMLElement | null): Selected | null {
  const selection = window.getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.commonAncestorContainer)) return null;
  const sentences = [...element.querySelectorAll<HTMLElement>('[data-start-ms]')].filter((one) =>
    range.intersectsNode(one),
  );
  const [first, last] = [sentences[0], sentences.at(-1)];
  const text = sentences
    .map((sentence) => wordsWithin(range, sentence))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!first || !last || text === '') return null;
  const [box, frame] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
  return {
    text,
    startMs: Number(first.dataset.startMs),
    endMs: Number(last.dataset.startMs),
    top: Math.max(0, Math.min(frame.height - BUTTON_PX.height, box.bottom - frame.top + 4)),
    left: Math.max(0, Math.min(frame.width - BUTTON_PX.width, box.left - frame.left)),
  };
}

/** The selected words of one sentence: times and names beside the sentences are no words that were said. */
function wordsWithin(range: Range, sentence: HTMLElement): string {
  const own = document.createRange();
  own.selectNodeContents(sentence);
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset);
  return own.toString();
}
