import type { ModelTrial } from '../../http/api-types.ts';
import { counted } from '../format.ts';
import { Facts } from '../ui/facts.tsx';

const FORMS = {
  schema: 'Structured',
  json: 'JSON without a schema',
  prompt: 'Prompt only',
} as const satisfies Record<NonNullable<ModelTrial['form']>, string>;

/** What came of a trial: the verdict, what to look at when it failed, and what was measured. */
export function ModelTrialResult({ trial }: { trial: ModelTrial }) {
  const { ok, text, failure, embeddings, firstTextMs, tokensPerSecond, form } = trial;
  return (
    <div className="space-y-3">
      <div>
        <p className="font-medium">{ok ? 'It works.' : 'It doesn’t work yet.'}</p>
        <p>{text}</p>
      </div>
      {failure && (
        <div className="space-y-1">
          {failure.said && (
            <p>
              The endpoint answered{failure.status !== null && `, with status ${failure.status}`}:{' '}
              <q className="break-words">{failure.said}</q>
            </p>
          )}
          <p>{failure.advice}</p>
        </div>
      )}
      <Facts
        facts={[
          ['Time to first words', firstTextMs === null ? 'none' : inSeconds(firstTextMs)],
          ['Speed', tokensPerSecond === null ? 'not measured' : `${tokensPerSecond} tokens/s`],
          ['Answer format', form === null ? 'not measured' : FORMS[form]],
          ['Total', inSeconds(trial.ms)],
        ]}
      />
      {embeddings && (
        <p>
          Search by meaning uses {embeddings.name}: {embeddings.text} {embeddings.ok && `(${inSeconds(embeddings.ms)})`}
        </p>
      )}
      <p className="quiet">
        {counted(trial.inputTokens, 'token')} read, {trial.outputTokens} written
      </p>
    </div>
  );
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
