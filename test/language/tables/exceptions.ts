import type * as Exceptions from '../../../src/language/exceptions.ts';
import { tableOf } from '../table.ts';

const file = 'language/exceptions.ts';

export const TABLES = [
  // What a sentence excepts.
  tableOf<typeof Exceptions>(file, {
    rows: [
      ['We all use it except finance.', 'finance'],
      ['We all use it excepting finance.', 'finance'],
      ['We all use it except for finance.', 'finance'],
      ['It is a quarter of sales excluding training, I think.', 'training'],
      ['We all use it apart from finance.', 'finance'],
      ['We all use it other than finance.', 'finance'],
      ['We all use it aside from finance.', 'finance'],
      ['We all use it with the exception of finance.', 'finance'],
      ['We all use it save for finance.', 'finance'],
      ['We all use it leaving out finance.', 'finance'],
      ['All departments but finance use it.', 'finance use it'],
      ['Every team but finance.', 'finance'],
      ['Everybody but Tove.', 'Tove'],
      ['Everyone but Tove.', 'Tove'],
      ['Everything but the training.', 'the training'],
      ['The whole plant but the yard.', 'the yard'],
      ['The entire plant but the yard.', 'the yard'],
      ['Each plant but Bergen.', 'Bergen'],
      ['Both teams but the lead.', 'the lead'],
      ['Always but on Sunday.', 'on Sunday'],
      ['Anyone but Tove.', 'Tove'],
      ['Nobody but Tove.', 'Tove'],
      ['None but Tove.', 'Tove'],
      ['Everyone signed, Legal excluded.', 'Legal'],
      ['Everyone signed, Legal excepted.', 'Legal'],
      ['Everyone signed, Legal aside.', 'Legal'],
      ['Everyone signed, Legal notwithstanding.', 'Legal'],
      ['It all works but we are tired.', null],
      ['It all works but I am tired.', null],
      ['It all works but they are tired.', null],
      ['It all works but you are tired.', null],
      ['It all works but it is slow.', null],
      ['It all works but not today.', null],
      ['It all works but also costs.', null],
      ['It all works but that is it.', null],
      ['It all works but he left.', null],
      ['It all works but she left.', null],
      ['Apart from that, it works.', null],
      ['Other than this, it works.', null],
      ['Aside from it, all works.', null],
      ['The team is small but fast.', null],
    ],
    read: ({ excepted }, sentence) => excepted(sentence),
  }),
  tableOf<typeof Exceptions>(file, {
    rows: [
      ...[
        ...['All teams use it.', 'Every team uses it.', 'Everybody uses it.', 'Everyone uses it.', 'Everything works.'],
        ...[
          'The whole team uses it.',
          'The entire team uses it.',
          'Each team uses it.',
          'Both use it.',
          'It always works.',
        ],
        ...[
          'Anyone can use it.',
          'Nobody uses it.',
          'None use it.',
          'It is complete.',
          'It works completely.',
          'It fully works.',
        ],
      ].map((claim) => [claim, true] as const),
      ['The team uses it.', false],
    ],
    read: ({ isOfAll }, claim) => isOfAll(claim),
  }),
  // Claims that tell of all what a clause, after the bar, says of some.
  tableOf<typeof Exceptions>(file, {
    rows: [
      ...[
        'All teams use it.',
        'Every team uses it.',
        'Everybody uses it.',
        'Everyone uses it.',
        'Everything is in use.',
      ].map((claim) => [`${claim}|Some use it.`, true] as const),
      ...['Few use it.', 'Several use it.', 'Many use it.', 'Most use it.', 'Half of them use it.', 'Somebody uses it.']
        .concat('Someone uses it.', 'Something is used.', 'They sometimes use it.', 'They occasionally use it.')
        .concat('They often use it.', 'They usually use it.', 'They mostly use it.', 'They rarely use it.')
        .concat('They seldom use it.', 'It is partly used.')
        .map((clause) => [`They always use it.|${clause}`, true] as const),
      ['All teams use it.|All teams use it, some gladly.', false],
      ['All teams use it.|Teams use it.', false],
      ['Most of all teams use it.|Some use it.', false],
      ...['Not all', 'Almost all', 'Nearly all', 'Hardly all', 'Not every', 'Not always'].map(
        (claim) => [`${claim} use it.|Some use it.`, false] as const,
      ),
    ],
    read: ({ isOfMoreThanSaid }, texts) => isOfMoreThanSaid(...(texts.split('|') as [string, string])),
  }),
  tableOf<typeof Exceptions>(file, {
    rows: [
      ...[
        ...[
          'All except finance.',
          'Finance is excluded.',
          'All apart from finance.',
          'All other teams.',
          'All aside from it.',
        ],
        ...[
          'It goes beyond it.',
          'Besides finance, all do.',
          'All but finance.',
          'All save finance.',
          'It leaves out finance.',
        ],
        ...[
          'Finance is left out.',
          'Only finance does.',
          'Almost all do.',
          'Most do.',
          'Nearly all do.',
          'Finance does not.',
        ],
        ...[
          'In no team.',
          'Without finance.',
          'It comes on top.',
          'In addition to it.',
          'A separate one.',
          'An extra one.',
        ],
      ].map((claim) => [claim, true] as const),
      ['All teams use it.', false],
    ],
    read: ({ tellsException }, claim) => tellsException(claim),
  }),
];
