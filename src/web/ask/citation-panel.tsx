import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react';
import { SidePanel } from '../ui/dialog.tsx';
import { Skeleton } from '../ui/page.tsx';
import type { Moment } from './moment.ts';

// The player is heavy, and the first answer should not wait for it.
const MomentView = lazy(() => import('./moment-view.tsx'));

const OpenMoment = createContext<(moment: Moment) => void>(() => {});
/** Opens a moment of a call beside the page. */
export const useOpenMoment = () => useContext(OpenMoment);

/** Gives its children a side panel to read and hear a citation's call. */
export function CitationPanelProvider({ children }: { children: ReactNode }) {
  const [moment, setMoment] = useState<Moment | null>(null);
  const open = useMemo(() => (next: Moment) => setMoment(next), []);
  return (
    <OpenMoment.Provider value={open}>
      {/* On a wide screen the page moves aside, so panel and page can be read together. */}
      <div className={moment ? 'xl:pr-[33rem] 2xl:pr-[29rem]' : ''}>{children}</div>
      <SidePanel isOpen={moment !== null} onClose={() => setMoment(null)} title={moment?.callTitle ?? ''}>
        <Suspense fallback={<Skeleton rows={4} />}>{moment && <MomentView moment={moment} />}</Suspense>
      </SidePanel>
    </OpenMoment.Provider>
  );
}
