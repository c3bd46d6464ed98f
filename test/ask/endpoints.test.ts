import { afterAll, beforeAll, expect, test } from 'vitest';
import { cappedModel } from '../../src/ask/capped-model.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { claimsJson, excerptsOf, openAsking } from '../support/asking.ts';
import { type Endpoint, type Played, type Reply, startPlayedEndpoint } from '../support/played-endpoints.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

// Endpoints that people have, each by how it differs from the one whose protocol they all speak.

const QUESTION = 'What did we discuss with @Acme about pricing?';
const CALLS: SpokenCall[] = Array.from({ length: 4 }, (_, n) => ({
  id: String(5000 + n),
  title: `Talk ${n}`,
  says: [
    ['tove@acme.example', `The price of plan ${n} is ${100 + n} euros a month, and it is too high for our plant.`],
    ['robin@ours.example', `I can offer a discount of ${n + 2} percent on the price if you sign by Friday.`],
  ],
}));
/** Long enough for a busy machine. */
const SILENCE_SECONDS = 1.2;

let asking: Awaited<ReturnType<typeof openAsking>>;
let played: Awaited<ReturnType<typeof startPlayedEndpoint>>;
beforeAll(async () => {
  asking = await openAsking(CALLS);
  played = await startPlayedEndpoint((prompt) =>
    claimsJson(
      excerptsOf(prompt)
        .slice(0, 3)
        .map(({ id, text }) => ({ text, quotes: [[id, text]] })),
    ),
  );
});
afterAll(async () => {
  await asking?.close();
  await played?.close();
});

const modelAt = (path = '/v1', apiKey: string | null = 'a key') =>
  cappedModel(
    openAiModel({
      baseUrl: played.url + path,
      apiKey,
      name: 'the-model',
      silenceSeconds: SILENCE_SECONDS,
      maxRetries: 1,
    }),
  );
async function ask(endpoint: Endpoint, model = modelAt()) {
  played.play(endpoint);
  const { answer } = await asking.ask(QUESTION, { model });
  return answer;
}

/** A member of a request and the endpoint's refusal of it. */
const refuses =
  (isRefused: (body: Played['body']) => boolean, refuse: (reply: Reply) => void): Endpoint =>
  (asked, reply) =>
    isRefused(asked.body) ? refuse(reply) : reply.says(asked.text);
const whenAnswering =
  (endpoint: Endpoint): Endpoint =>
  (asked, reply) =>
    asked.isPlan ? reply.says(asked.text) : endpoint(asked, reply);
const formatOf = ({ response_format }: Played['body']) => (response_format as { type?: string } | undefined)?.type;
const hasSystem = ({ messages }: Played['body']) => messages?.[0]?.role === 'system';

