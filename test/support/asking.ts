import type { Answer, AnswerEvent } from '../../src/ask/answer.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import type { AskRequest } from '../../src/ask/ask-request.ts';
import { cappedModel } from '../../src/ask/capped-model.ts';
import type { Model } from '../../src/ask/model.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { makePatience } from '../../src/ask/patience.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { aViewer, makeOrganization, NOW } from './builders.ts';
import { startScriptedModel } from './scripted-model.ts';
import { indexAll, type SpokenCall, saveSpokenCalls } from './spoken-calls.ts';
import { openTestStore } from './stores.ts';
import { makeFolder, silent } from './test-services.ts';

export type Asked = { answer: Answer; events: AnswerEvent[] };

/** Questions put to invented calls in a store and an index, with a scripted model at hand. */
export async function openAsking(calls: readonly SpokenCall[]) {
  const folder = makeFolder();
  const store = await openTestStore();
  const engine = openEmbeddedEngine(folder.path);
  const server = await startScriptedModel();
  const { db } = store;
  const embedder = openAiEmbedder({ baseUrl: server.url, apiKey: null, name: 'scripted', maxRetries: 0 });
  await makeOrganization(db);
  await saveSpokenCalls(db, calls);
  await indexAll(db, engine);
  // A moment later each time: turns of a conversation stand in order.
  let asked = 0;
  const now = () => new Date(NOW.getTime() + asked++);
  const patience = makePatience({ now });
  const deps = { db, index: engine.live, embedder: null, patience, publicUrl: () => 'https://here', now, log: silent };
  return {
    deps,
    db,
    engine,
    server,
    async ask(
      question: string,
      {
        withModel = false,
        withMeaning = false,
        contextTokens = 8192,
        signal = new AbortController().signal,
        prices = null,
        model: given = null,
        ...request
      }: Partial<AskRequest> & {
        /** Another model than the scripted one. */
        model?: Model | null;
        withModel?: boolean;
        /** With an embedder; the calls have no vectors. */
        withMeaning?: boolean;
        contextTokens?: number;
        signal?: AbortSignal;
        prices?: { input: number; output: number } | null;
      } = {},
    ): Promise<Asked> {
      const events: AnswerEvent[] = [];
      const model = withModel
        ? cappedModel(
            openAiModel({
              baseUrl: server.url,
              apiKey: null,
              name: 'scripted',
              silenceSeconds: 0.5,
              maxRetries: 0,
              contextTokens,
              prices,
            }),
          )
        : null;
      const answer = await askQuestion(
        { ...deps, freshAccess: async (viewer) => viewer, model: given ?? model, ...(withMeaning && { embedder }) },
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

/** The excerpts in a prompt, those found best first, whatever the order in which they were spoken. */
export const excerptsOf = (prompt: string): { id: string; text: string; speaker: string }[] =>
  isChoicePrompt(prompt) ? candidatesIn(prompt) : givenIn(prompt);

/** Candidates have one line each. */
const candidatesIn = (prompt: string) =>
  [...(prompt.split(/\nExcerpts:\n/).at(-1) ?? '').matchAll(/^\[(s\d+)\] (.+)$/gm)].map(([, id = '', text = '']) => ({
    ...{ id, text },
    speaker: '',
  }));

const givenIn = (prompt: string) =>
  [...(prompt.split(/\nExcerpts:\n/).at(-1) ?? '').matchAll(/^\[(s\d+)\] (.+)\n((?:\[\1\.\d+\] .*(?:\n|$))+)/gm)]
    .map(([, id = '', speaker = '', sentences = '']) => ({
      id,
      speaker,
      text: sentences
        .trim()
        .split('\n')
        .map((line) => line.replace(/^\[\S+\] /, ''))
        .join(' '),
    }))
    .toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

/** Whether a prompt asks for words to search for. */
export const isWordsPrompt = (prompt: string): boolean => prompt.includes('"subQuestions"');
/** Whether a prompt asks to choose from what was found. */
export const isChoicePrompt = (prompt: string): boolean => prompt.includes('You choose excerpts');
/** Whether a prompt asks for help with the search rather than for claims. */
export const isSearchPrompt = (prompt: string): boolean => isWordsPrompt(prompt) || isChoicePrompt(prompt);

/** Whether a prompt asks a judge for verdicts. */
export const isJudgePrompt = (prompt: string): boolean => prompt.includes('"verdicts"');

/** Whether a prompt asks for an answer. */
export const isAnswerPrompt = (prompt: string): boolean => !isSearchPrompt(prompt) && !isJudgePrompt(prompt);

/** The claims that a judge is asked about. */
export const judgedIn = (prompt: string): { id: string; text: string }[] =>
  [...prompt.matchAll(/^\[(c\d+)\] (.+)$/gm)].map(([, id = '', text = '']) => ({ id, text }));

/** A judge's reply: a verdict for each claim, or the wording that carries it. */
export const verdictsJson = (
  prompt: string,
  judge: (text: string) => 'carried' | 'not_carried' | { text: string },
): string =>
  JSON.stringify({
    verdicts: judgedIn(prompt).map(({ id, text }) => {
      const verdict = judge(text);
      return typeof verdict === 'string' ? { id, verdict, text: '' } : { id, verdict: 'reworded', text: verdict.text };
    }),
  });

export const claimsJson = (claims: { text: string; quotes: [id: string, quote: string][] }[]): string =>
  JSON.stringify({
    claims: claims.map(({ text, quotes }) => ({ citations: quotes.map(([id, quote]) => ({ quote, id })), text })),
  });
