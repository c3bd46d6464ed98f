import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { inventedWorld, readScripts } from '../../src/demo/invented-world.ts';
import { DEMO_QUESTIONS, fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { openTestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const { data } = inventedWorld(NOW);
const spoken = [...data.transcripts.values()].map((transcript) =>
  transcript.transcript.flatMap((turn) => turn.sentences as { text: string }[]).map((sentence) => sentence.text),
);

describe('the invented world', () => {
  test('is large enough to be worth asking about', () => {
    expect(readScripts().filter((script) => script.account).length).toBeGreaterThanOrEqual(12);
    expect(data.calls.length).toBeGreaterThanOrEqual(60);
    expect(spoken.filter((sentences) => sentences.length >= 60).length).toBeGreaterThanOrEqual(24);
    expect(new Set(data.calls.map((call) => call.metaData.system))).toEqual(
      new Set(['Zoom', 'Microsoft Teams', 'Webex', 'Google Meet', 'Phone']),
    );
  });

  test('nobody says a sentence of more than eight words twice', () => {
    const long = spoken.flat().filter((text) => text.split(/\s+/).length > 8);
    expect(long.filter((text, at) => long.indexOf(text) !== at)).toEqual([]);
  });

  test('has an internal, a private and a pending call, a dial-in without address, and a contact on a freemail address', () => {
    const parties = data.calls.flatMap((call) => call.parties ?? []);
    expect(data.calls.filter((call) => call.metaData.scope === 'Internal').length).toBeGreaterThan(0);
    expect(data.calls.filter((call) => call.metaData.isPrivate).length).toBe(1);
    expect(data.calls.length - data.transcripts.size).toBe(1);
    expect(parties.filter((party) => party.affiliation === 'Unknown' && !party.emailAddress).length).toBe(1);
    expect(parties.some((party) => String(party.emailAddress).endsWith('@freemail.example'))).toBe(true);
  });

  test('everyone who speaks is on the call, and every call is on a working day in the past', () => {
    for (const call of data.calls) {
      const speakers = new Set(call.parties?.map((party) => party.speakerId));
      for (const turn of data.transcripts.get(call.metaData.id)?.transcript ?? [])
        expect(speakers).toContain(turn.speakerId);
      expect([0, 6]).not.toContain(new Date(call.metaData.started).getUTCDay());
      expect(Date.parse(call.metaData.started)).toBeLessThan(NOW.getTime());
    }
  });

  test('all its addresses are reserved for examples', () => {
    const addresses = data.calls
      .flatMap((call) => call.parties ?? [])
      .flatMap((party) => (party.emailAddress ? [String(party.emailAddress)] : []));
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
    expect(readFileSync('src/demo/world/acme.txt', 'utf8')).not.toMatch(/https?:/);
  });
});

describe('the four questions', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  test.each([
    ['an ordinary day', '2026-11-22T12:00:00Z', false],
    ['2 January', '2027-01-02T10:00:00Z', true],
    ['1 April, nine o’clock', '2026-04-01T07:00:00Z', true],
    ['29 February', '2028-02-29T12:00:00Z', false],
  ])('are answered on %s', async (_, time, isNewQuarter) => {
    const now = new Date(time);
    const opened = await openTestServices({}, () => now);
    closing.push(opened.close);
    const world = await fillWithInventedWorld(opened.services, new AbortController().signal);
    closing.unshift(world.close);
    expect(world.run).toMatchObject({ state: 'done', asked: data.calls.length, pending: 1 });
    const viewer = await readMember(opened.services, world.organizationId);
    const ask = (question: string) =>
      askQuestion(opened.services, viewer, { question }, () => {}, new AbortController().signal);
    const [pricing, concerns, competitors, quarter] = await Promise.all(DEMO_QUESTIONS.map(ask));

    expect(new Set(pricing?.citations.flatMap((citation) => citation.accounts.map((account) => account.name)))).toEqual(
      new Set(['Acme']),
    );
    expect(new Set(pricing?.citations.map((citation) => citation.callId)).size).toBeGreaterThanOrEqual(4);
    const said = pricing?.citations.map((citation) => citation.quote).join(' ');
    for (const figure of ['14 euros', '60,000', '54,000', '10.50', '11.40']) expect(said).toContain(figure);

    expect(concerns?.citations.length).toBeGreaterThanOrEqual(3);
    expect(new Set(concerns?.citations.map((citation) => citation.speaker.side))).toEqual(new Set(['customer']));
    for (const name of ['Crewlattice', 'Tempova', 'Dutyboard'])
      expect(competitors?.citations.map((citation) => citation.quote).join(' ')).toContain(name);

    if (isNewQuarter) {
      expect(quarter).toMatchObject({
        status: 'not_found',
        suggestions: ['Summarize pricing conversations from last quarter'],
      });
      expect(quarter?.text).toMatch(/no calls in the time asked about.*Last quarter .* has \d+ calls/);
      expect((await ask(quarter?.suggestions[0] ?? '')).citations.length).toBeGreaterThanOrEqual(8);
    } else {
      expect(quarter?.citations.length).toBeGreaterThanOrEqual(8);
      const from = Date.parse(quarter?.plan.from ?? '');
      expect(quarter?.citations.filter((citation) => Date.parse(citation.startedAt) < from)).toEqual([]);
    }
    expect(JSON.stringify([pricing, concerns, competitors, quarter])).not.toContain('One-to-one with Imani');
  });
});
