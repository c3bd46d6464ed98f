import type * as ReportingWords from '../../../src/language/reporting-words.ts';
import { isStopWord } from '../../../src/language/stop-words.ts';
import { stemOf, wordsOf } from '../../../src/language/words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The words of a claim that somebody must have said.
  tableOf<typeof ReportingWords>('language/reporting-words.ts', {
    rows: [
      ['The customer said that exports are slow.', ['exports', 'slow']],
      ['A client states that exports are slow.', ['exports', 'slow']],
      ['The prospect mentions slow exports.', ['slow', 'exports']],
      ['The company explained why exports are slow.', ['exports', 'slow']],
      ['The team told us of slow exports.', ['slow', 'exports']],
      ['The speaker tells of slow exports.', ['slow', 'exports']],
      ['The caller asked about exports.', ['exports']],
      ['The vendor’s side wants exports.', ['exports']],
      ['People and users need exports.', ['exports']],
      ['They wish that the product had exports.', ['exports']],
      ['They expect the software to have exports.', ['exports']],
      ['They reported that the tool has exports.', ['exports']],
      ['They noted that the solution has exports.', ['exports']],
      ['They confirmed that the system has exports.', ['exports']],
      ['The customers say, and add, that exports are slow.', ['exports', 'slow']],
      ['They added that exports are slow.', ['exports', 'slow']],
      ['They described the exports and talked of them.', ['exports']],
      ['They discussed exports, a point of the request.', ['exports']],
      ['They plan exports.', ['exports']],
      ['They think and believe that exports are slow.', ['exports', 'slow']],
      ['They feel that exports are slow.', ['exports', 'slow']],
      ['They thought and felt that exports are slow.', ['exports', 'slow']],
      ['They consider exports, and find or found them slow.', ['exports', 'slow']],
      ['In the call, the meeting and the conversation exports were slow.', ['exports', 'slow']],
      ['Exports are currently still slow already.', ['exports', 'slow']],
      ['The export is due, and covered.', ['export']],
      ['They are making exports, and having them.', ['exports']],
      ['They are willing to use and take exports.', ['exports']],
      ['They are getting exports for that reason.', ['exports']],
      ['A part of the exports is slow.', ['exports', 'slow']],
      ['Management and an analyst discussed exports.', ['exports']],
      ['The budget was cut by legal.', ['budget', 'cut', 'legal']],
    ],
    read: ({ isReporting }, claim) => wordsOf(claim).filter((word) => !isStopWord(word) && !isReporting(stemOf(word))),
  }),
  // Words with a capital that only open a sentence.
  tableOf<typeof ReportingWords>('language/reporting-words.ts', {
    rows: [
      ...[
        ...[
          'Every',
          'Even',
          'Since',
          'Although',
          'Despite',
          'Unlike',
          'However',
          'Whereas',
          'Instead',
          'Around',
          'Within',
        ],
        ...['Besides', 'Today', 'Overall', 'Under', 'Per', 'Another', 'Neither', 'Either', 'Operationally', 'Spending'],
      ].map((word) => [word, true] as const),
      ['Target', false],
      ['Globex', false],
      ['Pricing', true],
      ['Crewly', false],
      ['Italy', false],
      ['Beijing', false],
      ['Kelly', false],
    ],
    read: ({ isOpening }, word) => isOpening(word),
  }),
];