const WORDED: Record<string, Endpoint> = {
  'takes no temperature but its own': refuses(
    ({ temperature }) => temperature !== undefined,
    (reply) =>
      reply.fails(400, "Unsupported value: 'temperature' does not support 0 with this model.", {
        code: 'unsupported_value',
        param: 'temperature',
      }),
  ),
  'knows the limit by its older name alone': refuses(
    ({ max_completion_tokens }) => max_completion_tokens !== undefined,
    (reply) => reply.fails(400, 'Unrecognized request argument supplied: max_completion_tokens'),
  ),
  'has a smaller limit': refuses(
    ({ max_completion_tokens, max_tokens }) => (max_completion_tokens ?? max_tokens) !== undefined,
    (reply) =>
      reply.fails(
        400,
        "'max_completion_tokens' is too large: 6000. This model's maximum context length is 4096 tokens and your request has 900 input tokens.",
      ),
  ),
  'refuses the schema and says so in its own words': refuses(
    (body) => formatOf(body) === 'json_schema',
    (reply) =>
      reply.json(400, [
        {
          error: {
            code: 400,
            message:
              'Invalid JSON payload received. Unknown name "additionalProperties" at \'generation_config.response_schema\': Cannot find field.',
            status: 'INVALID_ARGUMENT',
          },
        },
      ]),
  ),
  'refuses any form and says nothing': refuses(
    (body) => formatOf(body) !== undefined,
    (reply) => reply.json(400, [{ error: { code: 400, message: 'Request contains an invalid argument.' } }]),
  ),
  'refuses what it does not know, by status 422': refuses(
    (body) => 'stream_options' in body,
    (reply) =>
      reply.json(422, {
        object: 'error',
        message: {
          detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }],
        },
        type: 'invalid_request_error',
      }),
  ),
  'takes a schema and no other form': refuses(
    (body) => !['json_schema', undefined].includes(formatOf(body)),
    (reply) => reply.fails(400, "'response_format.type' must be 'json_schema' or 'text'"),
  ),
  'takes no message of the system': refuses(hasSystem, (reply) =>
    reply.fails(400, "Unsupported value: 'messages[0].role' does not support 'system' with this model."),
  ),
  'streams for the verified alone': refuses(
    ({ stream }) => stream === true,
    (reply) => reply.fails(400, 'Your organization must be verified to stream this model.', { param: 'stream' }),
  ),
  'ignores the form and talks around a fence': whenAnswering(({ text }, reply) =>
    reply.says(
      `I'll look through the excerpts {s1 to s8}.\n\n\`\`\`json\n${JSON.stringify(JSON.parse(text), null, 2)}\n\`\`\`\n\nLet me know if you'd like more!`,
    ),
  ),
  'writes Markdown instead': whenAnswering(({ prompt }, reply) => {
    const lines = excerptsOf(prompt)
      .slice(0, 3)
      .map(({ id, text }, at) => `${at + 1}. **${text}** [${id}]\n   > ${text}`);
    reply.says(`Based on the excerpts:\n\n${lines.join('\n')}`);
  }),
  'thinks in a member of its own': ({ text }, reply) => {
    for (let n = 0; n < 20; n += 1) reply.chunk({ reasoning_content: 'Which excerpt says it? ', reasoning: '…' });
    reply.says(text);
  },
  'thinks in tags': ({ text }, reply) => reply.says(`<think>\nExcerpt s1 speaks of it.\n</think>\n\n${text}`),
  'speaks of the form in its thoughts': ({ text }, reply) =>
    reply.says(`<think>I must answer with "claims": [ and then objects {citations, text}. OK.</think>\n${text}`),
  'thinks without the tag that begins it': ({ text }, reply) =>
    reply.says(`They ask for JSON like {"claims": [{"text": "…"}]}. Fine.\n</think>\n\n${text}`),
  'tells text and thoughts apart within the text': ({ text }, reply) => {
    reply.chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] });
    reply.chunk({ content: [{ type: 'text', text }] }, 'stop');
    reply.end();
  },
  'thinks for longer than the silence allowed, with comments': async ({ text, isPlan }, reply) => {
    for (let n = 0; n < (isPlan ? 1 : 5); n += 1) {
      reply.comment('PROCESSING');
      await reply.waits(SILENCE_SECONDS / 2);
    }
    reply.says(text);
  },
  'thinks for a while before it says a word': async ({ text }, reply) => {
    reply.chunk({ role: 'assistant', content: '' });
    await reply.waits(SILENCE_SECONDS / 2);
    reply.says(text);
  },
  'begins with its filter’s results': ({ text }, reply) => {
    reply.event({ choices: [], id: '', model: '', prompt_filter_results: [{ prompt_index: 0 }] });
    reply.says(text);
  },
  'does not stream': ({ text }, reply) =>
    reply.json(200, {
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 900, completion_tokens: 40 },
    }),
  'has the Responses API alone': ({ path, body, text }, reply) => {
    if (path !== '/v1/responses') return reply.fails(404, 'Unknown request URL.');
    if (body.store !== false) return reply.fails(400, 'kept');
    reply.event({ type: 'response.reasoning_summary_text.delta', delta: 'Hm.' });
    reply.event({ type: 'response.output_text.delta', delta: text });
    const usage = { input_tokens: 900, output_tokens: 40 };
    reply.event({ type: 'response.completed', response: { status: 'completed', usage, output: [] } });
    reply.end();
  },
  'ends without closing the connection': async ({ text }, reply) => {
    reply.write(text);
    reply.chunk({}, 'stop');
    reply.event('[DONE]');
    await reply.waits(SILENCE_SECONDS * 2);
    reply.end();
  },
  'finds a long prompt too long': whenAnswering(({ prompt, text }, reply) =>
    excerptsOf(prompt).length > 4
      ? reply.fails(400, "This model's maximum context length is 2048 tokens.", { code: 'context_length_exceeded' })
      : reply.says(text),
  ),
};

test.each(Object.entries(WORDED))('an endpoint that %s words the answer', async (_, endpoint) => {
  const answer = await ask(endpoint);
  expect(answer).toMatchObject({ status: 'answered', model: 'the-model', notes: [], removed: [] });
  expect(answer.claims).toHaveLength(3);
});

