import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import type { ModelWish, SentModel } from '../../http/api-types.ts';
import { ApiFailure, api, read } from '../api-client.ts';
import { counted, formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { formValues } from '../ui/form-values.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';
import { ModelTrialResult } from './model-trial-result.tsx';

const MODEL = ['model'];
const CHANGED = [MODEL, ['me']];

/** The model that words answers: who set it, a form for it where that is the admin's, and a trial. */
export function ModelSettings() {
  const model = useQuery({ queryKey: MODEL, queryFn: () => read(api.model.$get()) });
  const trial = useChange(() => api.model.try.$post());
  if (model.error) return <Problem error={model.error} onRetry={() => model.refetch()} />;
  if (!model.data) return <Skeleton />;
  const { setBy } = model.data;
  return (
    <section className="card max-w-xl space-y-4 p-6" aria-label="Model">
      {setBy === null ? (
        <p>
          Answers quote your calls word for word. With a model, they’re written out. Every citation is checked, and what
          can’t be proved is left out.
        </p>
      ) : (
        <p>
          Answers are written by <strong className="font-medium">{model.data.name}</strong>. Every citation is checked,
          and what can’t be proved is left out.
        </p>
      )}
      <p className="quiet text-sm">{meaningSentence(model.data)}</p>
      {setBy === 'operator' ? (
        <p className="quiet text-sm">The model is set for everyone by whoever runs this server.</p>
      ) : (
        <ModelForm
          key={setBy === 'admin' ? model.data.changedAt : 'none'}
          model={model.data}
          onSave={() => trial.mutate()}
          onRemove={() => trial.reset()}
        />
      )}
      {setBy !== null && (
        <button type="button" className="button-quiet" disabled={trial.isPending} onClick={() => trial.mutate()}>
          {trial.isPending ? 'Testing…' : 'Test'}
        </button>
      )}
      <div role="status" className="text-sm">
        {trial.data && !trial.isPending && <ModelTrialResult trial={trial.data} />}
      </div>
      {trial.error && <p role="alert">{trial.error.message}</p>}
    </section>
  );
}

/** Refusals of a comparison, which an admin may overrule. */
const REFUSED: readonly string[] = ['cases_lost', 'cases_unmeasured'];

/** What finds moments in other words, and how much it counts. */
function meaningSentence({ embeddings }: SentModel): string {
  if (!embeddings) return 'Search matches words only.';
  const { name, strength } = embeddings;
  if (!strength) return `Search by meaning uses ${name}. Until it is measured, it counts as much as words do.`;
  const { byMeaning, byWords, weight } = strength;
  const counts = weight > 1 ? 'twice as much as words do' : 'as much as words do';
  return `Search by meaning uses ${name}. It counts ${counts}: on sample calls it scores ${byMeaning.toFixed(2)}, words ${byWords.toFixed(2)}.`;
}

type FormProps = { model: Exclude<SentModel, { setBy: 'operator' }>; onSave: () => void; onRemove: () => void };

function ModelForm({ model, onSave, onRemove }: FormProps) {
  const timeZone = useTimeZone();
  const form = useRef<HTMLFormElement>(null);
  const save = useChange((json: ModelWish) => api.model.$put({ json }), CHANGED);
  const remove = useChange(() => api.model.$delete(), CHANGED);
  const own = model.setBy === 'admin' ? model : null;
  const send = (form: HTMLFormElement, anyway: boolean) => {
    const { text } = formValues(form);
    const apiKey = text('key');
    const wish = {
      name: text('name'),
      baseUrl: text('address') || null,
      ...(apiKey !== '' && { apiKey }),
      contextTokens: Number(text('context')) || null,
      ...(anyway && { anyway }),
    };
    // Awaited here: the form is drawn anew with what was saved, and callbacks of the former one would not be heard.
    save.mutateAsync(wish).then(
      () => {
        // A key that was sent stands on no screen.
        const field = form.elements.namedItem('key');
        if (field instanceof HTMLInputElement) field.value = '';
        onSave();
      },
      () => {},
    );
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(event.currentTarget, false);
  };
  const failure = save.error ?? remove.error;
  const isRefused = save.error instanceof ApiFailure && REFUSED.includes(save.error.code ?? '');
  const isAnother = save.variables?.name !== own?.name || save.variables?.baseUrl !== own?.baseUrl;
  const isChecking = isAnother && !save.variables?.anyway && model.casesAsked > 0;
  return (
    <form ref={form} onSubmit={submit} className="space-y-4" aria-label="Set the model">
      <label className="block space-y-1 text-sm">
        <span>Endpoint URL</span>
        <input
          name="address"
          autoComplete="off"
          placeholder="https://api.openai.com/v1"
          className="field"
          defaultValue={own?.baseUrl ?? ''}
        />
        <span className="quiet block text-xs">
          Any OpenAI-compatible endpoint, or the target URI of an Azure deployment. Leave empty for OpenAI.
        </span>
      </label>
      <label className="block space-y-1 text-sm">
        <span>Model</span>
        <input
          name="name"
          required
          maxLength={200}
          autoComplete="off"
          className="field"
          defaultValue={own?.name ?? ''}
        />
      </label>
      <label className="block space-y-1 text-sm">
        <span>API key</span>
        <input
          name="key"
          type="password"
          autoComplete="off"
          placeholder={own?.hasKey ? 'Saved. Enter another to replace it' : ''}
          className="field"
        />
        <span className="quiet block text-xs">
          Stored encrypted and never shown again. Enter it again if you change the host.
        </span>
      </label>
      <label className="block space-y-1 text-sm">
        <span>Context window (tokens)</span>
        <input
          name="context"
          type="number"
          min={2048}
          max={10_000_000}
          className="field"
          placeholder="From the endpoint"
          defaultValue={own?.contextTokens ?? ''}
        />
        <span className="quiet block text-xs">
          How much the model can read and write at once. A larger window finds more.
        </span>
      </label>
      <p className="quiet text-xs">
        Each question sends excerpts of your calls, with titles, dates and speakers, to this endpoint.
      </p>
      {failure && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {failure.message}
        </p>
      )}
      {isRefused && (
        <button type="button" className="button-quiet" onClick={() => form.current && send(form.current, true)}>
          Use anyway
        </button>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="button" disabled={save.isPending}>
          {!save.isPending
            ? 'Save and test'
            : isChecking
              ? `Checking ${counted(model.casesAsked, 'test question')}…`
              : 'Saving…'}
        </button>
        {own && (
          <button
            type="button"
            className="button-quiet"
            disabled={remove.isPending}
            onClick={() => remove.mutateAsync().then(onRemove, () => {})}
          >
            Stop using this model
          </button>
        )}
        {own && (
          <span className="quiet text-xs">
            Set {own.changedBy && `by ${own.changedBy} `}on {formatMoment(own.changedAt, timeZone, { hasYear: true })}
          </span>
        )}
      </div>
    </form>
  );
}
