import type { Mentionable } from '../../src/language/mentionable.ts';

/** A possible mention; `crmId` is the account's id in the organization's CRM. */
type Known = Mentionable & { crmId?: string };

const account = (
  id: string,
  name: string,
  more: { names?: string[]; domains?: string[]; crmId?: string } = {},
): Known => ({
  kind: 'account',
  id,
  name,
  names: more.names ?? [],
  domains: more.domains ?? [`${id}.example`],
  ...(more.crmId && { crmId: more.crmId }),
});
const person = (id: string, name: string, email?: string): Known => ({
  kind: 'person',
  id,
  name,
  names: email ? [email] : [],
  domains: [],
});

/** Customers and people of an invented organization with names like words, months, signs, accents, or shared names. */
export const MORE_KNOWN: readonly Known[] = [
  account('acme', 'Acme'),
  account('brightwater', 'Brightwater Dairy', { domains: ['brightwaterdairy.example'] }),
  account('corvane', 'Corvane Logistics', { names: ['CL Group'] }),
  account('marine', 'Halvorsen Marine', { crmId: '0017FCA9C20A221' }),
  account('maritime', 'Halvorsen Maritime', { crmId: '001162597CCEA31' }),
  account('summit', 'Summit Dental'),
  // Words
  account('target', 'Target'),
  account('gap', 'Gap'),
  account('may', 'May'),
  account('april', 'April'),
  account('will', 'Will'),
  account('monday', 'Monday.com', { domains: ['monday-boards.example'] }),
  account('q2', 'Q2'),
  account('notion', 'Notion'),
  account('square', 'Square'),
  account('box', 'Box'),
  account('stripe', 'Stripe'),
  account('apple', 'Apple'),
  account('zoom', 'Zoom'),
  account('next', 'Next'),
  // Signs and accents
  account('monks', '.monks'),
  account('isc', '(ISC)²'),
  account('ey', 'Ernst & Young'),
  account('mueller', 'Müller & Söhne GmbH'),
  account('orsted', 'Ørsted'),
  account('oreilly', "O'Reilly"),
  account('strasse', 'Straße24'),
  // People
  person('robin', 'Robin Vantongel', 'robin.vantongel@quillmere.example'),
  person('dana', 'Dana Whitlock', 'dana.whitlock@acme.example'),
  person('tove', 'Tove Brandelius', 'tove.brandelius@brightwaterdairy.example'),
  person('jonas1', 'Jonas Weber', 'jonas.weber@acme.example'),
  person('jonas2', 'Jonas Petri', 'jonas@corvane.example'),
  person('anna1', 'Anna Lee', 'anna.lee@acme.example'),
  person('anna2', 'Anna Lee', 'anna.lee@brightwaterdairy.example'),
  person('april-jones', 'April Jones', 'april@target.example'),
  person('will-grant', 'Will Grant', 'will.grant@gap.example'),
  person('jean-luc', 'Jean-Luc O’Dell', 'jl@corvane.example'),
  person('eva', 'Dr. Eva Moser-Lindt', 'eva@orsted.example'),
  person('britta', 'Holm, Britta (Acme) | Sales', 'britta.holm@acme.example'),
  person('caller', 'Phone Caller #2'),
];

/** The asker, meant by "I", "me" and "my calls". */
export const ASKER = 'robin';

/**
 * A text in a question and its reading:
 * - `found`: the single candidate, in `ids`
 * - `several`: a choice of the candidates in `ids`, in any order; offered to the reader with and without `@`
 * - `unknown`: nobody is taken; `ids` are offered (a name longer than the longest known name is unknown, too)
 * - `word`: a word of the question like any other, and nobody
 * - `asker`: the asker, listed once a question
 */
export type MentionReading = {
  text: string;
  reading: 'found' | 'several' | 'unknown' | 'word' | 'asker';
  ids?: readonly string[];
};

const found = (text: string, id: string): MentionReading => ({ text, reading: 'found', ids: [id] });
const several = (text: string, ...ids: string[]): MentionReading => ({ text, reading: 'several', ids });
const unknown = (text: string, ...ids: string[]): MentionReading => ({ text, reading: 'unknown', ids });
const word = (text: string): MentionReading => ({ text, reading: 'word' });
const asker = (text: string): MentionReading => ({ text, reading: 'asker', ids: [ASKER] });

