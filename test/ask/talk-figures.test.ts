import { afterAll, beforeAll, expect, test } from 'vitest';
import { callParties } from '../../src/store/schema.ts';
import { openAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking([
    {
      id: '1',
      says: [
        ['tove@acme.example', 'The price of a seat is too high for us.'],
        ['robin@ours.example', 'We will see.'],
      ],
    },
  ]);
});
afterAll(() => asking.close());

test('that nobody is heard is said of calls without a transcript alone', async () => {
  const question = 'What is our share of the talking with @Acme?';
  expect((await asking.ask(question)).answer.text).toMatch(/^We speak \d+% of what we and the customer speak/);
  await asking.db.update(callParties).set({ side: 'unknown' });
  expect((await asking.ask(question)).answer.text).toMatch(/^It is not known who of those heard/);
});
