import type { CallSummary } from '../call-summary.ts';
import { ERASED_NAME } from '../store/erased-people-store.ts';

/** Someone on the call was erased. The voice is all over the recording, so nobody may listen any more. */
export const hasErasedVoice = ({ parties }: CallSummary): boolean => parties.some(({ name }) => name === ERASED_NAME);
