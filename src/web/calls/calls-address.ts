import { KIND_NAMES } from '../format.ts';
import { instant, namesIn, oneOf, text, type UnreadAddress } from '../url-state.ts';

/** The filters of the list of calls. */
export const callsAddress = (search: UnreadAddress) => ({
  ...text(search, 'account'),
  ...text(search, 'person'),
  ...oneOf(search, 'kind', [...namesIn(KIND_NAMES), 'customers' as const]),
  ...instant(search, 'from'),
  ...instant(search, 'to'),
});
export type CallsParams = ReturnType<typeof callsAddress>;
