import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { formatPosition, startOfDay } from '../../src/web/format.ts';

test('a day begins where its organization is, also where the clocks change', () => {
  expect(startOfDay('2026-11-22', 'Europe/Berlin')).toBe('2026-11-21T23:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('2026-11-01', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z');
  expect(startOfDay('2026-11-22', 'Pacific/Kiritimati')).toBe('2026-11-21T10:00:00.000Z');
});

test('on any day in any zone it is the moment that a calendar gives', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe');
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, zone, (date, timeZone) => {
      const text = date.toISOString().slice(0, 10);
      expect(startOfDay(text, timeZone)).toBe(DateTime.fromISO(text, { zone: timeZone }).toUTC().toISO());
    }),
  );
});

test('positions read as clocks do', () => {
  expect([0, 61_000, 3_723_000].map(formatPosition)).toEqual(['0:00', '1:01', '1:02:03']);
});
