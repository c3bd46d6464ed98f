/** Types that the web application shares with the server; nothing here exists at run time. */
export type { Answer, AnswerEvent, AnswerPlan } from '../ask/answer.ts';
export type { Citation } from '../citation.ts';
export type { ApiRoutes } from './http-app.ts';