test('a claim that a model drafts in its thoughts is no claim', async () => {
  const answer = await ask(
    whenAnswering(({ text }, reply) => {
      const { claims } = JSON.parse(text) as { claims: unknown[] };
      const thoughts = `<think>\nDraft: {"claims":[${JSON.stringify(claims[0])}]} Not to the point, leave it out.\n</think>\n`;
      reply.says(thoughts + JSON.stringify({ claims: claims.slice(1) }));
    }),
  );
  expect(answer).toMatchObject({ status: 'answered', model: 'the-model', removed: [] });
  expect(answer.claims).toHaveLength(2);
});

const BROKEN: Record<string, [endpoint: Endpoint, note: RegExp]> = {
  'reports an error within its stream': [
    ({ text }, reply) => {
      reply.write(text.slice(0, text.length * 0.7));
      reply.chunk({ content: '' }, 'error', { error: { code: 502, message: 'Provider returned error' } });
      reply.end();
    },
    /broke off with an error/,
  ],
  'loses the connection': [
    async ({ text }, reply) => {
      reply.write(text.slice(0, text.length * 0.7));
      await reply.waits(0.1);
      reply.breaks();
    },
    /cannot be reached/,
  ],
  'ends without a reason': [
    ({ text }, reply) => {
      reply.write(text.slice(0, text.length * 0.7));
      reply.end();
    },
    /broke off/,
  ],
  'ends at its longest length': [
    ({ text }, reply) => reply.says(text.slice(0, text.length * 0.7), 'length'),
    /cut off/,
  ],
  'never ends': [
    async ({ text }, reply) => {
      reply.write(text.slice(0, -2));
      await reply.floods(() => reply.chunk({ content: ',{"text":"Filler.","citations":[]}' }));
    },
    /cut off/,
  ],
};

test.each(Object.entries(BROKEN))('one that %s leaves standing what was proved', async (_, [endpoint, note]) => {
  const answer = await ask(whenAnswering(endpoint));
  expect(answer).toMatchObject({ status: 'partial', model: 'the-model', notes: [expect.stringMatching(note)] });
  expect(answer.claims.length).toBeGreaterThan(0);
});

const QUOTED: Record<string, [endpoint: Endpoint, note: RegExp]> = {
  'says nothing for too long': [
    async (_, reply) => {
      reply.chunk({ role: 'assistant', content: '' });
      if (await reply.waits(SILENCE_SECONDS * 2)) reply.end();
    },
    /said nothing/,
  ],
  'does not even begin': [(_, reply) => void reply.waits(SILENCE_SECONDS * 2), /said nothing/],
  'filters the question': [
    (_, reply) =>
      reply.fails(400, 'The response was filtered due to the prompt triggering the content management policy.', {
        code: 'content_filter',
      }),
    /content filter/,
  ],
  'refuses the key': [(_, reply) => reply.fails(401, 'Incorrect API key provided: x.'), /does not accept the key/],
  'refuses the key with status 400': [
    (_, reply) =>
      reply.json(400, [{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } }]),
    /does not accept the key/,
  ],
  'keeps the model from the key': [
    (_, reply) =>
      reply.fails(403, 'Project `p` does not have access to model `the-model`', { code: 'model_not_found' }),
    /may not use this model/,
  ],
  'does not know the model': [
    (_, reply) => reply.fails(404, 'The model `the-model` does not exist or you do not have access to it.'),
    /does not know this model/,
  ],
  'has not downloaded the model': [
    (_, reply) => reply.fails(404, 'model "the-model" not found, try pulling it first', { type: 'api_error' }),
    /does not know this model/,
  ],
  'is at another address': [(_, reply) => reply.json(404, { detail: 'Not Found' }), /no model at this address/],
  'has no quota left': [
    (_, reply) => reply.fails(429, 'You exceeded your current quota, please check your plan and billing details.'),
    /no quota left/,
  ],
  'wants to be left alone for long': [
    (_, reply) => reply.fails(429, 'Rate limit reached for tokens per min.', {}, { 'retry-after': '1200' }),
    /over its rate limit and asks to wait 20 minutes/,
  ],
  'has trouble of its own': [(_, reply) => reply.fails(500, 'The server had an error.'), /error 500/],
  'is a page to sign in at': [(_, reply) => reply.page(200, 'Sign in'), /no answer of a model/],
  'is behind a broken proxy': [(_, reply) => reply.page(502, '502 Bad Gateway'), /error 502/],
  'refuses everything': [(_, reply) => reply.fails(400, 'Bad request.'), /error 400/],
  'cannot take so much in a minute': [
    (_, reply) => reply.fails(413, 'Request too large for the model on tokens per minute: Limit 600, Requested 7012.'),
    /too long for the model/,
  ],
  'refuses to answer': [
    (_, reply) => {
      reply.chunk({ refusal: "I'm sorry, I can't help with that." });
      reply.says('');
    },
    /refused to answer/,
  ],
  'ends within its first claim, at its longest length': [
    ({ text }, reply) => reply.says(text.slice(0, 60), 'length'),
    /cut off at its longest length/,
  ],
  'ends within its first claim, without a reason': [
    ({ text }, reply) => reply.says(text.slice(0, 60), null),
    /broke off/,
  ],
  'finds nothing, and does not say that it is done': [(_, reply) => reply.says('{"claims":[]}', null), /broke off/],
  'thinks until nothing is left': [(_, reply) => reply.says('<think>Hm, let me see', 'length'), /cut off/],
  'thinks and says nothing': [(_, reply) => reply.says('<think>Hm.</think>'), /did not answer in the form/],
  'begins a quote that never ends': [
    async (_, reply) => {
      reply.chunk({ content: '{"claims":[{"citations":[{"quote":"' });
      await reply.floods(() => reply.chunk({ content: 'word after word after word after word ab ' }));
    },
    /cut off/,
  ],
  'sends an event that never ends': [
    async (_, reply) => {
      reply.start();
      await reply.floods(() => reply.raw('data: '.padEnd(16_000, 'x')));
    },
    /no answer of a model/,
  ],
};

