import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inventedWorld, readScripts } from '../../src/demo/invented-world.ts';

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
