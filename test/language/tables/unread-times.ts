import type * as UnreadTimes from '../../../src/language/unread-times.ts';
import { type Row, tableOf } from '../table.ts';

/** Rows of questions that hold a time in place of the dots, with the words found. */
const each = (frame: string, times: string, found = '…'): Row[] =>
  times.split('; ').map((time) => [frame.replace('…', time), [found.replace('…', time)]]);
const none = (...questions: string[]): Row[] => questions.map((question) => [question, []]);

export const TABLES = [
  // Words meant as a time that no calendar settles, where the times that are read have been taken out.
  tableOf<typeof UnreadTimes>('language/unread-times.ts', {
    rows: [
      ...each(
        'what did they say … about seats',
        'the other day; the other week; a while ago; a while back; some time ago; a long time ago; ' +
          'quite a long time ago; long ago; ages ago; back then; these days',
      ),
      ...each(
        'what did they say on … about seats',
        '31 June; 31st of June; 32nd March; 33rd of May; 30th February 2025; 31-Nov; 30.Feb 2025',
      ),
      ...each(
        'what did they say on … about seats',
        'June 31; June 31st; March 32nd; May 33rd; February 30th, 2025; Feb 30 2025',
      ),
      ...each('what did they say on … about seats', '13/13/2025; 31.02.2025; 31-02-25; 2025-02-30; 2025/13/1'),
      ...each('what did they say in … about seats', 'Q5; q0; Q9; H3; h9'),
      ...each('what did they say in … about seats', 'week 60; calendar week 54; KW 54; cw60; CW 99'),
      ...each(
        'what did they say … christmas about seats',
        'since; after; before; until; around; over; at',
        '… christmas',
      ),
      ...each(
        'what changed since … for them',
        'Christmas; Easter; Thanksgiving; Diwali; Ramadan; Halloween; Black Friday',
        'since …',
      ),
      ...each('what changed … Brexit?', 'since; until; after; before', '… Brexit'),
      ['what changed since Brexit', ['since Brexit']],
      ['since Monday’s launch, and since Brexit, what changed', ['since Brexit']],
      ['what did they say the other day, and before Easter', ['the other day', 'before Easter']],
      ...none(
        'what changed before I joined',
        'what changed since Brexit ended',
        'what do they plan for christmas',
        'do they pay for Q4 or H2',
        'what is in version 4.13.2',
        'how long do these day passes last',
        'do they run 24/7',
      ),
    ],
    read: ({ findUnreadTimes }, text) => findUnreadTimes(text).map((time) => time.text),
  }),
];
