import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { download } from '../api-client.ts';
import { CitationPanelProvider } from '../ask/citation-panel.tsx';
import { counted, KIND_NAMES, PLATFORM_NAMES, SIDE_NAMES } from '../format.ts';
import { Chip } from '../ui/chip.tsx';
import { AccountChip, Choice, DateRange, PersonChip } from '../ui/filters.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Empty, PageHead, Problem, Skeleton } from '../ui/page.tsx';
import { FacetList } from './facet-list.tsx';
import { QueryHelp } from './query-help.tsx';
import { ResultView } from './result-view.tsx';
import type { SearchParams } from './search-address.ts';
import { toSearchBody, useSearchResults } from './use-search.ts';

const SIDES = [['', 'Anyone'], ...Object.entries(SIDE_NAMES)] as [string, string][];
const KINDS = [['', 'Any kind'], ...Object.entries(KIND_NAMES)] as [string, string][];
const PLATFORMS = [['', 'Any platform'], ...Object.entries(PLATFORM_NAMES)] as [string, string][];

/** Search for moments, grouped by call. The whole request stands in the address. */
export function SearchScreen() {
  const params = useSearch({ from: '/search' });
  const navigate = useNavigate({ from: '/search' });
  const results = useSearchResults(params);
  const [problem, setProblem] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const change = (next: Partial<SearchParams>) => navigate({ search: { ...params, ...next } });
  const without = (name: keyof SearchParams) => {
    const { [name]: _, ...rest } = params;
    navigate({ search: rest });
  };
  const set = (name: keyof SearchParams) => (value: string | undefined) =>
    value === undefined ? without(name) : change({ [name]: value });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    set('q')(String(new FormData(event.currentTarget).get('q') ?? '').trim() || undefined);
  };
  // The query also changes by a link or the browser's back button.
  useEffect(() => {
    if (box.current) box.current.value = params.q ?? '';
  }, [params.q]);

  /** Up and down go through the moments, from the box too; Enter opens the moment, as with any link. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (event.target instanceof HTMLSelectElement || (event.target as HTMLInputElement).type === 'date') return;
    const moments = [...(list.current?.querySelectorAll<HTMLElement>('[data-moment]') ?? [])];
    const at = moments.indexOf(document.activeElement as HTMLElement);
    const next = event.key === 'ArrowDown' ? moments[at + 1] : at > 0 ? moments[at - 1] : box.current;
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  const [first] = results.data?.pages ?? [];
  const hits = results.data?.pages.flatMap((page) => page.hits) ?? [];
  const body = toSearchBody(params);
  const asTable = () =>
    download('/search', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, groupBy: 'segment' }),
    }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    );
  const { from: _, to: __, ...undated } = params;
  return (
    <CitationPanelProvider>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys are a short cut; every moment is reached by Tab too */}
      <div onKeyDown={onKeyDown}>
        <PageHead
          title="Search"
          lead="Every sentence of every call. For a written answer, ask a question."
          tab={params.q ?? 'Search'}
        >
          {first && first.total > 0 && (
            <button type="button" className="button-quiet gap-2" onClick={asTable}>
              <Download aria-hidden className="size-4" />
              CSV
            </button>
          )}
        </PageHead>
        <form onSubmit={submit} className="mb-3 flex gap-2">
          <input
            ref={box}
            name="q"
            type="search"
            aria-label="Search for"
            placeholder='renewal "price cap" -training @Account'
            className="field"
            maxLength={4000}
            defaultValue={params.q}
          />
          <button type="submit" className="button">
            Search
          </button>
        </form>
        <div className="mb-3 flex flex-wrap items-end gap-3">
          <Choice label="Said by" value={params.side} options={SIDES} onChange={set('side')} />
          <Choice label="Kind" value={params.kind} options={KINDS} onChange={set('kind')} />
          <Choice label="Platform" value={params.platform} options={PLATFORMS} onChange={set('platform')} />
          <DateRange
            from={params.from}
            to={params.to}
            onChange={(range) => navigate({ search: { ...undated, ...range } })}
          />
        </div>
        <QueryHelp />
        <ul className="my-3 flex flex-wrap gap-2 empty:hidden" aria-label="Filters">
          {params.account && <AccountChip id={params.account} onRemove={() => without('account')} />}
          {params.person && <PersonChip id={params.person} onRemove={() => without('person')} />}
          {params.tracker && (
            <Chip
              label="topic"
              value={first?.plan.trackers.find(({ id }) => id === params.tracker)?.name ?? params.tracker}
              name="Any topic"
              onRemove={() => without('tracker')}
            />
          )}
        </ul>
        {(problem ?? results.error) && (
          <Problem error={results.error ?? new Error(problem ?? '')} onRetry={() => results.refetch()} />
        )}
        {body === null && (
          <Empty title="What are you looking for?">
            Words match in every form. Use filters alone to list matching moments, newest first.
          </Empty>
        )}
        {body !== null && results.isPending && <Skeleton height="h-28" />}
        {first && body !== null && (
          <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_14rem]">
            <div>
              <p role="status" className="quiet mb-3 text-sm">
                {first.isTotalExact ? '' : 'At least '}
                {counted(first.total, 'call')}
              </p>
              {first.plan.warnings.map((warning) => (
                <p key={warning} className="mb-3 text-sm text-amber-800 dark:text-amber-300">
                  {warning}
                </p>
              ))}
              {first.didYouMean !== null && (
                <p className="mb-3 text-sm">
                  Did you mean{' '}
                  <Link to="/search" search={{ ...params, q: first.didYouMean }} className="link">
                    {first.didYouMean}
                  </Link>
                  ?
                </p>
              )}
              {hits.length === 0 && (
                <Empty title={first.near.length > 0 ? 'Nobody said these words' : 'No results'}>
                  Remove a word or a filter, or{' '}
                  <Link to="/" search={params.q ? { q: params.q } : {}} className="link">
                    ask it as a question
                  </Link>
                  .
                </Empty>
              )}
              <ol ref={list} className="space-y-4" aria-label="Results">
                {hits.map((hit) => (
                  <ResultView key={hit.callId} hit={hit} />
                ))}
              </ol>
              <LoadMore
                hasMore={results.hasNextPage}
                isLoading={results.isFetchingNextPage}
                onMore={() => results.fetchNextPage()}
              />
              {first.near.length > 0 && (
                <section aria-label="In other words" className="mt-6">
                  <h2 className="mb-2 font-medium">In other words</h2>
                  <p className="quiet mb-3 text-sm">Moments with a similar meaning that use none of your words.</p>
                  <ol className="space-y-4">
                    {first.near.map((hit) => (
                      <ResultView key={`${hit.callId}:${hit.startMs}`} hit={hit} />
                    ))}
                  </ol>
                </section>
              )}
            </div>
            {first.facets && <FacetList facets={first.facets} params={params} onChoose={change} />}
          </div>
        )}
      </div>
    </CitationPanelProvider>
  );
}