test.each(Object.entries(QUOTED))('one that %s leaves the quotes, and the reason', async (_, [endpoint, note]) => {
  const answer = await ask(whenAnswering(endpoint));
  expect(answer).toMatchObject({ status: 'answered', model: null, notes: [expect.stringMatching(note)] });
  expect(answer.claims.length).toBeGreaterThan(0);
});

test('what an endpoint takes is learned once', async () => {
  const model = modelAt();
  await ask(WORDED['refuses any form and says nothing'] as Endpoint, model);
  expect(played.asked.length).toBeGreaterThan(4);
  await ask(WORDED['refuses any form and says nothing'] as Endpoint, model);
  // Words to search for, an answer, and a judge of it.
  expect(played.asked).toHaveLength(3);
});

test('a wait before another try is no silence, and a long one is not waited', async () => {
  let tries = 0;
  const limited: Endpoint = whenAnswering(({ text }, reply) => {
    tries += 1;
    if (tries === 1) reply.fails(429, 'Slow down.', {}, { 'retry-after': String(Math.ceil(SILENCE_SECONDS + 0.1)) });
    else reply.says(text);
  });
  expect(await ask(limited)).toMatchObject({ status: 'answered', model: 'the-model', notes: [] });
  await ask(whenAnswering(QUOTED['wants to be left alone for long']?.[0] as Endpoint));
  expect(played.asked.filter(({ isPlan }) => !isPlan)).toHaveLength(1);
});

test('a limit that thoughts used up is lifted', async () => {
  const thinker: Endpoint = ({ body, text }, reply) =>
    body.max_completion_tokens === undefined ? reply.says(text) : reply.says('', 'length');
  expect(await ask(thinker)).toMatchObject({ status: 'answered', model: 'the-model', notes: [] });
});

test.each([
  ['/openai/deployments/our%20gpt/chat/completions?api-version=2025-01-01', 'our%20gpt', '2025-01-01'],
  ['/openai/deployments/gpt', 'gpt', '2024-10-21'],
  ['?api-version=2025-01-01', 'the-model', '2025-01-01'],
])('Azure is asked by deployment, as its console shows the address: %s', async (path, deployment, version) => {
  const azure: Endpoint = (asked, reply) => {
    if (asked.path !== `/openai/deployments/${deployment}/chat/completions?api-version=${version}`)
      return reply.json(404, { error: { code: '404', message: 'Resource not found' } });
    const isKnown = asked.headers['api-key'] === 'a key' || asked.headers.authorization === 'Bearer eyJ.a.token';
    if (isKnown) return reply.says(asked.text);
    reply.json(401, { error: { code: '401', message: 'Access denied due to invalid subscription key.' } });
  };
  for (const key of ['a key', 'eyJ.a.token'])
    expect(await ask(azure, modelAt(path, key))).toMatchObject({ model: 'the-model', notes: [] });
});

test('what a model writes that cannot be kept ends nowhere', async () => {
  const answer = await ask(
    whenAnswering(({ prompt }, reply) => {
      const [first] = excerptsOf(prompt);
      const claim = claimsJson([{ text: first?.text ?? '', quotes: [[first?.id ?? '', first?.text ?? '']] }]);
      reply.says(claim.replace('"text":"', String.raw`"text":"\u0000\ud83c`));
    }),
  );
  expect(answer.model).toBe('the-model');
  expect(JSON.stringify(answer)).not.toMatch(/\\u0000|\\ud83c/);
});
