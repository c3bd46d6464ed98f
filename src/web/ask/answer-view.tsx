import { ArrowDown } from 'lucide-react';
import type { Answer } from '../../http/api-types.ts';
import { type Block, layOut } from './answer-layout.ts';
import { type AnswerActs, OffersView, PartView } from './part-view.tsx';

/** The whole answer, block by block, and everything left unproved. */
export function AnswerView({ answer, ...acts }: AnswerActs & { answer: Answer }) {
  const blocks = layOut(answer).map((block, at) => ({ block, key: `${block.kind} ${at}` }));
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
      {blocks.map(({ block, key }) => (
        <BlockView key={key} answer={answer} block={block} {...acts} />
      ))}
      {answer.removed.length > 0 && (
        <details className="quiet text-sm">
          <summary className="cursor-pointer">Left out because it couldn’t be proved ({answer.removed.length})</summary>
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

function BlockView({ answer, block, ...acts }: AnswerActs & { answer: Answer; block: Block }) {
  switch (block.kind) {
    case 'part':
      return <PartView answer={answer} part={block.part} {...acts} />;
    case 'offers':
      return <OffersView offers={block.offers} isRefused={answer.claims.length === 0} onOffer={acts.onOffer} />;
    case 'columns':
      return (
        <div className="grid gap-4 md:grid-cols-2">
          {block.columns.map(({ heading, parts }, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of one answer never change places
            <section key={column} aria-label={heading || 'Others'} className="min-w-0 space-y-3">
              {parts.some(({ kind }) => kind === 'section') && (
                <h2 className="text-lg font-semibold">
                  <bdi>{heading || 'Others'}</bdi>
                </h2>
              )}
              {parts.map((part, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <PartView key={at} answer={answer} part={part} {...acts} />
              ))}
            </section>
          ))}
        </div>
      );
    case 'steps':
      return (
        <ol aria-label="How it changed" className="space-y-2">
          {block.themes.map((theme, at) => (
            <li key={theme.heading} className="space-y-2">
              {at > 0 && <ArrowDown aria-hidden className="quiet mx-auto size-5" />}
              <PartView answer={answer} part={theme} {...acts} />
            </li>
          ))}
        </ol>
      );
  }
}
