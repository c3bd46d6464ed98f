import type { Answer, AnswerEvent } from '../../src/ask/answer.ts';
import { type AskRequest, askQuestion } from '../../src/ask/ask-question.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { aViewer, makeOrganization, NOW } from './builders.ts';
import { makeFolder, silent } from './running-app.ts';
import { startScriptedModel } from './scripted-model.ts';
import { indexAll, type SpokenCall, saveSpokenCalls } from './spoken-calls.ts';
import { openTestStore } from './stores.ts';

export type Asked = { answer: Answer; events: AnswerEvent[] };

/** Questions put to invented calls in a store and an index, with a scripted model at hand. */
export async function openAsking(calls: readonly SpokenCall[]) {
  const folder = makeFolder();
  const store = await openTestStore();
  const engine = openEmbeddedEngine(folder.path);
  const server = await startScriptedModel();
  const { db } = store;
  await makeOrganization(db);
  await saveSpokenCalls(db, calls);
  await indexAll(db, engine);
  const deps = { db, index: engine.live, embedder: null, publicUrl: 'https://here', now: () => NOW, log: silent };
  return {
    deps,
    db,
    engine,
    server,
    async ask(
      question: string,
      {
        withModel = false,
        contextTokens = 8192,
        signal = new AbortController().signal,
        prices = null,
        ...request
      }: Partial<AskRequest> & {
        withModel?: boolean;
        contextTokens?: number;
        signal?: AbortSignal;
        prices?: { input: number; output: number } | null;
      } = {},
    ): Promise<Asked> {
      const events: AnswerEvent[] = [];
      const model = withModel
        ? openAiModel({
            baseUrl: server.url,
            apiKey: null,
            name: 'scripted',
            idleTimeoutMs: 500,
            maxRetries: 0,
            contextTokens,
            prices,
          })
        : null;
      const answer = await askQuestion(
        { ...deps, model },
        aViewer(),
        { question, ...request },
        (event) => void events.push(event),
        signal,
      );
      return { answer, events };
    },
    async close() {
      await engine.close();
      await store.close();
      await server.close();
      folder.remove();
    },
  };
}

/** The excerpts that a prompt holds. */
export const excerptsOf = (prompt: string): { id: string; text: string }[] =>
  [...(prompt.split(/\nExcerpts:\n/).at(-1) ?? '').matchAll(/^\[(s\d+)\] (.+)$/gm)].map(([, id = '', text = '']) => ({
    id,
    text,
  }));

/** Whether a prompt asks for additions to the plan rather than for claims. */
export const isPlanPrompt = (prompt: string): boolean => prompt.includes('"subQuestions"');

export const claimsJson = (claims: { text: string; quotes: [id: string, quote: string][] }[]): string =>
  JSON.stringify({
    claims: claims.map(({ text, quotes }) => ({ citations: quotes.map(([id, quote]) => ({ quote, id })), text })),
  });
