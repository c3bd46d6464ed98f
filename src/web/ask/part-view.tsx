import type { Answer, AnswerPart, NamedCall, Offer } from '../../http/api-types.ts';
import { counted } from '../format.ts';
import { AccountsCounted } from './accounts-counted.tsx';
import { CallsListed } from './calls-listed.tsx';
import { CitationLinks } from './citation-link.tsx';
import { ClaimView, type ShownClaim } from './claim-view.tsx';
import { Claims } from './claims.tsx';
import { FiguresListed } from './figures-listed.tsx';
import { SectionView, ThemeView } from './section-view.tsx';

/** A reader's actions on parts: ask a question anew, take an offer, ask on about an account. */
export type AnswerActs = {
  onAsk: (question: string) => void;
  onOffer: (offer: Offer) => void;
  onFollow: (account: string) => void;
};

/** A part of an answer. A new kind in the union does not compile until drawn here. */
export function PartView({ answer, part, ...acts }: AnswerActs & { answer: Answer; part: AnswerPart }) {
  switch (part.kind) {
    case 'lead':
      return part.claims ? (
        <Lead claims={claimsOf(answer, part.claims)} />
      ) : (
        <p className={`leading-relaxed ${answer.claims.length === 0 ? 'card p-5' : ''}`}>{part.text}</p>
      );
    case 'note':
      return <p className="quiet whitespace-pre-line text-sm">{part.text}</p>;
    case 'claims':
      return <Claims claims={claimsOf(answer, part.claims)} />;
    case 'section':
      return <SectionView call={part.call} claims={claimsOf(answer, part.claims)} more={part.more} />;
    case 'theme':
      return <ThemeView heading={part.heading} claims={claimsOf(answer, part.claims)} />;
    case 'open':
      return <Open questions={part.questions} />;
    case 'count':
      return (
        <>
          <AccountsCounted accounts={part.accounts} onAsk={acts.onFollow} />
          {callsOf(answer, [...new Set(part.accounts.flatMap(({ claims }) => claims))]).map(({ call, claims }) => (
            <SectionView key={call.id} call={call} claims={claims} more={0} />
          ))}
        </>
      );
    case 'figures':
      return <FiguresListed rows={part.rows} more={part.more} />;
    case 'calls':
      return <CallsListed calls={part.calls} more={part.more} />;
    case 'silent':
      return (
        <CallsListed
          lead={`Nothing about ${part.about} was found in ${counted(part.calls.length, 'call')}:`}
          calls={part.calls}
        />
      );
    case 'wordless':
      return <CallsListed lead="Without a transcript:" calls={part.calls} />;
    case 'nearest':
      return <Nearest answer={answer} />;
    case 'choice':
      return <Choice choice={answer.choices?.[part.choice]} onAsk={acts.onAsk} />;
    case 'offer':
      return (
        <div className="space-y-2">
          {part.text && <p className="leading-relaxed">{part.text}</p>}
          <button type="button" className="button-quiet text-left" onClick={() => acts.onOffer(part)}>
            {part.question}
          </button>
        </div>
      );
  }
}

const claimsOf = ({ claims, citations }: Answer, positions: readonly number[]): ShownClaim[] =>
  positions.flatMap((at) => {
    const claim = claims[at];
    if (!claim) return [];
    const cited = claim.citations.flatMap((n) => citations.find((citation) => citation.n === n) ?? []);
    return [{ at, text: claim.text, citations: cited }];
  });

/** Claims grouped by the call of the first citation; calls and claims keep the answer's order. */
function callsOf(answer: Answer, positions: readonly number[]): { call: NamedCall; claims: ShownClaim[] }[] {
  const claims = claimsOf(
    answer,
    positions.toSorted((a, b) => a - b),
  );
  return [...Map.groupBy(claims, ({ citations }) => citations[0]?.callId)].flatMap(([id, group]) => {
    const first = group[0]?.citations[0];
    if (!id || !first) return [];
    const { callTitle: title, startedAt, accounts } = first;
    return [{ call: { id, title, startedAt, accounts }, claims: group }];
  });
}

/** The sentences that answer, with what they rest on. */
function Lead({ claims }: { claims: ShownClaim[] }) {
  return (
    <div className="space-y-2 font-medium leading-relaxed">
      {claims.map((claim) => (
        <div key={claim.at}>
          <ClaimView claim={claim} />
        </div>
      ))}
    </div>
  );
}

function Open({ questions }: { questions: string[] }) {
  return (
    <div className="quiet text-sm">
      <p>Nothing in these calls answers:</p>
      <ul className="mt-1 list-disc pl-5">
        {questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </div>
  );
}

function Nearest({ answer: { nearest } }: { answer: Answer }) {
  if (!nearest) return null;
  return (
    <div className="card p-5">
      <h2 className="quiet text-sm">What came nearest</h2>
      <p className="mt-1 leading-relaxed">
        {nearest.speaker.name}: “{nearest.quote}” <CitationLinks citations={[nearest]} />
      </p>
    </div>
  );
}

type ChoiceProps = { choice: NonNullable<Answer['choices']>[number] | undefined; onAsk: (question: string) => void };

function Choice({ choice, onAsk }: ChoiceProps) {
  if (!choice) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="quiet text-sm">{choice.mention} could be</span>
      {choice.candidates.map((candidate) => (
        <button key={candidate.id} type="button" className="button-quiet" onClick={() => onAsk(candidate.question)}>
          {candidate.name}
          {candidate.domains[0] && <span className="quiet ml-1 text-xs">{candidate.domains[0]}</span>}
        </button>
      ))}
    </div>
  );
}
