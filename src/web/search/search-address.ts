import { KIND_NAMES, PLATFORM_NAMES, SIDE_NAMES } from '../format.ts';
import { instant, namesIn, oneOf, text, type UnreadAddress } from '../url-state.ts';

/** The query and the filters. */
export const searchAddress = (search: UnreadAddress) => ({
  ...text(search, 'q'),
  ...text(search, 'account'),
  ...text(search, 'person'),
  ...text(search, 'tracker'),
  ...oneOf(search, 'platform', namesIn(PLATFORM_NAMES)),
  ...oneOf(search, 'side', namesIn(SIDE_NAMES)),
  ...oneOf(search, 'kind', namesIn(KIND_NAMES)),
  ...instant(search, 'from'),
  ...instant(search, 'to'),
});
export type SearchParams = ReturnType<typeof searchAddress>;