/** A question with all its mentions, in order, and the words that only look like a mention. */
export const MORE_MENTIONS: readonly (readonly [question: string, ...mentions: MentionReading[]])[] = [
  // Names without the sign, in any case
  ['what did acme push back on', found('acme', 'acme')],
  ['ACME PRICING CONCERNS', found('ACME', 'acme')],
  ['open items with corvane logistics pls', found('corvane logistics', 'corvane')],
  ['anything new from cl group on the rollout?', found('cl group', 'corvane')],
  ['who is our champion at brightwater', found('brightwater', 'brightwater')],
  ['Is Corvane happy with the pilot?', found('Corvane', 'corvane')],
  ['what happened with Halvorsen?', several('Halvorsen', 'marine', 'maritime')],
  ['halvorsen maritime seat count for the renewal', found('halvorsen maritime', 'maritime')],
  [
    'Could you kindly tell me what brightwater dairy thinks of our security answers?',
    found('brightwater dairy', 'brightwater'),
  ],
  ["acme's sso questions", found('acme', 'acme')],
  ['Acme-related escalations this quarter', found('Acme', 'acme')],
  ['Was hat Acme zum Preis gesagt, in english please', found('Acme', 'acme')],
  // Names like words, at the start: only as the subject of a customer's verb
  ['What did Summit ask for in the demo?', found('Summit', 'summit')],
  ['will we meet anyone at the customer summit', word('summit')],
  // People
  ['what did dana say about the budget', found('dana', 'dana')],
  ['Did TOVE sign off the audit log?', found('TOVE', 'tove')],
  ['what has jonas been promised', several('jonas', 'jonas1', 'jonas2')],
  ['jonas petri on seat prices', found('jonas petri', 'jonas2')],
  ['What did Ms. Whitlock want changed in the contract?', found('Whitlock', 'dana')],
  ["Tove's open questions", found('Tove', 'tove')],
  ['what did Anna Lee promise us?', several('Anna Lee', 'anna1', 'anna2')],
  ['@Anna Lee about onboarding', several('@Anna Lee', 'anna1', 'anna2')],
  ['anna.lee@acme.example on onboarding', found('anna.lee@acme.example', 'anna1')],
  // The account tells which of the two is meant.
  ['what did Anna Lee from Acme say about seats', found('Anna Lee', 'anna1'), found('Acme', 'acme')],
  ['What did Jean Luc O’Dell object to?', found('Jean Luc O’Dell', 'jean-luc')],
  ["jean-luc's view on drivers", found('jean-luc', 'jean-luc')],
  ["@Jean-Luc O'Dell", found("@Jean-Luc O'Dell", 'jean-luc')],
  ['what did Eva Moser-Lindt ask', found('Eva Moser-Lindt', 'eva')],
  ['@Dr. Eva Moser-Lindt', found('@Dr. Eva Moser-Lindt', 'eva')],
  ['What did Britta Holm say about commissions?', found('Britta Holm', 'britta')],
  ['@Holm, Britta', found('@Holm, Britta', 'britta')],
  // A caller without a name is a person apart, and so is every other caller.
  ['What did Phone Caller #2 want?', found('Phone Caller #2', 'caller')],
  ['what did the phone caller want from us', word('phone caller')],
  // The asker
  ['summarize my last call with acme', asker('my'), found('acme', 'acme')],
  ['what did I promise Corvane', asker('I'), found('Corvane', 'corvane')],
  ['what was asked of me in the last two weeks?', asker('me')],
  ['my calls this week', asker('my')],
  ['could you show me what Acme thinks of the pilot', word('me'), found('Acme', 'acme')],
  ["I'd like to know why customers leave", word('I')],
  // Ids, domains, addresses
  ['what is going on at 0017FCA9C20A221', found('0017FCA9C20A221', 'marine')],
  ['@001162597ccea31 training plans', found('@001162597ccea31', 'maritime')],
  ['objections from brightwaterdairy.example', found('brightwaterdairy.example', 'brightwater')],
  ['@eu.acme.example seats', found('@eu.acme.example', 'acme')],
  [
    'What did tove.brandelius@brightwaterdairy.example want to see live?',
    found('tove.brandelius@brightwaterdairy.example', 'tove'),
  ],
  // Names like words: here as words
  ["what's the seat target for next quarter", word('target')],
  ['Is there a gap between what we promised and what they got?', word('gap')],
  ['Gap analysis for the security questionnaire', word('Gap')],
  ['Will they renew before the year ends?', word('Will')],
  ['when may we expect the signed order form', word('may')],
  ['What did customers say about onboarding in May?', word('May')],
  ['calls from april about invoices', word('april')],
  ['what came up on monday in the QBR', word('monday')],
  ['How are they tracking against their q2 numbers?', word('q2')],
  ['who has any notion of what they would pay per seat', word('notion')],
  ['are we back to square one with legal', word('square')],
  ['Square meters per warehouse, did they tell us?', word('Square')],
  ['do they want it to work out of the box', word('box')],
  ['badges with a magnetic stripe at the turnstiles', word('stripe')],
  ['is it apples to apples with the other vendor’s quote', word('apples')],
  ['Zoom calls about pricing last week', word('Zoom')],
  ['Next steps on the pilot?', word('Next')],
  // Something to connect with, not a customer: "the Notion integration" is the product's.
  ['who asked for the Notion integration?', word('Notion')],
  // Names like words: here as names
  ["what did Target's buyer say about volume pricing", found('Target', 'target')],
  // Only somebody can tell: no other reading is left, whatever the case.
  ['what did target tell us about their go-live', found('target', 'target')],
  ['Where are we with Gap on the pilot?', found('Gap', 'gap')],
  ['@may renewal risks', found('@may', 'may')],
  // A month never tells anybody anything; the customer and the person named April may.
  ['What did April say about the audit log?', several('April', 'april', 'april-jones')],
  ['What did we hear from April Jones in April?', found('April Jones', 'april-jones'), word('April')],
  ['@Will on pricing', several('@Will', 'will', 'will-grant')],
  ['Will Grant renew?', found('Will Grant', 'will-grant')],
  ["summarize Monday.com's objections", found('Monday.com', 'monday')],
  ['What did @q2 ask in the security review?', found('@q2', 'q2')],
  ['did Square sign the order form yet', found('Square', 'square')],
  ["Box's legal team wanted which changes?", found('Box', 'box')],
  ['Which concerns did Zoom raise about data retention?', found('Zoom', 'zoom')],
  ['What did we promise Apple for the go-live?', found('Apple', 'apple')],
  ['pricing objections from Notion so far', found('Notion', 'notion')],
  ['has Stripe’s finance team seen the invoice', found('Stripe', 'stripe')],
  ['What did @Next say about returns?', found('@Next', 'next')],
  ['what did Q2 ask for in Q2?', found('Q2', 'q2'), word('Q2')],
  ['calls with Will about warehouse seats', several('Will', 'will', 'will-grant')],
  // A longer name than the known name is doubtful; words merely following a name are not
  ['What did @Target Health say about seats?', unknown('@Target Health', 'target')],
  ['@Ernst Klein', unknown('@Ernst Klein', 'ey')],
  ['@Box Hill Freight renewal', unknown('@Box Hill Freight', 'box')],
  ['What Did @Acme Say About Pricing?', found('@Acme', 'acme')],
  // Signs
  ['What did @.monks say about the roll-out?', found('@.monks', 'monks')],
  ['@(ISC)² seat numbers', found('@(ISC)²', 'isc')],
  ['@(isc)2 seat numbers', found('@(isc)2', 'isc')],
  ['Ernst and Young pricing', found('Ernst and Young', 'ey')],
  ['@Ernst and Young on the audit', found('@Ernst and Young', 'ey')],
  // Accents: composed, decomposed, spelled out, left out
  ['What did @Mu\u0308ller say about delivery dates?', found('@Mu\u0308ller', 'mueller')],
  ['@Mueller invoice dispute', found('@Mueller', 'mueller')],
  ['@ORSTED wind park crews', found('@ORSTED', 'orsted')],
  ['what does orsted want in the contract', found('orsted', 'orsted')],
  ['@OReilly training days', found('@OReilly', 'oreilly')],
  ['@Strasse24 depots', found('@Strasse24', 'strasse')],
  ['@Ａｃｍｅ renewal', found('@Ａｃｍｅ', 'acme')],
];
