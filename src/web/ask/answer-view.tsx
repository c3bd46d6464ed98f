import type { Answer } from '../../http/api-types.ts';
import { type AnswerActs, PartView } from './part-view.tsx';

/** The whole answer, part by part, and everything left unproved. */
export function AnswerView({ answer, ...acts }: AnswerActs & { answer: Answer }) {
  const parts = answer.parts.map((part, at) => ({ part, key: `${part.kind} ${at}` }));
  const removed = answer.removed.map((claim, at) => ({ claim, key: `removed ${at}` }));
  // Answers of older versions hold the plan's warnings in no part.
  const told = new Set(answer.parts.flatMap((part) => (part.kind === 'note' ? [part.text] : [])));
  const untold = answer.plan.warnings.filter((warning) => !told.has(warning));
  return (
    <div className="space-y-4">
      {untold.map((warning) => (
        <p key={warning} className="quiet text-sm">
          {warning}
        </p>
      ))}
      {parts.map(({ part, key }) => (
        <PartView key={key} answer={answer} part={part} {...acts} />
      ))}
      {answer.removed.length > 0 && (
        <details className="quiet text-sm">
          <summary className="cursor-pointer">
            Left out, because it could not be proved ({answer.removed.length})
          </summary>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {removed.map(({ claim, key }) => (
              <li key={key}>
                <bdi>{claim.text}</bdi> <em>{claim.reason}</em>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
