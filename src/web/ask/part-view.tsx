import { ArrowRight } from 'lucide-react';
import type { Answer, AnswerPart, NamedCall, Offer } from '../../http/api-types.ts';
import { counted } from '../format.ts';
import { AccountsCounted } from './accounts-counted.tsx';
import { CallsListed } from './calls-listed.tsx';
import { CitationLinks } from './citation-link.tsx';
import type { ShownClaim } from './claim-view.tsx';
import { Claims } from './claims.tsx';
import { FiguresListed } from './figures-listed.tsx';
import { QuoteList, QuoteView } from './quote-view.tsx';
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
      return part.claims ? <Lead claims={claimsOf(answer, part.claims)} /> : <p className="lead">{part.text}</p>;
    case 'note':
      return <p className="quiet whitespace-pre-line text-sm">{part.text}</p>;
    case 'claims':
      return (
        <div className="card p-3">
          <Claims claims={claimsOf(answer, part.claims)} />
        </div>
      );
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
      return <Choice choice={answer.choices?.[part.choice]} isOne={answer.choices?.length === 1} onAsk={acts.onAsk} />;
    case 'offer':
      return <OffersView offers={[part]} isRefused={answer.claims.length === 0} onOffer={acts.onOffer} />;
  }
}

const claimsOf = ({ claims, citations }: Answer, positions: readonly number[]): ShownClaim[] =>
  positions.flatMap((at) => {
    const claim = claims[at];
    if (!claim) return [];
    const cited = claim.citations.flatMap((n) => citations.find((citation) => citation.n === n) ?? []);
    return [{ at, text: claim.text, citations: cited, form: claim.form ?? 'worded' }];
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

/** The sentences that answer, in one paragraph, and below what they rest on. */
function Lead({ claims }: { claims: ShownClaim[] }) {
  return (
    <div>
      <p className="lead">
        {claims.map(({ at, text, citations }) => (
          <span key={at}>
            {text} <CitationLinks citations={citations} />{' '}
          </span>
        ))}
      </p>
      <div className="quote-list">
        <QuoteList citations={[...new Set(claims.flatMap(({ citations }) => citations))]} showsCall />
      </div>
    </div>
  );
}

type OffersProps = { offers: Offer[]; isRefused: boolean; onOffer: (offer: Offer) => void };

/** What can be asked next, or instead where nothing was found; each is a question to take. */
export function OffersView({ offers, isRefused, onOffer }: OffersProps) {
  return (
    <section aria-label={isRefused ? 'Ask instead' : 'Ask next'} className="space-y-1">
      <h2 className="quiet text-sm">{isRefused ? 'Ask instead' : 'Ask next'}</h2>
      <ul className="space-y-2">
        {offers.map((offer) => (
          <li key={offer.question}>
            <button type="button" className="offer" onClick={() => onOffer(offer)}>
              <span className="min-w-0 grow">
                {offer.question}
                {offer.text && <span className="quiet block text-sm">{offer.text}</span>}
              </span>
              <ArrowRight aria-hidden className="quiet size-4 shrink-0" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Open({ questions }: { questions: string[] }) {
  return (
    <div className="quiet text-sm">
      <p>These calls don’t answer:</p>
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
    <div className="card p-3">
      <h2 className="quiet px-2 pb-1 text-sm">Closest match</h2>
      <QuoteView citation={nearest} showsCall />
    </div>
  );
}

type ChoiceProps = {
  choice: NonNullable<Answer['choices']>[number] | undefined;
  /** Whether the lead asks for it already. */
  isOne: boolean;
  onAsk: (question: string) => void;
};

function Choice({ choice, isOne, onAsk }: ChoiceProps) {
  if (!choice) return null;
  return (
    <section aria-label={`Who is ${choice.mention}?`} className="space-y-1">
      {!isOne && (
        <h2 className="quiet text-sm">
          Which one is <bdi>{choice.mention}</bdi>?
        </h2>
      )}
      <ul className="grid gap-2 sm:grid-cols-2">
        {choice.candidates.map((candidate) => (
          <li key={candidate.id}>
            <button type="button" className="offer" onClick={() => onAsk(candidate.question)}>
              <span className="min-w-0 grow">
                {candidate.name}
                {candidate.domains[0] && <span className="quiet block text-sm">{candidate.domains[0]}</span>}
              </span>
              <ArrowRight aria-hidden className="quiet size-4 shrink-0" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
