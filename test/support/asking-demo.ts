import { readMember } from '../../src/access/read-member.ts';
import { showOrganizations } from '../../src/access/show-organizations.ts';
import type { Answer, AnswerEvent } from '../../src/ask/answer.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import type { AskRequest } from '../../src/ask/ask-request.ts';
import { toOrganizationId } from '../../src/call.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import { layDemo } from './lay-demo.ts';
import { openTestServices } from './test-services.ts';

/**
 * Questions put to the invented world as its first admin, at a moment, without a model. By words alone, unless the
 * settings say `EMBEDDINGS: 'on'`: then every call gets its vectors first, which takes seconds.
 */
export async function openAskingDemo(now: Date, settings: Record<string, string> = {}) {
  const { signal } = new AbortController();
  const { services, close } = await openTestServices(
    settings,
    () => now,
    (folder) => layDemo(folder, now),
  );
  const [organization] = await showOrganizations(services);
  const { embedder } = services;
  // Tests wait for the vectors: the thread that steps back would get little of two busy cores.
  const waitedFor = embedder && { ...embedder, embedTexts: embedder.embedAtOnce };
  if (waitedFor)
    await embedCalls({ ...services, embedder: waitedFor }, toOrganizationId(organization?.id ?? ''), signal);
  const viewer = await readMember(services, organization?.id ?? '');
  return {
    services,
    viewer,
    ask: (
      question: string,
      request: Partial<AskRequest> = {},
      onEvent: (event: AnswerEvent) => void = () => {},
    ): Promise<Answer> => askQuestion(services, viewer, { question, ...request }, onEvent, signal),
    close,
  };
}
