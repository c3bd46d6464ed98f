import { useQueryClient } from '@tanstack/react-query';
import { Check, Copy, RotateCcw, Share2, ThumbsDown, ThumbsUp } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Answer } from '../../http/api-types.ts';
import { api, type Evidence, fetchAnswerText } from '../api-client.ts';
import { copyText } from '../ui/copy-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';
import { SHARED_ANSWERS, ShareDialog, type SharedLink, shareLink } from './share-dialog.tsx';
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
  const [problem, setProblem] = useState('');
  const tellDone = (done: string) => {
    setProblem('');
    setTold(done);
  };
  const [isAskedWhy, setAskedWhy] = useState(false);
  const param = { answerId: answer.id };
  const rate = useChange((json: { isHelpful: boolean; reason?: string }) =>
    api.answers[':answerId'].feedback.$post({ param, json }),
  );
  const [link, setLink] = useState<SharedLink | null>(null);
  const queries = useQueryClient();
  const [uncopied, setUncopied] = useState<string | null>(null);
  const copyAs = async (type: 'text/plain' | 'text/markdown', done: string) => {
    try {
      const text = fetchAnswerText(answer.id, type);
      if (await copyText(text)) tellDone(done);
      else setUncopied(await text);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const share = async () => {
    try {
      const made = shareLink(answer.id);
      tellDone((await copyText(made.then(({ url }) => url))) ? 'Link copied' : '');
      setLink(await made);
      await queries.invalidateQueries({ queryKey: SHARED_ANSWERS });
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const send = (json: { isHelpful: boolean; reason?: string }) =>
    rate.mutate(json, {
      onSuccess: () => tellDone('Thanks for the feedback'),
      onError: ({ message }) => setProblem(message),
    });
  const sayWhy = (reason: string) => {
    setAskedWhy(false);
    send({ isHelpful: false, ...(reason && { reason }) });
  };
  // Shown at once, and taken back where it was not kept.
  const rated = rate.isError ? undefined : rate.variables?.isHelpful;
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
            <DropdownMenu.Item className={item} onSelect={() => copyAs('text/plain', 'Copied with citations')}>
              Plain text
            </DropdownMenu.Item>
            <DropdownMenu.Item className={item} onSelect={() => copyAs('text/markdown', 'Copied as Markdown')}>
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
        onClick={() => send({ isHelpful: true })}
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
        {told && !problem && (
          <>
            <Check aria-hidden className="size-4" />
            {told}
          </>
        )}
      </span>
      {problem && (
        <p role="alert" className="ml-1 text-sm text-red-800 dark:text-red-300">
          {problem}
        </p>
      )}
      <ShareDialog
        answerId={answer.id}
        link={link}
        onChange={(next) => {
          setLink(next);
          tellDone(next ? '' : 'No longer shared');
        }}
        onClose={() => setLink(null)}
      />
      <Dialog isOpen={uncopied !== null} onClose={() => setUncopied(null)} title="Copy this answer">
        <p className="quiet mb-3 text-sm">Your browser doesn’t allow copying here. Select the text and copy it.</p>
        <textarea
          readOnly
          aria-label="The answer as text"
          rows={12}
          className="field font-mono text-xs"
          value={uncopied ?? ''}
          onFocus={(event) => event.target.select()}
        />
      </Dialog>
      <Dialog isOpen={isAskedWhy} onClose={() => setAskedWhy(false)} title="What was wrong?">
        <UnhelpfulForm answer={answer} evidence={evidence} onSend={sayWhy} />
      </Dialog>
    </div>
  );
}
