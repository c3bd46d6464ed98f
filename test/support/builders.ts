import { scopeOf } from '../../src/access/scope.ts';
import { EVERY_CALL } from '../../src/access-filter.ts';
import { type Call, type OrganizationId, type Party, type Turn, toCallId, toOrganizationId } from '../../src/call.ts';
import { stemmed } from '../../src/language/words.ts';
import type { CallDocuments, DocumentFacts, IndexedSegment } from '../../src/search/segment-index.ts';
import type { Db } from '../../src/store/db.ts';
import { saveOrganization } from '../../src/store/members-store.ts';
import type { Scope, Viewer } from '../../src/viewer.ts';

export const NOW = new Date('2026-11-22T12:00:00Z');
export const ORG = toOrganizationId('org_test');

export const aCall = (overrides: Partial<Call> = {}): Call => ({
  id: toCallId('9042719935518820417'),
  workspaceId: '1000000000000000001',
  title: 'Pilot review',
  startedAt: new Date('2026-11-02T10:00:00Z'),
  scheduledAt: null,
  durationSeconds: 1800,
  kind: 'external',
  platform: 'zoom',
  direction: 'conference',
  language: 'eng',
  isPrivate: false,
  hostUserId: null,
  gongUrl: null,
  meetingUrl: null,
  parties: [],
  crmAccountIds: [],
  ...overrides,
});

export const aParty = (overrides: Partial<Party> = {}): Party => ({
  gongPartyId: null,
  speakerId: '1',
  gongUserId: null,
  name: 'Tove Brandt',
  email: 'tove@brightwater.example',
  title: null,
  side: 'customer',
  attended: true,
  ...overrides,
});

/** One turn for each speaker; each text is a sentence of two seconds. */
export const turns = (...spoken: [speakerId: string, ...texts: string[]][]): Turn[] => {
  let at = 0;
  return spoken.map(([speakerId, ...texts]) => ({
    speakerId,
    sentences: texts.map((text) => {
      const startMs = at;
      at += 2000;
      return { startMs, endMs: at, text };
    }),
  }));
};

export const aViewer = (organizationId: OrganizationId = ORG): Viewer => ({
  organizationId,
  memberId: 'mem_test',
  userId: 'usr_test',
  email: 'robin@ours.example',
  name: 'Robin',
  role: 'admin',
  access: EVERY_CALL,
  timeZone: 'UTC',
  fiscalYearStartMonth: 1,
});

export const aScope = (organizationId: OrganizationId = ORG): Scope => scopeOf(aViewer(organizationId));

/** A segment to be indexed, with the facts of the call. */
type ADocument = DocumentFacts & IndexedSegment;
type Texts = 'text' | 'before' | 'speakerName' | 'callTitle';
/** Texts are given as spoken. */
export type SpokenDocument = Partial<Omit<ADocument, Texts> & Record<Texts, string>>;

export const aDocument = (given: SpokenDocument = {}): ADocument => {
  const { text = 'hello', before = '', speakerName = '', callTitle = '' } = given;
  return {
    organizationId: ORG,
    callId: toCallId('1'),
    position: 0,
    workspaceId: null,
    isPrivate: false,
    userIds: [],
    accountIds: [],
    personIds: [],
    speakerId: null,
    side: 'customer',
    kind: 'external',
    platform: 'zoom',
    startedAt: new Date('2026-11-02T10:00:00Z'),
    ...given,
    text: stemmed(text),
    before: stemmed(before),
    speakerName: stemmed(speakerName),
    callTitle: stemmed(callTitle),
  };
};

/** Documents grouped into calls, each call's segments forming one passage. */
export const asCalls = (documents: readonly ADocument[]): CallDocuments[] =>
  [...Map.groupBy(documents, ({ organizationId, callId }) => `${organizationId} ${callId}`).values()].map((group) => {
    const segments = group.map(({ position, speakerId, side, speakerName, text, before }) => ({
      position,
      speakerId,
      side,
      speakerName,
      text,
      before,
    }));
    const {
      position: _,
      text: __,
      before: ___,
      speakerId: ____,
      side: _____,
      speakerName: ______,
      ...facts
    } = group[0] as ADocument;
    return { ...facts, segments, passages: [{ first: 0, last: segments.length - 1 }], meaning: null };
  });

export const makeOrganization = (db: Db, id: OrganizationId = ORG): Promise<void> =>
  saveOrganization(db, { id, name: 'Ours', slug: id, domains: ['ours.example'], createdAt: NOW });
