import type { Answer } from '../../http/api-types.ts';
import { formatDay, formatPosition } from '../format.ts';

/** An answer to paste elsewhere: the question, each claim with the numbers of its citations, and what these quote. */
export function answerText(answer: Answer, format: 'plain' | 'markdown', timeZone: string): string {
  const isMarkdown = format === 'markdown';
  const claims = answer.claims.map((claim) => {
    const numbers = claim.citations.map((n) => `[${n}]`).join('');
    return `- ${isMarkdown ? claim.text : claim.text.replaceAll('**', '')} ${numbers}`.trimEnd();
  });
  const sources = answer.citations.map(({ n, speaker, callTitle, startedAt, startMs, quote, url }) => {
    const place = `${callTitle}, ${formatDay(startedAt, timeZone)}, ${formatPosition(startMs)}`;
    return isMarkdown
      ? `${n}. ${speaker.name}, [${place}](${url}): “${quote}”`
      : `[${n}] ${speaker.name}, ${place}: “${quote}” ${url}`;
  });
  const body = claims.length > 0 ? claims.join('\n') : isMarkdown ? answer.text : answer.text.replaceAll('**', '');
  return [isMarkdown ? `**${answer.question}**` : answer.question, body, sources.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}
