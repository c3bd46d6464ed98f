/** Facts of a span: ids, kinds and numbers, never words of questions, names or addresses. */
export type SpanFacts = Record<string, string | number | boolean>;

export type SpanStart = {
  name: string;
  facts?: SpanFacts;
  /** `server` answers a request, `client` makes a request; absent means work in between. */
  kind?: 'server' | 'client';
  /** The caller's `traceparent` header, to make this span a part of the caller's trace. */
  traceparent?: string | undefined;
};

export type OpenSpan = {
  rename: (name: string) => void;
  add: (facts: SpanFacts) => void;
  /** Marks the span as failed, by the failure's code alone: messages may repeat a user's words. */
  fail: (error: unknown) => void;
  end: () => void;
};

/** Records durations of work and of its nested parts. */
export type Tracing = {
  /** Opens a span within the running span. The caller ends the new span. */
  open: (start: SpanStart) => OpenSpan;
  /** Runs `work` within a span and ends the span afterwards. Spans opened meanwhile become parts. */
  run: <T>(start: SpanStart, work: (span: OpenSpan) => Promise<T>) => Promise<T>;
  /** Sends everything recorded. */
  close: () => Promise<void>;
};

const NO_SPAN: OpenSpan = { rename: () => {}, add: () => {}, fail: () => {}, end: () => {} };

/** Tracing switched off. */
export const NO_TRACING: Tracing = {
  open: () => NO_SPAN,
  run: (_, work) => work(NO_SPAN),
  close: async () => {},
};
