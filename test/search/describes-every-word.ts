import { stemmer } from 'stemmer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import lemmatize from 'wink-lemmatizer';
import dictionary from 'wink-lexicon/src/wn-words.js';
import { readMember } from '../../src/access/read-member.ts';
import { scopeOf } from '../../src/access/scope.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { makePatience } from '../../src/ask/patience.ts';
import { fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { isAskingWord } from '../../src/language/asking-words.ts';
import { findDateWords } from '../../src/language/date-words.ts';
import { isStopWord } from '../../src/language/stop-words.ts';
import { placesOf, spellingsOf } from '../../src/language/word-places.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import type { SearchEngine, SegmentReader } from '../../src/search/segment-index.ts';
import { textOf, toSegmentId } from '../../src/segment.ts';
import type { Db } from '../../src/store/db.ts';
import type { Viewer } from '../../src/viewer.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';
import { generatedWorld } from '../support/generated-world.ts';
import { seeded, someOf } from '../support/seeded.ts';
import { indexAll, saveSpokenCalls } from '../support/spoken-calls.ts';
import { countPlaces, readRecord, type SpokenPlace, tokensOf } from '../support/spoken-record.ts';
import { openTestStore } from '../support/stores.ts';
import { openTestServices, silent } from '../support/test-services.ts';

/** For search, forms of a word share its Porter stem; British and American spelling are one, and "use" is not "us". */
const stem = (word: string): string =>
  (/^us(?:e|es|ed|ing)$/.test(word)
    ? 'use'
    : stemmer(
        word
          .replace(/^(\w{3,})is(e[ds]?|ing|ations?|ers?)$/, '$1iz$2')
          .replace(/^(\w{2,})our(s|ed|ing|ite|able|ful|al)?$/, '$1or$2'),
      )
  ).slice(0, 64);

/**
 * For a count, the forms of a noun or verb. A word of the dictionary is a head word; any other stands for its bases,
 * and a long word that no dictionary knows has a plural with s.
 */
const known = new Map<string, string[]>();
const basesOf = (word: string): string[] => {
  const cached = known.get(word);
  if (cached) return cached;
  known.set(word, basesNewly(word));
  return basesOf(word);
};
const basesNewly = (word: string): string[] => {
  const bases = [...new Set([word, lemmatize.noun(word), lemmatize.verb(word)])];
  return bases.length === 1 && /[^su]s$/.test(word) && word.length > 4 ? [...bases, word.slice(0, -1)] : bases;
};
const isForm = (said: string, asked: string): boolean => {
  if (said === asked) return true;
  const wanted = Object.hasOwn(dictionary, asked) ? [asked] : basesOf(asked);
  return basesOf(said).some((base) => wanted.includes(base));
};

/** Plurals whose singular is an adjective too: its neighbours tell (test/language/tables/word-places.ts). */
const IN_CONTEXT = ['fines', 'seconds', 'extras'];

type World = { db: Db; index: SegmentReader; viewer: Viewer; now: () => Date; close: () => Promise<void> };

/** Requests at a time. */
const AT_ONCE = 16;
const SAMPLE = 40;
/** Words in more segments are read in the sample alone: their places would be most of all words. */
const COMMON = 100;

/** Every word ever said, asked for by itself on an engine, against a plain loop over the transcripts. */
export function describesEveryWord(name: string, engine: { url: () => string; open: () => SearchEngine }) {
  describe.each([
    ['the demo', () => openDemo(engine.url())],
    ['a generated world', () => openGenerated(engine.open())],
  ])(`every word of %s on ${name}`, (_, open) => {
    let world: World;
    let record: SpokenPlace[];
    let words: string[];
    const holding = new Map<string, Set<string>>();
    beforeAll(async () => {
      world = await open();
      record = await readRecord(world.db, world.viewer);
      for (const { segment, words: said } of record)
        for (const word of said) holding.set(word, (holding.get(word) ?? new Set()).add(toSegmentId(segment)));
      words = [...holding.keys()].sort();
      expect(words.length).toBeGreaterThan(200);
    });
    afterAll(() => world?.close());
    const scope = () => scopeOf(world.viewer);

    /**
     * Words for which the reading is not what the loop says; all words are looked at, so that a fault shows its extent.
     */
    const wrong = async (isRight: (word: string) => Promise<boolean>, asked: readonly string[] = words) => {
      const faults: string[] = [];
      const queue = [...asked];
      const work = async () => {
        for (let word = queue.pop(); word !== undefined; word = queue.pop())
          if (!(await isRight(word))) faults.push(word);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return faults.sort();
    };
    /** Ids of the segments with one of the words that pass. */
    const segmentsWith = (passes: (word: string) => boolean): Set<string> =>
      new Set(words.filter(passes).flatMap((word) => [...(holding.get(word) ?? [])]));

    test('a search for the word alone finds exactly the segments that hold a form of it', async () => {
      const byStem = Map.groupBy(
        record.flatMap(({ segment, words: said }) =>
          [...new Set(said.map(stem))].map((one) => ({ one, id: toSegmentId(segment) })),
        ),
        ({ one }) => one,
      );
      const faults = await wrong(async (word) => {
        const asPhrase = { scope: scope(), words: [], phrases: [word] };
        const asWord = { scope: scope(), words: [word], wordsIn: 'text' as const };
        const hits = await world.index.search(asPhrase, { limit: 5000 });
        const { segments } = await world.index.count(asWord);
        const expected = byStem.get(stem(word))?.map(({ id }) => id) ?? [];
        return (
          segments === expected.length &&
          new Set(hits.map(toSegmentId)).symmetricDifference(new Set(expected)).size === 0
        );
      });
      expect(faults).toEqual([]);
    });

    test('a passage is found for every word, and the best one says it', async () => {
      const faults = await wrong(async (word) => {
        const { stretches, holding: passages } = await world.index.passages(
          { scope: scope(), words: [word] },
          { limit: 5 },
        );
        const [best] = stretches;
        const isSaid = best?.segments.some(({ text, speakerName }) =>
          `${text} ${speakerName} ${best.callTitle}`.split(' ').includes(stem(word)),
        );
        return Boolean(isSaid) && [...passages.values()].every((count) => count > 0);
      });
      expect(faults).toEqual([]);
    });

    test('a count reads every place of the word from the segments that the index finds for it', async () => {
      const faults = await wrong(async (word) => {
        const query = { scope: scope(), words: [], anyOf: [spellingsOf(word)] };
        const found = new Set((await world.index.search(query, { limit: 5000 })).map(toSegmentId));
        const expected = segmentsWith((said) => isForm(said, word));
        const isRead = record.every(
          ({ segment, words: said }) =>
            IN_CONTEXT.includes(word) ||
            !found.has(toSegmentId(segment)) ||
            found.size > COMMON ||
            placesOf(textOf(segment), [word]).length === countPlaces(said, [word], isForm),
        );
        return expected.isSubsetOf(found) && isRead;
      });
      expect(faults).toEqual([]);
    });

    /** Words that a dictionary lacks are names, products and companies. */
    const sample = (seed: number) => {
      const random = seeded(seed);
      const names = words.filter((word) => !Object.hasOwn(dictionary, word) && word.length > 3);
      const some = new Set([...someOf(random, names, SAMPLE / 2), ...someOf(random, words, SAMPLE / 2)]);
      return [...some].filter((word) => !IN_CONTEXT.includes(word));
    };
    const ask = (question: string) =>
      askQuestion(
        {
          ...world,
          embedder: null,
          model: null,
          patience: makePatience(world),
          publicUrl: () => 'https://here',
          freshAccess: async (viewer) => viewer,
          log: silent,
        },
        world.viewer,
        { question },
        () => {},
        new AbortController().signal,
      );

    test('"How many times was it said?" is answered with the number of places, calls, accounts and people', async () => {
      const faults = await wrong(async (word) => {
        const { census } = await ask(`How many times was "${word}" said?`);
        const held = record.flatMap((place) => {
          const places = countPlaces(place.words, [word], isForm);
          return places > 0 ? [{ ...place, places }] : [];
        });
        return (
          census?.mentions === held.reduce((sum, { places }) => sum + places, 0) &&
          census.calls === new Set(held.map(({ call }) => call.id)).size &&
          census.accounts === new Set(held.flatMap(({ call }) => call.accounts.map(({ id }) => id))).size &&
          census.people === new Set(held.map(({ segment: { speaker } }) => speaker.personId ?? speaker.name)).size
        );
      }, sample(7));
      expect(faults).toEqual([]);
    });

    test('"What did we hear about it?" quotes the word, and never says that nothing was found', async () => {
      const asked = sample(11).filter(
        (word) =>
          !isStopWord(word) &&
          !isAskingWord(word) &&
          findDateWords(`What did we hear about ${word}?`, world.now(), world.viewer) === null,
      );
      const faults = await wrong(async (word) => {
        const answer = await ask(`What did we hear about ${word}?`);
        const isQuoted = answer.citations.some(({ quote }) =>
          tokensOf(quote).some((said) => stem(said) === stem(word)),
        );
        return answer.status === 'answered' && (isQuoted || !answer.plan.terms.includes(word));
      }, asked);
      expect(faults).toEqual([]);
    });

    test('a search as people type it counts no fewer segments than hold the word, and shows one of them first', async () => {
      const asked = sample(13).filter(
        (word) => !isStopWord(word) && findDateWords(word, world.now(), world.viewer) === null,
      );
      const faults = await wrong(async (word) => {
        const { hits, total } = await searchSegments({ ...world, embedder: null }, world.viewer, {
          query: word,
          limit: 1,
        });
        const held = segmentsWith((said) => stem(said) === stem(word));
        const isShown =
          hits[0] &&
          [hits[0].text, hits[0].segment.speaker.name, hits[0].call.title].some((text) =>
            tokensOf(text).some((said) => stem(said) === stem(word)),
          );
        return total >= held.size && Boolean(isShown);
      }, asked);
      expect(faults).toEqual([]);
    });
  });
}

async function openDemo(url: string): Promise<World> {
  const now = () => NOW;
  const { services, close } = await openTestServices({ ELASTICSEARCH_URL: url }, now);
  const filled = await fillWithInventedWorld(services, new AbortController().signal);
  const viewer = await readMember(services, filled.organizationId);
  return {
    db: services.db,
    index: services.index,
    viewer,
    now,
    close: async () => {
      await filled.close();
      await close();
    },
  };
}

async function openGenerated(engine: SearchEngine): Promise<World> {
  const store = await openTestStore();
  await makeOrganization(store.db);
  await saveSpokenCalls(store.db, generatedWorld(5));
  await indexAll(store.db, engine);
  return {
    db: store.db,
    index: engine.live,
    viewer: aViewer(),
    now: () => NOW,
    close: async () => {
      await engine.close();
      await store.close();
    },
  };
}
