import { type FormEvent, useState } from 'react';
import type { Answer, SentMoment } from '../../http/api-types.ts';
import { api, type Evidence } from '../api-client.ts';
import { useChange } from '../use-change.ts';
import { CasePicker } from './case-picker.tsx';

type Props = { answer: Answer; evidence: Evidence; onSend: (reason: string) => void };

/** What was wrong with an answer, and its question kept as a case if the reader likes. */
export function UnhelpfulForm({ answer, evidence, onSend }: Props) {
  const [isCase, setCase] = useState(false);
  const [moments, setMoments] = useState<SentMoment[]>([]);
  const keep = useChange(
    () => api.answers[':answerId'].case.$put({ param: { answerId: answer.id }, json: { moments } }),
    [['cases']],
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    if (!isCase) onSend(reason);
    else keep.mutate(undefined, { onSuccess: () => onSend(reason) });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <label className="block space-y-1 text-sm">
        <span>Comment for your admins (optional)</span>
        <textarea name="reason" rows={3} maxLength={2000} className="field" />
      </label>
      {/* What changes the answer before cannot be asked by itself. */}
      {!answer.plan.edit && (
        <label className="flex cursor-pointer gap-2 text-sm">
          <input type="checkbox" checked={isCase} onChange={({ target }) => setCase(target.checked)} />
          <span>
            Save as a test question
            <span className="quiet block text-xs">
              We’ll check answers against it when search or the model changes.
            </span>
          </span>
        </label>
      )}
      {isCase && <CasePicker answer={answer} evidence={evidence} moments={moments} onChange={setMoments} />}
      {keep.error && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {keep.error.message}
        </p>
      )}
      <button type="submit" className="button" disabled={keep.isPending}>
        Send
      </button>
    </form>
  );
}
