import type * as Opposites from '../../../src/language/opposites.ts';
import { tableOf } from '../table.ts';

const file = 'language/opposites.ts';

const NUMBERS = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
  dozen`.split(/\s+/);

/** Sentences of one side, then of the other, each with a single direction in it. */
const PAIRS: readonly (readonly [one: readonly string[], other: readonly string[]])[] = [
  [
    [
      ...[
        'It can go up',
        'It goes up',
        'It is going up',
        'It went up',
        'It has gone up',
        'It is up',
        'They are up',
        'It was up',
      ],
      ...[
        'They were up',
        'It will be up',
        'It has been up',
        'They come up',
        'It came up',
        'They move up',
        'It moved up',
      ],
      ...['Up by ten', 'Up from ten', 'Up about ten', 'Up around ten', 'Up some ten', 'Up almost ten', 'Up nearly ten'],
      ...['Up approximately ten', 'Up percent', 'Up ten percent', 'Up $10', 'Up €10', 'Up £10', 'Up 12'],
      ...[
        'It increases',
        'It will rise',
        'It rises',
        'It has risen',
        'It keeps rising',
        'It rose',
        'It grows',
        'It grew',
      ],
      ...['It climbs', 'A higher one', 'They raise it', 'She raises it', 'They raised it', 'They keep raising it'],
      ...['It jumped', 'A surge', 'It surges', 'It surged', 'It keeps surging'],
    ],
    [
      ...[
        'It went down',
        'Down by ten',
        'It decreased',
        'It falls',
        'It fell',
        'It declined',
        'It drops',
        'A lower one',
      ],
      ...['It was reduced', 'A cut', 'Two cuts', 'Cutting it', 'It shrank', 'It will shrink', 'It has shrunk'],
    ],
  ],
  [
    [
      'We need more',
      ...NUMBERS.map((number) => `It is over ${number}`),
      ...[
        'It is over 40',
        'It is over $40',
        'It is over €40',
        'It is over £40',
        'It is over a dozen',
        'It is over an hundred',
      ],
    ],
    ['We need less', 'We need fewer', 'It is under 40', 'It is under forty'],
  ],
  [
    ['A longer one', 'They lengthen it'],
    ['A shorter one', 'They shorten it'],
  ],
  [['A faster one', 'A quicker one'], ['A slower one']],
  [['It came earlier', 'It came sooner'], ['It came later']],
  [['It is early'], ['It is late']],
  [
    ['It is better', 'It improved'],
    ['It is worse', 'It worsens', 'It deteriorated'],
  ],
  [['A stronger one'], ['A weaker one']],
  [['A larger one', 'A bigger one'], ['A smaller one']],
  [['A cheaper one'], ['A costlier one', 'A dearer one']],
  [
    ['They accept it', 'They approved it'],
    [...['They reject it', 'They refuse it', 'They turn down it', 'They turned down it', 'She turns down it']],
  ],
  [
    ['They win', 'She wins', 'They keep winning', 'They won'],
    ['They lose', 'She loses', 'They keep losing', 'They lost'],
  ],
  [
    ['They buy', 'She buys', 'They keep buying', 'They bought'],
    ['They sell', 'She sells', 'They keep selling', 'They sold'],
  ],
  [['Before May'], ['After May']],
  [['It is above ten', 'It exceeds ten'], ['It is below ten']],
  [
    ['At least ten', 'A minimum'],
    ['At most ten', 'A maximum'],
  ],
  [['It includes tax'], ['It excludes tax']],
  [
    ['They start', 'She starts', 'They started', 'They keep starting', 'They launched it'],
    ['They stop', 'She stops', 'They stopped', 'They keep stopping', 'They discontinued it'],
  ],
  [
    ['It opens', 'It opened', 'It keeps opening'],
    ['It closes', 'It closed', 'It keeps closing'],
  ],
  [['It is positive'], ['It is negative']],
  [
    ['A profit', 'Two profits'],
    ['A loss', 'Two losses'],
  ],
  [
    ['It is easy', 'It is easier'],
    ['It is hard', 'It is harder', 'It is difficult'],
  ],
  [
    ['They are happy', 'They are satisfied', 'They are pleased', 'They are delighted'],
    ['They are unhappy', 'They are dissatisfied', 'They are disappointed'],
  ],
  [['They add it', 'She adds it', 'They added it', 'They keep adding it'], ['They removed it']],
  [['An internal one'], ['An external one']],
  [
    ['They allowed it', 'They permitted it'],
    ['They forbid it', 'They forbade it', 'They prohibited it', 'A ban', 'Two bans', 'They banned it'],
  ],
  [
    ['They renew it', 'They extended it'],
    ['They cancel it', 'They terminated it'],
  ],
  [['They pass', 'She passes', 'They passed', 'They succeeded'], ['They failed']],
  [['They upgraded'], ['They downgraded']],
  [
    ['An import', 'Two imports', 'They imported it', 'They keep importing it'],
    ['An export', 'Two exports', 'They exported it', 'They keep exporting it'],
  ],
  [['They enabled it'], ['They disabled it']],
  [
    ['An advantage', 'Two advantages'],
    ['A disadvantage', 'Two disadvantages'],
  ],
  [['It is optional'], ['It is mandatory', 'It is required']],
  [
    ['An inflow', 'Two inflows'],
    ['An outflow', 'Two outflows'],
  ],
  [['They are online'], ['They are offline']],
  [
    ['A tailwind', 'Two tailwinds'],
    ['A headwind', 'Two headwinds'],
  ],
  [['A surplus'], ['A deficit', 'Two deficits', 'A shortage', 'Two shortages']],
  [['They are ahead'], ['They are behind']],
  [['It has many'], ['It has few']],
  [
    ['They often come', 'They frequently come'],
    ['They rarely come', 'They seldom come'],
  ],
];

export const TABLES = [
  tableOf<typeof Opposites>(file, {
    rows: [
      ...PAIRS.flatMap((sides, pair) =>
        sides.flatMap((sentences, side) => sentences.map((sentence) => [sentence, [`${pair} ${side}`]] as const)),
      ),
      ...['to them', 'the offer', 'an offer', 'a call', 'our offer', 'your offer', 'their offer'].map(
        (what) => [`They decline ${what}`, ['0 1', '10 1']] as const,
      ),
      ['They declined the offer', ['0 1', '10 1']],
      ['It was no more than ten', ['1 0', '15 1']],
      ['It is less expensive', ['1 1', '9 0']],
      ['It is more expensive', ['1 0', '9 1']],
      ['It is more or less done', []],
      ['It is over the budget', []],
      ['It is a few', []],
      ['They set up ten seats', []],
      ['Up to ten seats', []],
      ['They broke down', []],
    ],
    read: ({ directionsIn }, sentence) => directionsIn(sentence).map(({ pair, side }) => `${pair} ${side}`),
  }),
  tableOf<typeof Opposites>(file, {
    rows: [
      ['Acme is cheaper than Globex', ['Acme is cheaper', 'Globex']],
      ['We use it rather than Globex', null],
      ['We use none other than Globex', null],
      ['We sign in May', null],
    ],
    read: ({ comparedIn }, sentence) => comparedIn(sentence, 'than'),
  }),
  tableOf<typeof Opposites>(file, {
    rows: [
      ['We sign before the audit', ['We sign', 'the audit']],
      ['We sign after the audit', ['We sign', 'the audit']],
      ['After the audit, we sign', ['we sign', 'the audit']],
      ['Before the audit, we sign', ['we sign', 'the audit']],
      ['We sign in May', null],
    ],
    read: ({ comparedIn }, sentence) => comparedIn(sentence, 'time'),
  }),
  tableOf<typeof Opposites>(file, {
    rows: [
      ['It went from Acme to Globex', ['Acme', 'Globex']],
      ['It went to Globex from Acme', ['Acme', 'Globex']],
      ['They replace Acme with Globex', ['Acme', 'Globex']],
      ['She replaces Acme by Globex', ['Acme', 'Globex']],
      ['They replaced Acme with Globex', ['Acme', 'Globex']],
      ['Replacing Acme with Globex', ['Acme', 'Globex']],
      ...['is', 'are', 'was', 'were', 'be', 'been', 'being'].map(
        (form) => [`Acme ${form} replaced by Globex`, ['Acme', 'Globex']] as const,
      ),
      ['Acme was replaced with Globex', ['Acme', 'Globex']],
      ['Globex instead of Acme', ['Acme', 'Globex']],
      ['Globex rather than Acme', ['Acme', 'Globex']],
      ['Globex in place of Acme', ['Acme', 'Globex']],
      ...['prefer', 'choose', 'chose', 'picked', 'favour', 'favor', 'selected'].map(
        (verb) => [`They ${verb} Globex over Acme`, ['Acme', 'Globex']] as const,
      ),
      ['It went to Globex', null],
    ],
    read: ({ movedIn }, sentence) => movedIn(sentence)?.map((words) => words.trim()) ?? null,
  }),
];
