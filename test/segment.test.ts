import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCallId } from '../src/call.ts';
import { cutSegments, textOf } from '../src/segment.ts';
import { turns } from './support/builders.ts';

const sentence = fc
  .array(fc.constantFrom('price', 'pilot', 'risk', 'we', 'go'), { minLength: 1, maxLength: 40 })
  .map((words) => words.join(' '));
const spoken = fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), fc.array(sentence, { maxLength: 6 })), {
  maxLength: 20,
});

test('no sentence is lost, repeated, reordered or given to another speaker', () => {
  fc.assert(
    fc.property(spoken, (talk) => {
      const given = turns(...talk.map(([speaker, texts]) => [speaker, ...texts] as [string, ...string[]]));
      const segments = cutSegments(toCallId('1'), given, 50);
      const before = given.flatMap((turn) => turn.sentences.map((one) => [turn.speakerId, one]));
      expect(segments.flatMap((segment) => segment.sentences.map((one) => [segment.speakerId, one]))).toEqual(before);
      expect(segments.map((segment) => segment.position)).toEqual(segments.map((_, at) => at));
    }),
  );
});

test('a segment passes the limit only where a single sentence does', () => {
  fc.assert(
    fc.property(spoken, (talk) => {
      const given = turns(...talk.map(([speaker, texts]) => [speaker, ...texts] as [string, ...string[]]));
      for (const segment of cutSegments(toCallId('1'), given, 30)) {
        const words = textOf(segment).split(' ').length;
        expect(words <= 30 || segment.sentences.length === 1).toBe(true);
      }
    }),
  );
});

test('sentences that are words only by name make no segment without an end', () => {
  const long = 'x'.repeat(1500);
  const segments = cutSegments(toCallId('1'), turns(['1', ...Array.from({ length: 10 }, () => long)]));
  expect(segments.map(({ sentences }) => sentences.length)).toEqual([2, 2, 2, 2, 2]);
});

test('turns of one speaker that follow each other belong together, with the times of their sentences', () => {
  const [only, ...rest] = cutSegments(toCallId('7'), turns(['1', 'First.'], ['1', 'Second.']));
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ callId: '7', position: 0, speakerId: '1', startMs: 0, endMs: 4000 });
});
