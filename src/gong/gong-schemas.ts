import { decodeHTMLStrict } from 'entities';
import { z } from 'zod';
import { cleanLine, cleanSpeech, cutShort } from '../clean-text.ts';
import { CALL_LEVELS, FOLDER_LEVELS } from '../gong-rights.ts';
import { parseInstant } from '../time-window.ts';

/**
 * The members of Gong's answers in use here. Unknown members pass, since Gong adds members without notice
 * (docs/gong-api.md §2). A member that only describes is null when it cannot be read; a call is unreadable only without
 * its id, its start, or a clear word on whether it is private. Texts have a longest form: an admin names the host that
 * is asked, and what reads them is not to be held up by anybody.
 */
const LONGEST_ID = 200;
const LONGEST_LINE = 1000;
const LONGEST_ADDRESS = 4000;
/** RFC 5321 §4.5.3.1.3, without the brackets. */
const LONGEST_EMAIL = 254;

/** Ids are texts, but come as numbers from some gateways. */
export const idText = z
  .union([z.string(), z.number()])
  .transform((id) => cleanLine(String(id)))
  .pipe(z.string().min(1).max(LONGEST_ID));
const optionalId = idText.nullish().catch(null);

/** Names and titles were typed into web pages, and some come with the entities of HTML. */
const line = z
  .string()
  .transform((text) => cutShort(cleanLine(decodeHTMLStrict(text)), LONGEST_LINE))
  .nullish()
  .catch(null);
/** An address, where an entity is a part of it. One too long leads nowhere when cut, so it is null. */
const addressOf = (longest: number) =>
  z.string().transform(cleanLine).pipe(z.string().max(longest)).nullish().catch(null);
const address = addressOf(LONGEST_ADDRESS);
const email = addressOf(LONGEST_EMAIL);
/** Where people are led: a page, and never a script or a file. */
const webAddress = address.transform((told) =>
  told && /^https?:\/\//i.test(told) && URL.canParse(told) ? told : null,
);

/** A time without a zone is in UTC, as all of Gong's. */
const toInstant = (text: string, context: z.RefinementCtx): Date => {
  const instant = parseInstant(text, 'utc');
  if (instant) return instant;
  context.addIssue({ code: 'custom', message: 'not an ISO-8601 time' });
  return z.NEVER;
};
const instant = z.string().transform(toInstant);

const LARGEST_INTEGER = 2 ** 31 - 1;
const seconds = z
  .number()
  .transform((told) => Math.min(LARGEST_INTEGER, Math.max(0, Math.round(told))))
  .nullish()
  .catch(null);

/** The entries that are there: gateways put null into lists. Anything but a list is an empty list. */
const listOf = <T, Told>(entry: z.ZodType<T, Told>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((entries) => entries.filter((one) => one !== null && one !== undefined) as Told[])
    .pipe(z.array(entry));

export const recordsSchema = z.object({ totalRecords: z.number().nullish(), cursor: z.string().nullish() });

const metaDataSchema = z.object({
  id: idText,
  url: webAddress,
  title: line,
  scheduled: instant.nullish().catch(null),
  started: instant,
  duration: seconds,
  primaryUserId: optionalId,
  direction: line,
  system: line,
  scope: line,
  language: line,
  workspaceId: optionalId,
  meetingUrl: address,
  isPrivate: z.union([z.boolean(), z.stringbool()]).nullish(),
});

const partySchema = z.object({
  id: optionalId,
  speakerId: optionalId,
  userId: optionalId,
  emailAddress: email,
  name: line,
  title: line,
  phoneNumber: address,
  affiliation: line,
  methods: listOf(z.string().catch('')),
});

const contextSchema = z.object({
  objects: listOf(z.object({ objectType: line, objectId: optionalId })),
});

export const extensiveCallSchema = z.object({
  metaData: metaDataSchema,
  parties: listOf(partySchema),
  context: listOf(contextSchema),
});
export type ExtensiveCall = z.infer<typeof extensiveCallSchema>;

/** A position in ms. Null, to be filled from what stands around it, when it is no number. */
const position = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);

/** Words of another type than text make the transcript unreadable: dropped silently, they would be missed by nobody. */
const sentenceSchema = z.object({
  start: position,
  end: position,
  text: z
    .string()
    .transform((text) => cleanSpeech(decodeHTMLStrict(text)))
    .nullish(),
});

export const transcriptSchema = z.object({
  callId: idText,
  /** Null while Gong has none. */
  transcript: z
    .array(z.unknown())
    .pipe(listOf(z.object({ speakerId: optionalId, sentences: listOf(sentenceSchema) })))
    .nullish(),
});
export type GongTranscript = z.infer<typeof transcriptSchema>;

export const userSchema = z.object({
  id: idText,
  emailAddress: email,
  emailAliases: listOf(email).transform((aliases) => aliases.flatMap((alias) => alias ?? [])),
  trustedEmailAddress: email,
  firstName: line,
  lastName: line,
  title: line,
  active: z.boolean().nullish().catch(null),
  managerId: optionalId,
});
export type RawGongUser = z.infer<typeof userSchema>;

export const workspaceSchema = z.object({ id: idText, name: line });

const ids = listOf(idText.nullable().catch(null)).transform((told) => told.flatMap((id) => id ?? []));

/** A level or a switch that we do not know, or cannot read, opens nothing. */
export const profileSchema = z.object({
  id: idText,
  name: line,
  callsAccess: z
    .object({ permissionLevel: z.enum(CALL_LEVELS).catch('none'), teamLeadIds: ids })
    .catch({ permissionLevel: 'none', teamLeadIds: [] }),
  libraryFolderAccess: z
    .object({ permissionLevel: z.enum(FOLDER_LEVELS).catch('none'), libraryFolderIds: ids })
    .catch({ permissionLevel: 'none', libraryFolderIds: [] }),
  callsAndSearch: z.boolean().nullish().catch(false),
  library: z.boolean().nullish().catch(false),
});
export type RawGongProfile = z.infer<typeof profileSchema>;

export const profileUserSchema = z.object({ id: idText });
export const folderSchema = z.object({ id: idText, name: line });
/** An item with a snippet is a stretch of a call, not the call. */
export const folderItemSchema = z.object({ id: idText, snippet: z.unknown() });
/** The member's name differs between clients of Gong (docs/gong-api.md §6). */
export const callAccessSchema = z.object({
  callId: idText,
  users: listOf(z.object({ userId: optionalId, id: optionalId })),
});

export const errorSchema = z.object({ requestId: z.string().nullish(), errors: z.array(z.string()).nullish() });

/** The id of an otherwise unreadable call or transcript; null for an unreadable id. */
export function idOfRow(row: unknown): string | null {
  const call = z.object({ metaData: z.object({ id: idText }) }).safeParse(row);
  if (call.success) return call.data.metaData.id;
  const transcript = z.object({ callId: idText }).safeParse(row);
  return transcript.success ? transcript.data.callId : null;
}
