import { Check, Copy, RotateCcw, Share2, ThumbsDown, ThumbsUp } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Answer } from '../../http/api-types.ts';
import { api, type Evidence, fetchAnswerText, read } from '../api-client.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';
import { UnhelpfulForm } from './unhelpful-form.tsx';

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Actions on an answer: copy with citations, share, rate, ask again. */
export function AnswerActions({
  answer,
  evidence,
  onAgain,
}: {
  answer: Answer;
  evidence: Evidence;
  onAgain: () => void;
}) {
  const [told, setTold] = useState('');
  const [isAskedWhy, setAskedWhy] = useState(false);
  const param = { answerId: answer.id };
  const rate = useChange((json: { isHelpful: boolean; reason?: string }) =>
    api.answers[':answerId'].feedback.$post({ param, json }),
  );
  const copy = async (text: string | Promise<string>, done: string) => {
    try {
      // Begun before the text has arrived: some browsers allow writing only while the click is handled.
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
      setTold(done);
    } catch {
      setTold('The browser does not allow copying here.');
    }
  };
  const copyAs = async (type: 'text/plain' | 'text/markdown', done: string) => {
    const text = fetchAnswerText(answer.id, type);
    const [failed] = await Promise.all([text.then(() => null, sentenceOf), copy(text, done)]);
    if (failed) setTold(failed);
  };
  const share = async () => {
    try {
      const { url } = await read(api.answers[':answerId'].sharing.$put({ param, json: { isShared: true } }));
      await copy(url, 'Link copied. Every member of your organization can open it.');
    } catch (error) {
      setTold(sentenceOf(error));
    }
  };
  const sayWhy = (reason: string) => {
    rate.mutate({ isHelpful: false, ...(reason && { reason }) });
    setAskedWhy(false);
    setTold('Thank you.');
  };
  const rated = rate.variables?.isHelpful;
  const item =
    'cursor-pointer rounded-lg px-3 py-2 text-sm outline-none data-[highlighted]:bg-stone-100 dark:data-[highlighted]:bg-stone-800';
  return (
    <div className="flex flex-wrap items-center gap-1">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className="icon-button" aria-label="Copy with citations" title="Copy with citations">
          <Copy aria-hidden className="size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="card z-50 p-1 text-stone-900 shadow-lg dark:text-stone-100">
            <DropdownMenu.Item className={item} onSelect={() => copyAs('text/plain', 'Copied with its citations.')}>
              Plain text
            </DropdownMenu.Item>
            <DropdownMenu.Item className={item} onSelect={() => copyAs('text/markdown', 'Copied as Markdown.')}>
              Markdown
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <button type="button" className="icon-button" aria-label="Share a link" title="Share a link" onClick={share}>
        <Share2 aria-hidden className="size-4" />
      </button>
      <button type="button" className="icon-button" aria-label="Ask again" title="Ask again" onClick={onAgain}>
        <RotateCcw aria-hidden className="size-4" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="This helped"
        aria-pressed={rated === true}
        onClick={() => {
          rate.mutate({ isHelpful: true });
          setTold('Thank you.');
        }}
      >
        <ThumbsUp aria-hidden className={`size-4 ${rated === true ? 'fill-current' : ''}`} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="This did not help"
        aria-pressed={rated === false}
        onClick={() => setAskedWhy(true)}
      >
        <ThumbsDown aria-hidden className={`size-4 ${rated === false ? 'fill-current' : ''}`} />
      </button>
      <span role="status" className="quiet ml-1 inline-flex items-center gap-1 text-sm">
        {rate.error ? (
          rate.error.message
        ) : told ? (
          <>
            <Check aria-hidden className="size-4" />
            {told}
          </>
        ) : null}
      </span>
      <Dialog isOpen={isAskedWhy} onClose={() => setAskedWhy(false)} title="What was wrong?">
        <UnhelpfulForm answer={answer} evidence={evidence} onSend={sayWhy} />
      </Dialog>
    </div>
  );
}
