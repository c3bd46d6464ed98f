import { api } from '../api-client.ts';
import { counted } from '../format.ts';
import { useMe } from '../me.ts';
import { useChange } from '../use-change.ts';

/** Which model words answers, and whether it works. The server's settings name it. */
export function ModelSettings() {
  const me = useMe();
  const trial = useChange(() => api.model.try.$post());
  const model = me.data?.model ?? null;
  return (
    <section className="card max-w-xl p-6" aria-label="Model">
      {model ? (
        <>
          <p>
            Answers are worded by <strong className="font-medium">{model}</strong>. Every citation is checked, and what
            cannot be proved is left out.
          </p>
          <button type="button" className="button mt-4" disabled={trial.isPending} onClick={() => trial.mutate()}>
            {trial.isPending ? 'Trying…' : 'Try it'}
          </button>
        </>
      ) : (
        <p>
          No model is configured: answers quote the calls word for word. The operator of this server names one with{' '}
          <code>OPENAI_MODEL</code>, and <code>OPENAI_BASE_URL</code> for any compatible endpoint.
        </p>
      )}
      <div role="status" className="mt-4 text-sm">
        {trial.data && (
          <>
            <p className="font-medium">{trial.data.ok ? 'It works.' : 'It does not work yet.'}</p>
            <p>{trial.data.text}</p>
            <p className="quiet">
              {(trial.data.ms / 1000).toFixed(1)} seconds, {counted(trial.data.inputTokens, 'token')} read,{' '}
              {trial.data.outputTokens} written
            </p>
          </>
        )}
        {trial.error && <p role="alert">{trial.error.message}</p>}
      </div>
    </section>
  );
}
