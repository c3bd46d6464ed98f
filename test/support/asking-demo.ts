import { readMember } from '../../src/access/read-member.ts';
import { showOrganizations } from '../../src/access/show-organizations.ts';
import type { Answer, AnswerEvent } from '../../src/ask/answer.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import type { AskRequest } from '../../src/ask/ask-request.ts';
import { layDemo } from './lay-demo.ts';
import { openTestServices } from './test-services.ts';

/** Questions put to the invented world as its first admin, at a moment, without a model. */
export async function openAskingDemo(now: Date) {
  const { signal } = new AbortController();
  const { services, close } = await openTestServices(
    {},
    () => now,
    (folder) => layDemo(folder, now),
  );
  const [organization] = await showOrganizations(services);
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
