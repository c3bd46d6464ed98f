import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react';
import { SidePanel } from '../ui/dialog.tsx';
import { Skeleton } from '../ui/page.tsx';

// The player is much code, and the first answer should not wait for it.
const MomentView = lazy(() => import('./moment-view.tsx'));

export type Moment = { callId: string; callTitle: string; startMs: number; endMs: number };

const OpenMoment = createContext<(moment: Moment) => void>(() => {});
/** Opens a moment of a call beside the page. */
export const useOpenMoment = () => useContext(OpenMoment);

/** Gives what is within it a panel at the side, where a citation's call is read and heard. */
export function CitationPanelProvider({ children }: { children: ReactNode }) {
  const [moment, setMoment] = useState<Moment | null>(null);
  const open = useMemo(() => (next: Moment) => setMoment(next), []);
  return (
    <OpenMoment.Provider value={open}>
      {/* Where there is room the page moves aside, and both are read together. */}
      <div className={moment ? 'xl:pr-[33rem] 2xl:pr-[29rem]' : ''}>{children}</div>
      <SidePanel isOpen={moment !== null} onClose={() => setMoment(null)} title={moment?.callTitle ?? ''}>
        <Suspense fallback={<Skeleton rows={4} />}>{moment && <MomentView moment={moment} />}</Suspense>
      </SidePanel>
    </OpenMoment.Provider>
  );
}
