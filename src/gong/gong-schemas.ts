import { z } from 'zod';

/**
 * What we read of Gong's answers, and nothing else: unknown members pass by, since Gong adds them without notice
 * (docs/gong-api.md §2). Anything that the documentation calls disputed is nullish.
 */
const text = z.string().nullish();

export const recordsSchema = z.object({ totalRecords: z.number().nullish(), cursor: text });

const metaDataSchema = z.object({
  id: z.string().min(1),
  url: text,
  title: text,
  scheduled: text,
  started: z.string(),
  duration: z.number().nullish(),
  primaryUserId: text,
  direction: text,
  system: text,
  scope: text,
  language: text,
  workspaceId: text,
  meetingUrl: text,
  isPrivate: z.boolean().nullish(),
});

const partySchema = z.object({
  id: text,
  speakerId: text,
  userId: text,
  emailAddress: text,
  name: text,
  title: text,
  phoneNumber: text,
  affiliation: text,
  methods: z.array(z.string()).nullish(),
});

const contextSchema = z.object({
  objects: z.array(z.object({ objectType: text, objectId: text })).nullish(),
});

export const extensiveCallSchema = z.object({
  metaData: metaDataSchema,
  parties: z.array(partySchema).nullish(),
  context: z.array(contextSchema).nullish(),
});
export type ExtensiveCall = z.infer<typeof extensiveCallSchema>;

export const transcriptSchema = z.object({
  callId: z.string(),
  transcript: z
    .array(
      z.object({
        speakerId: text,
        sentences: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })).nullish(),
      }),
    )
    .nullish(),
});
export type GongTranscript = z.infer<typeof transcriptSchema>;

export const userSchema = z.object({
  id: z.string(),
  emailAddress: text,
  emailAliases: z.array(z.string()).nullish(),
  trustedEmailAddress: text,
  firstName: text,
  lastName: text,
  title: text,
  active: z.boolean().nullish(),
});
export type RawGongUser = z.infer<typeof userSchema>;

export const workspaceSchema = z.object({ id: z.string(), name: text });

export const errorSchema = z.object({ requestId: text, errors: z.array(z.string()).nullish() });
