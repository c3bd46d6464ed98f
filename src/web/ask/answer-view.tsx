import type { Answer, Citation } from '../../http/api-types.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { AccountsCounted } from './census-view.tsx';
import { CitationLinks } from './citation-link.tsx';

/** Claims as they are checked, before the whole answer is there. */
export function Claims({ claims }: { claims: { text: string; citations: Citation[] }[] }) {
  if (claims.length === 0) return null;
  return (
    <ul className="card space-y-3 p-5">
      {claims.map((claim) => (
        <li key={claim.text + claim.citations.map((citation) => citation.n).join()} className="leading-relaxed">
          {claim.text} <CitationLinks citations={claim.citations} />
        </li>
      ))}
    </ul>
  );
}

type Props = {
  answer: Answer;
  onAsk: (question: string) => void;
  onFollow: (account: string) => void;
  onChoose: (name: string, mention: string) => void;
};

/** The whole answer: claims under the call that they are from, or why there is none and what to ask instead. */
export function AnswerView({ answer, onAsk, onFollow, onChoose }: Props) {
  const byNumber = new Map(answer.citations.map((citation) => [citation.n, citation]));
  const claims = answer.claims.map((claim) => ({
    text: claim.text,
    citations: claim.citations.flatMap((n) => byNumber.get(n) ?? []),
  }));
  return (
    <div className="space-y-4">
      {claims.length === 0 ? (
        <p className="card whitespace-pre-line p-5 leading-relaxed">{plainText(answer.text)}</p>
      ) : (
        <p className="leading-relaxed">{plainText(openingOf(answer))}</p>
      )}
      {answer.census?.of === 'accounts' && <AccountsCounted census={answer.census} onAsk={onFollow} />}
      {answer.plan.warnings.map((warning) => (
        <p key={warning} className="quiet text-sm">
          {warning}
        </p>
      ))}
      {answer.nearest && (
        <div className="card p-5">
          <h2 className="quiet text-sm">What came nearest</h2>
          <p className="mt-1 leading-relaxed">
            {answer.nearest.speaker.name}: “{answer.nearest.quote}” <CitationLinks citations={[answer.nearest]} />
          </p>
        </div>
      )}
      {answer.choices?.map((choice) => (
        <div key={choice.mention} className="flex flex-wrap items-center gap-2">
          <span className="quiet text-sm">{choice.mention} could be</span>
          {choice.candidates.map((candidate) => (
            <button
              key={candidate.id}
              type="button"
              className="button-quiet"
              onClick={() => onChoose(candidate.name, choice.mention)}
            >
              {candidate.name}
              {candidate.domains[0] && <span className="quiet ml-1 text-xs">{candidate.domains[0]}</span>}
            </button>
          ))}
        </div>
      ))}
      {answer.suggestions.map((suggestion) => (
        <button key={suggestion} type="button" className="button-quiet" onClick={() => onAsk(suggestion)}>
          {suggestion}
        </button>
      ))}
      {answer.model ? <Claims claims={claims} /> : <QuotesByCall claims={claims} />}
      {answer.claims.length > 0 &&
        remainderOf(answer).map((part) => (
          <p key={part} className="quiet whitespace-pre-line text-sm">
            {part}
          </p>
        ))}
      {answer.removed.length > 0 && (
        <details className="quiet text-sm">
          <summary className="cursor-pointer">
            Left out, because it could not be proved ({answer.removed.length})
          </summary>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {answer.removed.map((claim) => (
              <li key={claim.text}>
                {claim.text} <em>{claim.reason}</em>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What stands before the claims: what was searched and counted, or what went wrong on the way. */
const openingOf = ({ text, model, notes }: Answer): string =>
  model !== null && notes.length === 0
    ? ''
    : (text.split('\n\n')[0] ?? '').startsWith('- ')
      ? ''
      : (text.split('\n\n')[0] ?? '');

const plainText = (text: string): string => text.replaceAll('**', '');

/** What the claims did not quote: calls that said nothing, or have no transcript. */
const remainderOf = ({ text }: Answer): string[] =>
  text.split('\n\n').filter((part) => /^(?:Nothing about .* was found in|Without a transcript:|… and )/.test(part));

/** Quotes grouped by call in order of time; the speaker stands before the words. */
function QuotesByCall({ claims }: { claims: { text: string; citations: Citation[] }[] }) {
  const timeZone = useTimeZone();
  const groups = Map.groupBy(claims, (claim) => claim.citations[0]?.callId ?? '');
  return [...groups].map(([callId, group]) => {
    const first = group[0]?.citations[0];
    if (!first) return null;
    return (
      <section key={callId} className="card p-5">
        <h2 className="font-semibold">{first.callTitle}</h2>
        <p className="quiet text-sm">
          {formatDay(first.startedAt, timeZone)}
          {first.accounts.length > 0 && ` · ${first.accounts.map((account) => account.name).join(', ')}`}
        </p>
        <ul className="mt-3 space-y-3">
          {group.map((claim) => (
            <li key={claim.text} className="border-l-2 border-stone-300 pl-3 leading-relaxed dark:border-stone-700">
              {claim.text} <CitationLinks citations={claim.citations} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
