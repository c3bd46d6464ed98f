import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';

/** The head of a screen: its name, also shown in the browser's tab, a line of description, and actions. */
export function PageHead({
  title,
  tab = title,
  lead,
  children,
}: {
  title: string;
  tab?: string;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  useTabTitle(tab);
  return (
    <div className="mb-6 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 grow">
        <h1 className="text-2xl font-semibold tracking-tight break-words">{title}</h1>
        {lead && <p className="quiet mt-1 text-sm">{lead}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}

export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Colloquy' ? title : `${title} · Colloquy`;
  }, [title]);
}

/** Placeholder while data loads: rows of the final height, so nothing jumps. */
export function Skeleton({ rows = 6, height = 'h-14' }: { rows?: number; height?: string }) {
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
        <div key={at} className={`skeleton ${height}`} />
      ))}
    </div>
  );
}

/** A failure in the server's words, with a way on. */
export function Problem({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <div role="alert" className="card border-red-300 p-4 dark:border-red-800">
      <p>{error.message}</p>
      <div className="mt-3 flex gap-2">
        {onRetry && (
          <button type="button" className="button-quiet" onClick={onRetry}>
            Try again
          </button>
        )}
        <Link to="/" className="button-quiet">
          Ask a question
        </Link>
      </div>
    </div>
  );
}

/** An empty screen: why nothing is here, and how to change it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card px-6 py-10 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="quiet mx-auto mt-2 max-w-prose text-sm">{children}</div>}
    </div>
  );
}

/** Shown to other members on an admin's screen. */
export function AdminsOnly({ what }: { what: string }) {
  return (
    <div className="py-16 text-center">
      <h1 className="text-xl font-semibold">Only admins can see {what}</h1>
      <p className="quiet mt-2">Ask an admin of your organization for help.</p>
      <Link to="/" className="button mt-6">
        Ask a question
      </Link>
    </div>
  );
}
