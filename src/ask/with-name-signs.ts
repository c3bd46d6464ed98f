import type { Span } from '../language/blank-spans.ts';
import { CALL_SIGN, NAME_SIGNS } from '../language/count-words.ts';
import type { Mention } from '../language/find-mentions.ts';

/** The question with signs for names and for `call`, blanks for times, one space between its words. */
export function withNameSigns(
  question: string,
  mentions: readonly Mention[],
  times: readonly Span[],
  call: Span | null = null,
): string {
  let text = question;
  const put = ({ start, end }: Span, sign: string) => {
    text = text.slice(0, start) + sign.padEnd(end - start, '\uE002') + text.slice(end);
  };
  for (const time of times) put(time, ' ');
  if (call) put(call, CALL_SIGN);
  for (const mention of mentions) {
    const isPerson = mention.state === 'found' && mention.target.kind === 'person';
    put(mention, (isPerson ? NAME_SIGNS.person : NAME_SIGNS.account) + (mention.isOwner ? "'s" : ''));
  }
  return text.replaceAll('\uE002', '').replace(/\s+/g, ' ');
}
