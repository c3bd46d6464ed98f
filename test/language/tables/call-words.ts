import type * as CallWords from '../../../src/language/call-words.ts';
import { CALL_PHRASES } from '../date-phrases.ts';
import { tableOf } from '../table.ts';

const since = (...titleWords: string[]) => ({ bound: 'since', titleWords });
const inside = (...titleWords: string[]) => ({ bound: 'in', titleWords });

export const TABLES = [
  // The call that a time refers to; null for none.
  tableOf<typeof CallWords>('language/call-words.ts', {
    rows: [
      ...CALL_PHRASES,
      ['from the first to the last call', { between: [{ place: 1 }, { place: -1 }] }],
      ['between our second call and the latest one', { between: [{ place: 2 }, { place: -1 }] }],
      ['between the 3rd meeting and now', { between: [{ place: 3 }, { place: -1 }] }],
      ['from the initial call until today', { between: [{ place: 1 }, { place: -1 }] }],
      ['from the hearing to the most recent call', { between: [{ titleWords: ['hearing'] }, { place: -1 }] }],
      ['between the hearing and the newest meeting', { between: [{ titleWords: ['hearing'] }, { place: -1 }] }],
      [
        'between the pilot review and the renewal call',
        { between: [{ titleWords: ['pilot', 'review'] }, { titleWords: ['renewal'] }] },
      ],
      ['between the second quarter call and the third quarter one', null],
      ['between the first and the second quarter', null],
      ['between the other day call and the renewal call', null],
      ['between the past week call and the renewal call', null],
      ['between the past month call and the renewal call', null],
      ['between the past quarter call and the renewal call', null],
      ['between the past year call and the renewal call', null],
      [
        'between the renewal meeting and the pilot conversation',
        { between: [{ titleWords: ['renewal'] }, { titleWords: ['pilot'] }] },
      ],
      ['since the second call', { bound: 'since', place: 2 }],
      ['in the fourth conversation', { bound: 'in', place: 4 }],
      ['summarize the third meeting', { bound: 'in', place: 3 }],
      ['after the first call', { bound: 'after', place: 1 }],
      ['before our 2nd meeting', { bound: 'before', place: 2 }],
      ['until the 3rd conversation', { bound: 'until', place: 3 }],
      ['since my 1st call', { bound: 'since', place: 1 }],
      ['in their 4th call', { bound: 'in', place: 4 }],
      ['during the initial meeting', { bound: 'in', place: 1 }],
      ['before the latest meeting', { bound: 'before', titleWords: [] }],
      ['after my last conversation', { bound: 'after', titleWords: [] }],
      ['until their previous call', { bound: 'until', titleWords: [] }],
      ['from the very last call', { latest: 1 }],
      ['during the latest five meetings', { latest: 5 }],
      ['at their last call', { latest: 1 }],
      ['on my last call', { latest: 1 }],
      ['of our last call', { latest: 1 }],
      ['the last twelve conversations', { latest: 12 }],
      ['since our demo', since('demo')],
      ['since their kick-off', since('kickoff')],
      ['since the first QBR', since('first', 'qbr')],
      ['since the security workshop', since('security', 'workshop')],
      ['since the webinar', since('webinar')],
      ['since my training', since('training')],
      ['since the planning session', since('planning', 'session')],
      ['since the contract negotiation', since('contract', 'negotiation')],
      ['since the weekly check-in', since('weekly', 'checkin')],
      ['since the retrospective', since('retrospective')],
      ['since the board briefing', since('board', 'briefing')],
      ['since the walkthrough', since('walkthrough')],
      ['since the latest review', since('review')],
      ['since the most recent review', since('review')],
      ['since the previous review', since('review')],
      ['since the renewal conversation', since('renewal')],
      ['since the renewal meeting', since('renewal')],
      ['until the renewal call', { bound: 'until', titleWords: ['renewal'] }],
      ['during the pilot review', { bound: 'in', titleWords: ['pilot', 'review'] }],
      ['from the pilot review', { bound: 'in', titleWords: ['pilot', 'review'] }],
      ['the best quotes out of the pilot review', inside('pilot', 'review')],
      ['what was decided at the pilot review', inside('pilot', 'review')],
      ['summarize the renewal call', inside('renewal')],
      ['summarise the renewal call', inside('renewal')],
      ['recap the renewal call', inside('renewal')],
      ['a recap of the renewal call', inside('renewal')],
      ['a rundown of the renewal call', inside('renewal')],
      ['the notes of the renewal call', inside('renewal')],
      ['a summary of the renewal call', inside('renewal')],
      ['the minutes of the renewal call', inside('renewal')],
      ['the outcome of the renewal call', inside('renewal')],
      ['open questions after the renewal call', inside('renewal')],
      ['unanswered questions after the renewal call', inside('renewal')],
      ['outstanding issues after the renewal call', inside('renewal')],
      ['next steps after the renewal call', inside('renewal')],
      ['action items after the renewal call', inside('renewal')],
      ['to-dos after the renewal call', inside('renewal')],
      ['their worries after the renewal call', { bound: 'after', titleWords: ['renewal'] }],
      ['since the renewal talk', since('renewal')],
      ['since the renewal chat', since('renewal')],
      ['since the court hearing', since('court', 'hearing')],
      ['in the "Pilot plans" call', inside('pilot', 'plans')],
      ['since our "Pilot plans" meeting', since('pilot', 'plans')],
      ['since their "Pilot plans" call', since('pilot', 'plans')],
      ['since my "Pilot plans" call', since('pilot', 'plans')],
      ['since “Pilot plans”', since('pilot', 'plans')],
      ['since we last spoke', since()],
      ['since we last talked to them', since()],
      ['since I last met with him', since()],
      ['since you last called', since()],
      ['in the meeting', null],
      ['in the demo', null],
      ['the last calls', null],
      ['since May', null],
      ['who was on the renewal call', inside('renewal')],
      ['what did they say on our price negotiation call', inside('price', 'negotiation')],
      ['who was on our first call', { bound: 'in', place: 1 }],
      ['who joined on the last      call', { latest: 1 }],
      ['what they said in the last   two calls', { latest: 2 }],
      ['when was the renewal call', inside('renewal')],
      ['when is our   price negotiation call', inside('price', 'negotiation')],
      ['how long was their renewal meeting', inside('renewal')],
      ['which platform was the renewal call on', inside('renewal')],
      ['was the renewal call on Zoom', inside('renewal')],
      ['who attended the renewal call', inside('renewal')],
      ['who joined our second call', { bound: 'in', place: 2 }],
      ['when was our second call', { bound: 'in', place: 2 }],
      ['their views on the pilot review', null],
      ['how long is the notice period', null],
      ['when was the call', null],
      ['was the price of the call fair', null],
      ['views on the price of the call', null],
      ['how long was the longest call', null],
      ['when was our shortest meeting', null],
      ['summarize the busiest call', null],
      ['how long is the average call', null],
      ['how long is our typical call', null],
      ['how long is the usual call', null],
    ],
    read: ({ findCallWords }, question) => {
      const found = findCallWords(question);
      if (found === null) return null;
      const { start: _, end: __, text: ___, ...rest } = found;
      return rest;
    },
  }),
  // The rest of a question without such words.
  tableOf<typeof CallWords>('language/call-words.ts', {
    rows: [
      ['pricing in the last call', 'pricing'],
      ['pricing from our last call', 'pricing'],
      ['pricing during the last call', 'pricing'],
      ['pricing at their last call', 'pricing'],
      ['pricing on my last call', 'pricing'],
      ['pricing of the very last call', 'pricing'],
      ['pricing since the pilot review', 'pricing'],
      ['pricing since the demo call', 'pricing'],
      ['pricing since the demo meeting', 'pricing'],
      ['pricing since the demo conversation', 'pricing'],
      ['pricing since the demo talk', 'pricing'],
      ['pricing since the demo chat', 'pricing'],
      ['pricing since the training session', 'pricing'],
      ['pricing in the "Pilot plans" call', 'pricing'],
      ['pricing in the "Pilot plans" meeting', 'pricing'],
      ['pricing since we last talked to them', 'pricing'],
      ['pricing since we last spoke with him', 'pricing'],
      ['pricing since we last talked to her', 'pricing'],
    ],
    read: ({ findCallWords }, question) => {
      const { start, end } = findCallWords(question) ?? { start: 0, end: 0 };
      return (question.slice(0, start) + question.slice(end)).trim();
    },
  }),
  // The call of a link; null for none.
  tableOf<typeof CallWords>('language/call-words.ts', {
    rows: [
      ['summarize https://colloquy.example/calls/4711', '4711'],
      ['summarize https://app.calls.example/call?id=4712', '4712'],
      ['summarize https://app.calls.example/call?tab=notes&id=4713', '4713'],
      ['summarize /calls/4714', '4714'],
      ['summarize https://colloquy.example/accounts/4715', null],
    ],
    read: ({ findCallLink }, question) => {
      const found = findCallLink(question);
      return found && 'callId' in found ? found.callId : null;
    },
  }),
  // A time by way of an event that a title may name; null for none.
  tableOf<typeof CallWords>('language/call-words.ts', {
    rows: [
      ['what is new since the award', since('award')],
      [
        'what did they say before the works council vote?',
        { bound: 'before', titleWords: ['works', 'council', 'vote'] },
      ],
      ['what came up after our kick-off, and who said it', { bound: 'after', titleWords: ['kickoff'] }],
      ...'summer, season, holiday, break, end, start, beginning, moment, morning, evening, weekend, time, day, week, month, quarter, year'
        .split(', ')
        .map((word): [string, null] => [`what came up since the ${word}`, null]),
      ...'spring, autumn, fall, winter, holidays, days, weeks, months, quarters, years, date'
        .split(', ')
        .map((word): [string, null] => [`what came up before the ${word}`, null]),
      ['what stayed open until their vote', { bound: 'until', titleWords: ['vote'] }],
      ['what is new since my visit', since('visit')],
      ['what is new since the merger talks', since('merger')],
      ['what is new since the pilot chat', since('pilot')],
      ...'first, second, third, fourth, last, latest, previous'
        .split(', ')
        .map((word): [string, null] => [`what came up since the ${word}?`, null]),
      ['what came up before the last week', null],
      ['what came up after she got the letter', null],
      ['what happens after the pilot if they stay', null],
    ],
    read: ({ findEventWords }, question) => {
      const found = findEventWords(question);
      if (!found) return null;
      const { start: _, end: __, text: ___, ...words } = found;
      return words;
    },
  }),
];
