import type * as Compounds from '../../../src/language/compounds.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Other spellings of a text's compounds.
  tableOf<typeof Compounds>('language/compounds.ts', {
    rows: [
      ['the setup', ['set up']],
      ['set up', ['setup']],
      ['login', ['log in']],
      ['log-in', ['login']],
      ['a roll out', ['rollout']],
      ['logoff', ['log off']],
      ['an add on', ['addon']],
      ['take over', ['takeover']],
      ['breakdown', ['break down']],
      ['roll back', ['rollback']],
      ['giveaway', ['give away']],
      ['walkthrough', ['walk through']],
      ['work around', ['workaround']],
      ['e-mail', ['e mail']],
      ['emails', ['e mails']],
      ['timeline', ['time line']],
      ['time line', ['timeline']],
      ['seat-based', ['seatbased']],
      ['pricing, export', []],
      ['training', []],
      ['anything', []],
    ],
    read: ({ otherSpellings, withoutLoneLetters }, text) =>
      otherSpellings(withoutLoneLetters(text)).map((one) => one.text),
  }),
  // Words that only give another word its form.
  tableOf<typeof Compounds>('language/compounds.ts', {
    rows: [
      ['per-seat pricing', ['per']],
      ['the price per seat', ['per']],
      ['a multi-year contract', ['multi']],
      ['a pre-signed annex', ['pre']],
      ['cross-country shifts', ['cross']],
      ['inter-plant swaps', ['inter']],
      ['intra-day changes', ['intra']],
      ['a non-binding offer', ['non']],
      ['semi-automatic swaps', ['semi']],
      ['seat-based pricing', ['based']],
      ['weather-related outages', ['related']],
      ['data-driven planning', ['driven']],
      ['country-specific rules', ['specific']],
      ['mobile-oriented teams', ['oriented']],
      ['a company-wide switch', ['wide']],
      ['phone-style menus', ['style']],
      ['seat based pricing', ['based']],
      ['where they are based', []],
      ['he is based there', []],
      ['who are based there', []],
      ['she was based there', []],
      ['who were based there', []],
      ['people based in Oslo', []],
      ['prices based on seats', []],
      ['people based at sea', []],
      ['people based near us', []],
      ['teams based out there', []],
      ['blockchain-ready', []],
      ['they cross the border', []],
      ['multi', []],
    ],
    read: ({ shapingWords }, text) => shapingWords(text),
  }),
  // A verb and its particle are one word, unless the question has both.
  tableOf<typeof Compounds>('language/compounds.ts', {
    rows: [
      ['did they sign | single sign-on is there', 'single signon is there'],
      ['how does single sign-on work | single sign-on is there', 'single sign-on is there'],
      ['can they sign on | single sign-on is there', 'single sign-on is there'],
      ['is signon included | single sign-on is there', 'single sign-on is there'],
      ['did they roll it | the roll-out took a week', 'the rollout took a week'],
      ['who was rolling out | the roll-out took a week', 'the roll-out took a week'],
      ['did they log it | a log-in is needed', 'a login is needed'],
      ['who set it | the Set-up price', 'the Setup price'],
      ['who takes it | a take-over is near', 'a takeover is near'],
      ['who took over | a take-over is near', 'a take-over is near'],
      ['can they stand it | on stand-by at night', 'on standby at night'],
      ['did prices step | a step-down in May', 'a stepdown in May'],
      ['did they roll | a roll-back at night', 'a rollback at night'],
      ['did they sign | the sign-off of the board', 'the signoff of the board'],
      ['what is a seat | a seat-based price', 'a seat-based price'],
      ['which processor | the sub-processor list', 'the sub-processor list'],
    ],
    read: ({ withCompounds }, row) => {
      const [question = '', text = ''] = row.split(' | ');
      return withCompounds(text, question);
    },
  }),
];
