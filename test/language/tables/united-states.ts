import type * as UnitedStates from '../../../src/language/united-states.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  tableOf<typeof UnitedStates>('language/united-states.ts', {
    rows: [
      ['The rollout in the US is late.', true],
      ['The rollout in the U.S. is late.', true],
      ['The rollout in the U. S. is late.', true],
      ['They told us of it.', false],
      ['Our USB port is broken.', false],
    ],
    read: ({ namesUnitedStates }, text) => namesUnitedStates(text),
  }),
];
