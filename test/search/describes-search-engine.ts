import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/scope.ts';
import { mayRead } from '../../src/access-filter.ts';
import { type CallId, toCallId, toOrganizationId } from '../../src/call.ts';
import { stemOf } from '../../src/language/words.ts';
import { toMeaningVector } from '../../src/meaning.ts';
import { newIndexName } from '../../src/search/live-index.ts';
import type { SearchEngine, SegmentIndex, SegmentQuery } from '../../src/search/segment-index.ts';
import { aDocument, aScope, asCalls, aViewer, ORG, type SpokenDocument } from '../support/builders.ts';
import { randomFilter, randomTraits, withFilter, withUnknownIds } from '../support/random-access.ts';
import { oneOf, seeded } from '../support/seeded.ts';

const OTHER = toOrganizationId('org_other');

/** The promises of every engine. */
export function describesSearchEngine(name: string, open: () => SearchEngine) {
  describe(`the segment index on ${name}`, () => {
    let engine: SearchEngine;
    let index: SegmentIndex;
    const names: string[] = [];
    const make = async () => {
      const made = newIndexName();
      names.push(made);
      await engine.create(made);
      return made;
    };
    beforeAll(() => {
      engine = open();
    });
    afterAll(async () => {
      for (const made of names) await engine.drop(made);
      await engine.close();
    });
    beforeEach(async () => {
      index = engine.open(await make());
    });

    const put = async (...documents: SpokenDocument[]) => {
      await index.put(asCalls(documents.map((document) => aDocument(document))));
      await index.flush();
    };
    const find = async (query: Partial<SegmentQuery>) => {
      const hits = await index.search({ scope: aScope(), words: [], ...query }, { limit: 50 });
      return hits.map((hit) => `${hit.callId}:${hit.position}`).sort();
    };

    test('finds by any word in any form, best first, and nothing for nothing', async () => {
      await put(
        { callId: toCallId('1'), text: 'The prices were rising' },
        { callId: toCallId('2'), text: 'Price and renewal' },
        { callId: toCallId('3'), text: 'Something else' },
      );
      expect(await find({ words: ['pricing', 'price'] })).toEqual(['1:0', '2:0']);
      const [best] = await index.search({ scope: aScope(), words: ['price', 'renewals'] }, { limit: 5 });
      expect(best?.callId).toBe('2');
      expect(await find({ words: [] })).toEqual([]);
      expect(await index.count({ scope: aScope(), words: ['price'] })).toEqual({ segments: 2, calls: 2 });
    });

    test('passages are found by what counts as a word, and its rarity is told', async () => {
      await put(
        { callId: toCallId('1'), text: 'Our chief financial officer joined' },
        { callId: toCallId('2'), text: 'Something else' },
      );
      const standIns = [{ text: 'chief financial officer', of: 'cfo', worth: 0.6 }];
      const found = await index.passages({ scope: aScope(), words: ['cfo'], standIns }, { limit: 5 });
      expect(found.stretches.map(({ callId }) => callId)).toEqual(['1']);
      expect(found.holding.get(stemOf('financial'))).toBe(1);
      expect(found.holding.get(stemOf('cfo'))).toBe(0);
    });

    test('words whose stem would change if it were stemmed again are found in passages, alone and with others', async () => {
      const said: [string, string][] = [
        ['increase', 'They increased it again'],
        ['expenses', 'We claim expenses monthly'],
        ['employees', 'Our employees liked it'],
        ['release', 'Then the release slipped'],
        ['purchase', 'Purchasing took over'],
        ['lease', 'The lease ends soon'],
        ['Crewlattice', 'Crewlattice was mentioned'],
      ];
      await put(...said.map(([, text], n) => ({ callId: toCallId(String(n + 1)), text })));
      for (const [n, [word]] of said.entries()) {
        const alone = await index.passages({ scope: aScope(), words: [word] }, { limit: 10 });
        expect(alone.holding.get(stemOf(word)), word).toBe(1);
        expect(
          alone.stretches.map(({ callId }) => callId),
          word,
        ).toEqual([String(n + 1)]);
      }
      const all = await index.passages({ scope: aScope(), words: said.map(([word]) => word) }, { limit: 10 });
      expect(all.stretches.map(({ callId }) => callId).toSorted()).toEqual(said.map((_, n) => String(n + 1)));
    });

    test('a segment’s own words count more than those said before it, and those more than nothing', async () => {
      await put(
        { callId: toCallId('1'), text: 'we spoke of renewal today', before: 'other things were said' },
        { callId: toCallId('2'), text: 'other things were said', before: 'we spoke of renewal today' },
        { callId: toCallId('3'), text: 'nothing of the kind here', before: 'nor around it' },
      );
      const hits = await index.search({ scope: aScope(), words: ['renewal'] }, { limit: 5 });
      expect(hits.map((hit) => hit.callId)).toEqual(['1', '2']);
      expect(await find({ words: ['renewal'], wordsIn: 'text' })).toEqual(['1:0']);
    });

    test('finds by the speaker and by the title of the call', async () => {
      await put(
        { callId: toCallId('1'), speakerName: 'tove brandt' },
        { callId: toCallId('2'), callTitle: 'pilot review' },
      );
      expect(await find({ words: ['brandt'] })).toEqual(['1:0']);
      expect(await find({ words: ['pilot'] })).toEqual(['2:0']);
    });

    test('every filter narrows, and several narrow together', async () => {
      const march = new Date('2026-03-01T00:00:00Z');
      await put(
        {
          callId: toCallId('1'),
          accountIds: ['acc_a'],
          personIds: ['per_1'],
          speakerId: 'per_1',
          side: 'customer',
          kind: 'external',
          startedAt: march,
        },
        {
          callId: toCallId('2'),
          accountIds: ['acc_b', 'acc_a'],
          personIds: ['per_1', 'per_2'],
          speakerId: 'per_2',
          side: 'us',
          kind: 'internal',
        },
        { callId: toCallId('3'), accountIds: ['acc_c'], side: 'unknown', kind: 'unknown' },
      );
      const words = ['hello'];
      expect(await find({ words })).toEqual(['1:0', '2:0', '3:0']);
      expect(await find({ words, accountIds: ['acc_a'] })).toEqual(['1:0', '2:0']);
      expect(await find({ words, accountIds: ['acc_b', 'acc_c'] })).toEqual(['2:0', '3:0']);
      expect(await find({ words, personIds: ['per_1'] })).toEqual(['1:0', '2:0']);
      expect(await find({ words, speakerIds: ['per_2'] })).toEqual(['2:0']);
      expect(await find({ words, side: 'customer' })).toEqual(['1:0']);
      expect(await find({ words, kind: 'internal' })).toEqual(['2:0']);
      expect(await find({ words, to: new Date('2026-03-02') })).toEqual(['1:0']);
      expect(await find({ words, from: march, to: march })).toEqual([]);
      expect(await find({ words, from: march })).toEqual(['1:0', '2:0', '3:0']);
      expect(await find({ words, accountIds: ['acc_a'], side: 'us', personIds: ['per_2'] })).toEqual(['2:0']);
      expect(await find({ words, accountIds: ['acc'] })).toEqual([]);
    });

    test('never shows another organization’s segment, a private one, or one after the moment asked from', async () => {
      await put(
        { callId: toCallId('1'), text: 'secret' },
        { callId: toCallId('2'), organizationId: OTHER, text: 'secret' },
        { callId: toCallId('3'), isPrivate: true, text: 'secret' },
      );
      expect(await find({ words: ['secret'] })).toEqual(['1:0']);
      expect(await find({ words: ['secret'], scope: aScope(OTHER) })).toEqual(['2:0']);
      expect(await find({ words: ['secret'], scope: scopeOf(aViewer(), new Date('2026-11-01')) })).toEqual([]);
      expect(await index.count({ scope: aScope(OTHER), words: ['secret'] })).toEqual({ segments: 1, calls: 1 });
    });

    test('every way to read finds the calls that their access opens, and counts no other', async () => {
      const random = seeded(22);
      const calls = randomTraits(random, 40);
      const vector = toMeaningVector([1, 0, 0, 0]);
      const documents = calls.map(({ callId, ...traits }) =>
        aDocument({
          ...traits,
          callId: toCallId(callId),
          text: 'The price is high',
          startedAt: new Date(Date.UTC(2026, 1)),
        }),
      );
      await index.put(
        asCalls(documents).map((call) => ({
          ...call,
          meaning: { model: 'm', chunks: [{ first: 0, last: 0, vector }] },
        })),
      );
      await index.flush();
      const page = { limit: 100 };
      let narrowed = 0;
      for (let round = 0; round < 40; round += 1) {
        const short = randomFilter(
          random,
          calls.map(({ callId }) => callId),
        );
        // An engine may hold a long filter in another way than a short one.
        const access = round % 2 === 0 ? short : withUnknownIds(short, 100);
        const scope = withFilter(access);
        const query: SegmentQuery = { scope, words: ['price'], meaning: { model: 'm', vector } };
        const wanted = calls.filter((call) => mayRead(access, call)).map(({ callId }) => callId);
        if (wanted.length > 0 && wanted.length < calls.length) narrowed += 1;
        const idsOf = (found: { callId: string }[]) => new Set(found.map(({ callId }) => callId));
        const what = JSON.stringify(short);
        expect(idsOf(await index.search(query, page)), what).toEqual(new Set(wanted));
        expect(idsOf((await index.passages(query, page)).stretches), what).toEqual(new Set(wanted));
        expect(idsOf(await index.nearest(query, page)), what).toEqual(new Set(wanted));
        expect(idsOf(await index.calls(query, page)), what).toEqual(new Set(wanted));
        expect(await index.count(query), what).toEqual({ segments: wanted.length, calls: wanted.length });
        expect(await index.said(scope, ['price', 'unsaid']), what).toEqual(wanted.length > 0 ? ['price'] : []);
        const { months, accounts } = await index.facets(query, { timeZone: 'UTC', limit: 50 });
        expect(months, what).toEqual(wanted.length > 0 ? [{ month: '2026-02', calls: wanted.length }] : []);
        for (const { id, calls: counted } of accounts)
          expect(
            calls.filter(({ callId, accountIds }) => wanted.includes(callId) && accountIds.includes(id)),
            what,
          ).toHaveLength(counted);
      }
      expect(narrowed).toBeGreaterThan(8);
    });

    test('whoever may read more calls than one clause can name finds them all, and a new one at once', async () => {
      const ids = Array.from({ length: 70_000 }, (_, n) => String(1_000_000 + n));
      const scope = withFilter({ open: [{ by: 'call', ids }], closedAccountIds: ['acc_closed'] });
      const [first, last, hidden] = ['1000000', '1069999', '5'].map(toCallId) as [CallId, CallId, CallId];
      await put(
        { callId: first, text: 'price' },
        { callId: last, text: 'price' },
        { callId: hidden, text: 'price' },
        { callId: toCallId('1000001'), text: 'price', accountIds: ['acc_closed'] },
      );
      const found = async () => {
        const { stretches, passages, holding } = await index.passages({ scope, words: ['price'] }, { limit: 9 });
        return { calls: stretches.map(({ callId }) => callId).toSorted(), passages, holding: [...holding.values()] };
      };
      expect(await found()).toEqual({ calls: [first, last], passages: 2, holding: [2] });
      expect(await index.count({ scope, words: ['price'] })).toEqual({ segments: 2, calls: 2 });
      await put({ callId: toCallId('1000002'), text: 'audit' });
      expect(await index.count({ scope, words: ['audit'] })).toEqual({ segments: 1, calls: 1 });
    });

    test('nothing read within an access tells whether other calls and organizations are in the index', async () => {
      const random = seeded(31);
      const words = ['price', 'renewal', 'audit', 'pilot', 'seat', 'invoice'];
      const spoken = (n: number, more: Partial<SpokenDocument>) =>
        aDocument({
          callId: toCallId(String(n)),
          text: Array.from({ length: 3 + Math.floor(random() * 30) }, () => oneOf(random, words)).join(' '),
          speakerName: oneOf(random, words),
          callTitle: oneOf(random, words),
          startedAt: new Date(Date.UTC(2026, 1, 1 + (n % 20))),
          ...more,
        });
      const hers = Array.from({ length: 40 }, (_, n) => spoken(n, { accountIds: ['acc_hers'] }));
      const others = [
        ...Array.from({ length: 40 }, (_, n) =>
          spoken(100 + n, { accountIds: ['acc_other'], text: 'price audit now' }),
        ),
        ...Array.from({ length: 30 }, (_, n) => spoken(n, { organizationId: OTHER, text: 'pilot seat price' })),
        spoken(500, { isPrivate: true, text: 'invoice' }),
      ];
      const more = engine.open(await make());
      await index.put(asCalls(hers));
      // Taken in between, as a sync would.
      await more.put(asCalls([...others.slice(0, 50), ...hers, ...others.slice(50)]));
      await Promise.all([index.flush(), more.flush()]);
      const narrow = withFilter({ open: [{ by: 'account', ids: ['acc_hers'] }], closedAccountIds: [] });
      const open = withFilter({ open: 'all', closedAccountIds: ['acc_other'] });
      const long = withFilter(withUnknownIds(narrow.access, 100));
      for (const scope of [narrow, open, long])
        for (const how of [{}, { wordsIn: 'text' as const }, { phrases: ['audit'] }, { anyOf: [['seat', 'pilot']] }]) {
          const query: SegmentQuery = { scope, words: ['price', 'renewals', 'audit', 'unsaid'], ...how };
          const readAll = async (one: SegmentIndex) => [
            await one.search(query, { limit: 15 }),
            await one.search(query, { limit: 15, offset: 15 }),
            await one.passages(query, { limit: 3 }),
            await one.count(query),
            await one.calls(query, { limit: 50 }),
            await one.facets(query, { timeZone: 'UTC', limit: 50 }),
          ];
          const told = await readAll(index);
          expect(told[0]).toHaveLength(15);
          expect(await readAll(more), JSON.stringify(query)).toEqual(told);
        }
    });

    test('an organization’s own figures rank, also beside another one', async () => {
      await put(
        { callId: toCallId('1'), text: 'price audit' },
        { callId: toCallId('2'), text: 'price' },
        { callId: toCallId('3'), text: 'something' },
        ...[4, 5, 6, 7].map((n) => ({ callId: toCallId(String(n)), organizationId: OTHER, text: 'audit' })),
      );
      const { passages, holding } = await index.passages({ scope: aScope(), words: ['price', 'audit'] }, { limit: 5 });
      expect({ passages, holding: [...holding.values()] }).toEqual({ passages: 3, holding: [2, 1] });
    });

    test('phrases stand word next to word, excluded words do not stand there, alternatives need one', async () => {
      await put(
        { callId: toCallId('1'), text: 'a zero sum game' },
        { callId: toCallId('2'), text: 'the sum is zero, a game' },
        { callId: toCallId('3'), text: 'per seat price' },
      );
      expect(await find({ phrases: ['zero sum'] })).toEqual(['1:0']);
      expect(await find({ words: ['game'], excluded: ['zero sum'] })).toEqual(['2:0']);
      expect(await find({ anyOf: [['per seats', 'zero sum']] })).toEqual(['1:0', '3:0']);
      expect(await find({ words: ['price'], phrases: ['zero sum'] })).toEqual(['1:0']);
    });

    test('a put replaces the whole call, is safe to repeat, and a removed call is gone', async () => {
      await put(
        { position: 0, text: 'first hello' },
        { position: 1, text: 'second hello' },
        { position: 2, text: 'third hello' },
      );
      await put({ position: 0, text: 'only hello' });
      await put({ position: 0, text: 'only hello' });
      expect(await find({ words: ['hello'] })).toEqual(['1:0']);
      expect(await find({ words: ['third'] })).toEqual([]);
      await index.removeCalls(ORG, [toCallId('1'), toCallId('404')]);
      await index.flush();
      expect(await find({ words: ['hello'] })).toEqual([]);
    });

    test('pages follow each other without gaps or repeats', async () => {
      await put(...Array.from({ length: 12 }, (_, position) => ({ position, text: 'same words here' })));
      const pages = [];
      for (let offset = 0; offset < 15; offset += 5)
        pages.push(...(await index.search({ scope: aScope(), words: ['words'] }, { limit: 5, offset })));
      expect(pages.map((hit) => hit.position)).toEqual(Array.from({ length: 12 }, (_, at) => at));
    });

    test('no text is read as an engine’s syntax, and none breaks it', async () => {
      await put({ text: 'hello there' });
      for (const hostile of [
        '"',
        '" OR *',
        'text:hello',
        '{text} : x',
        'NEAR(a b)',
        'hello*',
        '/.*/',
        '\\',
        '((((',
        'a AND NOT b',
        '\u0000',
        '🙂',
        `${'a'.repeat(70)}`,
      ]) {
        await expect(find({ words: [hostile, 'hello'] })).resolves.toEqual(['1:0']);
        await expect(find({ phrases: [hostile, 'hello there'] })).resolves.toBeInstanceOf(Array);
      }
    });

    test('nothing leaks between organizations, whatever is asked', async () => {
      const words = ['price', 'pilot', 'renewal', 'risk', 'seat'];
      const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));
      const texts = fc.sample(text, { numRuns: 60, seed: 7 });
      await index.put(
        asCalls(
          texts.map((one, at) =>
            aDocument({
              organizationId: at % 2 ? ORG : OTHER,
              callId: toCallId(String(1000 + at)),
              text: one,
              accountIds: [`acc_${at % 3}`],
            }),
          ),
        ),
      );
      await index.flush();
      await fc.assert(
        fc.asyncProperty(
          fc.subarray(words, { minLength: 1 }),
          fc.subarray(['acc_0', 'acc_1', 'acc_2']),
          async (asked, accountIds) => {
            const hits = await index.search({ scope: aScope(), words: asked, accountIds }, { limit: 100 });
            expect(hits.filter((hit) => (Number(hit.callId) - 1000) % 2 === 0)).toEqual([]);
          },
        ),
        { numRuns: 1000, seed: 7 },
      );
    });

    test('chunks are found by the nearness of their vectors, within the filters and the model', async () => {
      const chunk = (
        callId: string,
        vector: number[],
        { model = 'm', ...more }: SpokenDocument & { model?: string } = {},
      ) =>
        asCalls([aDocument({ callId: toCallId(callId), ...more })]).map((call) => ({
          ...call,
          meaning: { model, chunks: [{ first: 0, last: 0, vector: toMeaningVector(vector) }] },
        }));
      await index.put([
        ...chunk('1', [1, 0, 0]),
        ...chunk('2', [0.8, 0.6, 0], { accountIds: ['acc_a'], startedAt: new Date('2026-10-01T10:00:00Z') }),
        ...chunk('3', [0, 0, 1], { side: 'us' }),
        ...chunk('4', [1, 0, 0], { isPrivate: true }),
        ...chunk('5', [1, 0, 0], { organizationId: OTHER }),
        ...chunk('6', [1, 0, 0], { model: 'another' }),
        ...asCalls([aDocument({ callId: toCallId('7') })]),
      ]);
      await index.flush();
      const near = async (query: Partial<SegmentQuery>) => {
        const found = await index.nearest({ scope: aScope(), words: [], ...query }, { limit: 2 });
        return found.map(({ callId, segments }) => `${callId}:${segments.map(({ text }) => text)}`);
      };
      const to = (vector: number[], model = 'm') => ({ meaning: { model, vector: toMeaningVector(vector) } });
      expect(await near(to([1, 0, 0]))).toEqual(['1:hello', '2:hello']);
      expect(await near(to([0, 0.1, 0.9]))).toEqual(['3:hello', '2:hello']);
      expect(await near({ ...to([1, 0, 0]), accountIds: ['acc_a'] })).toEqual(['2:hello']);
      expect(await near({ ...to([1, 0, 0]), side: 'us' })).toEqual(['3:hello']);
      expect(await near({ ...to([1, 0, 0]), to: new Date('2026-11-01T00:00:00Z') })).toEqual(['2:hello']);
      expect(await near(to([1, 0, 0], 'another'))).toEqual(['6:hello']);
      expect(await near(to([1, 0, 0], 'a third'))).toEqual([]);
      expect(await near({})).toEqual([]);
      await index.put(chunk('1', [0, 0, 1]));
      await index.removeCalls(ORG, [toCallId('3')]);
      await index.flush();
      expect(await near(to([0, 0.1, 0.9]))).toEqual(['1:hello', '2:hello']);
    });

    test('chunks of the wanted side or speaker are found, however many others are nearer', async () => {
      const meaning = (numbers: number[]) => ({ model: 'm', vector: toMeaningVector(numbers) });
      const spoken = Array.from({ length: 300 }, (_, position) =>
        aDocument({ position, side: position === 299 ? 'us' : 'customer', speakerId: `per_${position % 299}` }),
      );
      const chunks = spoken.map(({ position }) => ({
        ...{ first: position, last: position },
        vector: toMeaningVector(position === 299 ? [0.2, 1, 0.1] : [1, 0.1, position / 1000]),
      }));
      await index.put(asCalls(spoken).map((call) => ({ ...call, meaning: { model: 'm', chunks } })));
      await index.flush();
      const near = async (query: Partial<SegmentQuery>) => {
        const wanted = { scope: aScope(), words: [], meaning: meaning([1, 0, 0.01]), ...query };
        const found = await index.nearest(wanted, { limit: 3 });
        return found.flatMap(({ passages }) => passages.map(({ first }) => first)).toSorted((a, b) => a - b);
      };
      expect(await near({ side: 'us' })).toEqual([299]);
      expect(await near({ speakerIds: ['per_0'] })).toEqual([0, 299]);
      expect(await near({ side: 'customer' })).toHaveLength(3);
      expect(await near({ side: 'unknown' })).toEqual([]);
    });

    test('vectors of other lengths are never compared, though their model has the same name', async () => {
      const put = (callId: string, vector: number[]) =>
        index.put(
          asCalls([aDocument({ callId: toCallId(callId) })]).map((call) => ({
            ...call,
            meaning: { model: 'm', chunks: [{ first: 0, last: 0, vector: toMeaningVector(vector) }] },
          })),
        );
      await put('1', [1, 0, 0]);
      await put('2', [1, 0, 0, 0]);
      await index.flush();
      const near = async (vector: number[]) => {
        const meaning = { model: 'm', vector: toMeaningVector(vector) };
        return (await index.nearest({ scope: aScope(), words: [], meaning }, { limit: 5 })).map(({ callId }) => callId);
      };
      expect(await near([1, 0.1, 0])).toEqual(['1']);
      expect(await near([1, 0.1, 0, 0])).toEqual(['2']);
      expect(await near([1, 0.1])).toEqual([]);
    });

    test('of many words and phrases it is told which were said by somebody in scope', async () => {
      await put(
        { callId: toCallId('1'), text: 'Our prices rise with the price cap' },
        { callId: toCallId('2'), text: 'rockets', organizationId: OTHER },
        { callId: toCallId('3'), text: 'whispers', isPrivate: true },
      );
      const texts = ['price cap', 'cap price', 'rise', 'rockets', 'whispers', '…', 'prices'];
      expect(await index.said(aScope(), texts)).toEqual(['price cap', 'rise', 'prices']);
      expect(await index.said(scopeOf(aViewer(), new Date('2026-11-01')), texts)).toEqual([]);
      expect(await index.said(aScope(), [])).toEqual([]);
    });

    test('readers see the index that was promoted last, and an index that is dropped is missed', async () => {
      const hello = async () => engine.live.count({ scope: aScope(), words: ['hello'] });
      const [first, second] = [await make(), await make()];
      for (const [made, texts] of [
        [first, ['hello']],
        [second, ['hello', 'hello again']],
      ] as const) {
        await engine.open(made).put(asCalls(texts.map((text, position) => aDocument({ text, position }))));
        await engine.open(made).flush();
      }
      await engine.promote(first);
      expect([await engine.liveName(), (await hello()).segments]).toEqual([first, 1]);
      await engine.promote(second);
      await engine.promote(second);
      expect([await engine.liveName(), (await hello()).segments]).toEqual([second, 2]);
      expect([await engine.has(first), await engine.has('v0-none')]).toEqual([true, false]);
      expect(await engine.problem()).toBeNull();
      expect(await engine.sizeBytes()).toBeGreaterThan(0);
      await engine.drop(second);
      await engine.drop(second);
      await expect(hello()).rejects.toMatchObject({ code: 'index_unavailable' });
      expect(await engine.has(second)).toBe(false);
    });

    test('calls are listed newest first, page by page, whatever the query', async () => {
      const days = ['2026-03-01', '2026-05-01', '2026-05-01', '2026-01-01'];
      await put(
        ...days.flatMap((day, at) =>
          [0, 1].map((position) => ({
            callId: toCallId(String(at)),
            position,
            startedAt: new Date(day),
            isPrivate: at === 0,
          })),
        ),
      );
      const first = await index.listCalls(ORG, { limit: 3 });
      const last = first.at(-1);
      const rest = await index.listCalls(ORG, { limit: 3, ...(last && { after: last }) });
      expect([...first, ...rest].map(({ callId, segments }) => `${callId}:${segments}`)).toEqual([
        '2:2',
        '1:2',
        '0:2',
        '3:2',
      ]);
      const found = await index.calls({ scope: aScope(), words: ['hello'] }, { limit: 2 });
      expect(found.map(({ callId }) => callId)).toEqual(['2', '1']);
    });
  });
}
