import { useEffect, useRef } from 'react';

type Props = { hasMore: boolean; isLoading: boolean; onMore: () => void };

/** The end of a list with more to read: coming into view loads the next page, and so does the button. */
export function LoadMore({ hasMore, isLoading, onMore }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: '400px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoading]);
  if (!hasMore) return null;
  return (
    <div ref={end} className="py-4 text-center">
      <button type="button" className="button-quiet" disabled={isLoading} onClick={onMore}>
        {isLoading ? 'Loading…' : 'Load more'}
      </button>
    </div>
  );
}
