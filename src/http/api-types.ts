/** Types shared by the web application and the server. Nothing here exists at run time. */

export type { SetUpWish } from '../access/set-up.ts';
export type { AccessMode, AccessRule } from '../access-policy.ts';
export type { ShownAccountState } from '../account.ts';
export type { Answer, AnswerEvent } from '../ask/answer.ts';
export type { AnswerPart, NamedCall, Offer, Section } from '../ask/answer-parts.ts';
export type { AnswerPlan } from '../ask/answer-plan.ts';
export type { AskRequest } from '../ask/ask-request.ts';
export type { ModelWish } from '../ask/set-model.ts';
export type { SentModel } from '../ask/show-model.ts';
export type { ModelTrial } from '../ask/try-model.ts';
export type { CallKind, Platform, Side } from '../call.ts';
export type { CallReason, CallState } from '../call-state.ts';
export type { Citation, ClaimForm } from '../citation.ts';
export type { Conversation } from '../conversation.ts';
export type { Imported } from '../directory/imported.ts';
export type { EngagementBy } from '../engagement.ts';
export type { MOST_CASE_MOMENTS, SentMoment } from '../eval-case.ts';
export type { ImportPreview } from '../import-preview.ts';
export type { MediaKind } from '../media/media-store.ts';
export type { PersonKind } from '../person.ts';
export type { AccessChanges } from '../sync/change-access.ts';
export type { GongKey } from '../sync/connect-with-key.ts';
export type { ImportEstimate } from '../sync/estimate-import.ts';
export type { RunStep } from '../sync-run.ts';
export type { Role } from '../viewer.ts';
export type { ApiRoutes } from './http-app.ts';
