/**
 * What a time belongs to beside each word that decides it: `calls`, `words` or `either`, as in `time-questions.ts`.
 * Asked on Sunday 22 November 2026.
 */
type Role = 'calls' | 'words' | 'either';

const each = (role: Role, frame: string, words: string): (readonly [string, Role])[] =>
  words.split(', ').map((word) => [frame.replace('…', word), role]);

export const TIME_ROLES: readonly (readonly [question: string, role: Role])[] = [
  // Talk
  ...each(
    'calls',
    'who … at the plant in May',
    'said it, asked, told us, talked, spoke, discussed it, mentioned it, raised it, brought it up, came up, heard of it, ' +
      'voiced it, complained, objected, promised it, agreed, committed, met, chatted, called us, called, summarized it, ' +
      'recapped it, expressed doubts, pushed back, warned us, praised it, criticized it, announced it, replied, answered, ' +
      'responded, referred to it, requested it, escalated',
  ),
  ...each(
    'calls',
    'what did they … at the plant in May',
    'say, ask, tell us, talk of, speak of, discuss, mention, raise, bring up, hear of, voice, object to it, promise, agree ' +
      'to it, meet for, warn of, praise, criticize, announce, answer, refer to',
  ),
  ...each('calls', 'who is … it at the plant in May', 'saying, telling, meeting over, raising'),
  ...each('calls', 'who … it at the plant in May', 'says, tells, raises'),
  ...each(
    'calls',
    'was their budget cut in the May …?',
    'call, calls, meeting, conversation, discussion, chat, talks, notes, qbr, QBRs, demo, kickoff, kick-off, check-in',
  ),
  ...each(
    'calls',
    'their … over trucks in May',
    'feedback, objection, question, complaint, request, promise, commitment, action items, next step, topic, escalation, ' +
      'mention, quote',
  ),
  ...each('calls', 'who raised it … the plant in May', 'at, for, with, about, over, from, to, on, by'),
  ...each('calls', 'who asked … trucks in May', 'about the price of, over fees for'),
  // No talk
  ...each('words', 'who … in May', 'hired, moved, raised prices, raised their fees, raised a rate, raised money'),
  ...each('words', 'who … in May', 'raised capital, raised funding, raised salaries, raised the limits'),
  ['who is staffing the call center in May', 'words'],
  ['what is the call volume in May', 'words'],
  ['who pays for call routing in May', 'words'],
  ['who empties the call queue in May', 'words'],
  // A clause tells what was said.
  ...each('words', 'who said … hires start in May', 'their, his, her, its, our, the'),
  ...each('words', 'who told us … would start there in May', 'they, we, he, she, it, i'),
  ['who told us that there would be hires in May', 'words'],
  ...each('words', 'who warned … they would start in May', 'us, me, them, him, her, you'),
  ['did they say it in May', 'calls'],
  ...each('words', 'who asked … the plant opens in May', 'whether, if, what, why, how, when, where'),
  ['who complained because the plant closed in May', 'words'],
  ...each('words', 'who asked … plants open in May', 'which, what'),
  ['who asked who leads the plant in May', 'words'],
  ['who said that hires start in May', 'words'],
  ['who told us there would be hires in May', 'words'],
  ...each('words', 'discounts … they signed in May', 'if, because'),
  ...each('either', 'did they promise … pay in May', 'to'),
  ...each(
    'calls',
    'did they promise to … in May',
    'the board, it, this, a nurse, an auditor, us, them, our board, their board',
  ),
  ['who asked to see the roadmap last week', 'calls'],
  ['did they promise to pay last May', 'calls'],
  ['did they promise to pay this May', 'calls'],
  ...each('calls', 'the calls … took place in May', 'that, which'),
  ['the objections that came in May', 'calls'],
  ['the plants which opened in May', 'words'],
  // A request to us is no talk on a call.
  ...each('words', 'tell me … hired in May', 'who'),
  ...each('words', 'could you … me whether they hired in May', 'tell, give, show, remind, ask'),
  ['please tell us whether they hired in May', 'words'],
  ...each('either', 'in May, could you tell me … hired?', 'who, whether plants, if they, how they, what plants'),
  ...each('either', 'tell me … in May', 'all hires, everything planned, about all hires'),
  ['thanks for telling us all plans in May', 'either'],
  ['what did they tell us in May about whether they hire', 'calls'],
  ...each('calls', 'in May, … us whether they hire?', 'did they tell, did the plant tell, do they tell'),
  ...each('calls', 'what did … tell us about all the trucks in May', 'they, the plant'),
  // The time of something
  ...each('words', 'what comes in the last quarter of … contract', 'the, their, its, his, her, our, each, every, a'),
  ...each('words', 'who asked about the last quarter of … contract', 'the, their, its, his, her, our, each, every, a'),
  ...each('calls', 'what was said in the first half of the …', 'year, month'),
  ['what was said in the third quarter of the year', 'calls'],
  ['what was said in the last week of our talks', 'calls'],
  ['who said what in the second half of this year', 'calls'],
  // The subject's verbs
  ...each('words', '… hired in May', 'who, which plants, what plants'),
  ...each('words', '… plants hire in May', 'why, how, when, where, whose'),
  ...each('words', 'for … the plants hire in May', 'whom'),
  ...each('either', '… their plans different in May', 'did, was, were, has, have, had'),
  ...each('words', '… plans different in May', 'do, does, is, are, am, will, would, can, could, shall, should, might'),
  ...each(
    'either',
    'what was … with it in May',
    'happening, changed, going, planned, decided, wrong, a problem, an issue, a trouble, a worry, a concern, new, different',
  ),
  ...each('either', 'who … in May', 'changed it, went, planned it, decided it'),
  ...each('either', 'did it … in May', 'change, go well, worry them, have problems, have troubles'),
  ...each('either', 'was she … in May', 'worried, concerned'),
  ['show me what worried them in May', 'either'],
  ['plans that may change in May', 'words'],
  ...each('either', 'what’s … in May', 'changed, planned, happened to the pilot'),
  ['what changed in the bank’s plans in May', 'either'],
  // A short form is a verb.
  ...each('words', 'there’s … audit in May', 'the, their, the bank’s, Jo’s'),
  ...each('words', 'in May there’s … audit', 'the, their, Jo’s'),
  ...each('words', 'they’… in May', 're the hosts, ve the budget'),
  ...each('either', 'were there … in May', 'plans, issues, worries, concerns, changes'),
  ...each('either', 'what is … this month', 'going well, new, happening, changing'),
  ['what is wrong this month', 'either'],
  // No verb at all
  ['late trucks in May', 'either'],
  ['did it happen to the pilot in May', 'either'],
  ['what happened to the pilot in May', 'either'],
  ...each('words', 'costs … low season, since May', 'during, in, for, over, before, after'),
  ...each('words', '… growth in May', "their, his, her, its, the bank’s, the bank's"),
  // A noun after the time
  ...each('calls', 'what did they ask last week …', 'already, again, too, only, please, thanks, exactly, internally'),
  ...each(
    'calls',
    'what did they ask in May …',
    'already, again, too, only, please, pls, plz, thanks, thank you, onward, onwards, exactly, internally',
  ),
  ...each('calls', 'what did they ask in May …', 'regarding seats, concerning seats, via Jo, per seat'),
  ['last year prices', 'either'],
  ['the May prices', 'words'],
  ['who pays the May prices', 'words'],
  ...each('either', '… May, who hired?', 'in, during'),
  ...each(
    'either',
    '… May hiring stopped with which problems and went on',
    'in, since, during, before, after, until, for, over, by, from, on, between April and',
  ),
  // What is awaited is awaited for its time
  ...each(
    'words',
    'why did it trim what it … to sell this quarter',
    'expects, expected, plans, plan, hopes, hope, aims, aim, wants, want, intends, intend, needs, need, is going',
  ),
  ...each('calls', 'who raised what they plan to … in May', 'discuss, call, mention'),
  ...each('either', 'why did it trim what it plans to sell … fail this quarter', 'that will, which will'),
  // Begun and not over: calls of it may tell
  ...each('either', 'what is … this month', 'going on, new'),
  ...each('either', 'which problems are … this month', 'happening, changing'),
  ...each('words', 'what is the price … this month', 'for, by, until, before, after, since'),
  ...each('words', 'what is the price … of this month', 'before the end, after the start'),
  ...each('either', 'what is … in November', 'going on, new, happening, changing'),
  ...each('words', 'what is … in November', 'planned, wrong, the price'),
  // "For" after talk is no time of a thing
  ...each('calls', 'what was the … for May', 'call, meeting, feedback, demo, qbr, kick-off, check-in'),
  ...each('calls', 'show me the … for May', 'escalations, announcements, recap'),
  ...each('words', '… planned in May', 'what is, which problems are'),
  // A month that is long over is the next one's where it is spoken of in the present.
  ...each('words', '… in March', 'what is planned, what’s planned, whether they’re planned'),
  ...each('either', '… in March', 'what was planned, what’s changed, which sites that are planned were delayed'),
];
