import { useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext } from 'react';
import { SidePanel } from '../ui/dialog.tsx';
import { Skeleton } from '../ui/page.tsx';
import type { Moment, OpenedMoment } from './moment.ts';

// The player is heavy, and the first answer should not wait for it.
const MomentView = lazy(() => import('./moment-view.tsx'));

type Opening = { open: (moment: Moment, how?: { plays: boolean }) => void; opened: OpenedMoment | null };
const OpenMoment = createContext<Opening>({ open: () => {}, opened: null });
/** Opens a moment of a call beside the page, and tells which one is open. */
export const useOpenMoment = () => useContext(OpenMoment);

/**
 * Gives its children a side panel to read and hear a citation's call. The open moment is an entry of the browser's
 * history, so that going back closes it and stays on the page.
 */
export function CitationPanelProvider({ children }: { children: ReactNode }) {
  const opened = useRouterState({ select: (state) => state.location.state.moment ?? null });
  const navigate = useNavigate();
  const router = useRouter();
  const open = useCallback(
    ({ callId, callTitle, startMs, endMs }: Moment, { plays } = { plays: false }) => {
      const moment: OpenedMoment = { callId, callTitle, startMs, endMs, plays, openedAt: Date.now() };
      navigate({
        to: '.',
        search: true,
        state: (before) => ({ ...before, moment }),
        // Another citation takes the place of the open one: one step back closes the panel.
        replace: router.state.location.state.moment !== undefined,
        resetScroll: false,
      });
    },
    [navigate, router],
  );
  return (
    <OpenMoment.Provider value={{ open, opened }}>
      {/* On a wide screen the page moves aside, so panel and page can be read together. */}
      <div className={opened ? 'xl:pr-[33rem] 2xl:pr-[29rem]' : ''}>{children}</div>
      <SidePanel isOpen={opened !== null} onClose={() => router.history.back()} title={opened?.callTitle ?? ''}>
        <Suspense fallback={<Skeleton rows={4} />}>{opened && <MomentView moment={opened} />}</Suspense>
      </SidePanel>
    </OpenMoment.Provider>
  );
}
