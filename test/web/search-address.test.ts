import { expect, test } from 'vitest';
import { PLATFORMS, SIDES } from '../../src/call.ts';
import { searchAddress } from '../../src/web/search/search-address.ts';
import { toSearchBody } from '../../src/web/search/use-search.ts';

test('every side and platform of the API can stand in an address, and nothing else as one', () => {
  for (const platform of PLATFORMS) expect(searchAddress({ platform })).toEqual({ platform });
  for (const side of SIDES) expect(searchAddress({ side })).toEqual({ side });
  expect(searchAddress({ platform: 'carrier_pigeon', side: 'them', kind: 'odd', q: 'price' })).toEqual({ q: 'price' });
});

test('an address asks for the best moment of each call; without words or filters it asks for nothing', () => {
  expect(toSearchBody({ platform: 'zoom', account: 'acc_1' })).toEqual({
    query: '',
    groupBy: 'call',
    accountIds: ['acc_1'],
    platforms: ['zoom'],
  });
  expect(toSearchBody({})).toBeNull();
});
