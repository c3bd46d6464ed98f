import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import { isAppError } from './errors.ts';
import type { Log } from './log.ts';
import type { OpenSpan, SpanStart, Tracing } from './tracing.ts';

const LONGEST_FAREWELL_MS = 2000;

/**
 * Sends spans to an OpenTelemetry collector over HTTP. The packages load here, so only with an endpoint set. Nothing is
 * registered globally: self-tracing libraries would send the texts of queries along.
 * @param endpoint the value of OTEL_EXPORTER_OTLP_ENDPOINT, without `/v1/traces`.
 */
export async function openOtlpTracing({ endpoint, log }: { endpoint: string; log: Log }): Promise<Tracing> {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api');
  const { parseTraceParent } = await import('@opentelemetry/core');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { detectResources, envDetector, resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');

  const otlp = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const exporter: ConstructorParameters<typeof BatchSpanProcessor>[0]['exporter'] = {
    export: (spans, done) =>
      otlp.export(spans, (result) => {
        if (result.error) log.warn({ reason: result.error.message }, 'traces: not taken by the collector');
        done(result);
      }),
    forceFlush: () => otlp.forceFlush(),
    shutdown: () => otlp.shutdown(),
  };
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override the name set here.
  const named = resourceFromAttributes({ 'service.name': 'colloquy' });
  const resource = named.merge(detectResources({ detectors: [envDetector] }));
  const provider = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('colloquy');
  const running = new AsyncLocalStorage<Context>();
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT };

  function begin({ name, facts = {}, kind, traceparent }: SpanStart): { span: OpenSpan; context: Context } {
    const caller = traceparent === undefined ? null : parseTraceParent(traceparent);
    const parent = caller
      ? trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true })
      : (running.getStore() ?? ROOT_CONTEXT);
    const span = tracer.startSpan(name, { attributes: facts, ...(kind && { kind: kinds[kind] }) }, parent);
    const fail = (error: unknown) => {
      span.setAttribute('error.type', isAppError(error) ? error.code : 'internal');
      span.setStatus({ code: SpanStatusCode.ERROR });
    };
    return {
      span: {
        rename: (other) => void span.updateName(other),
        add: (more) => void span.setAttributes(more),
        fail,
        end: () => span.end(),
      },
      context: trace.setSpan(parent, span),
    };
  }

  return {
    open: (start) => begin(start).span,
    async run(start, work) {
      const { span, context } = begin(start);
      try {
        return await running.run(context, () => work(span));
      } catch (error) {
        span.fail(error);
        throw error;
      } finally {
        span.end();
      }
    },
    async close() {
      // An unreachable collector must not keep the process alive.
      const over = provider.shutdown().then(
        () => true,
        () => true,
      );
      const isOver = await Promise.race([over, setTimeout(LONGEST_FAREWELL_MS, false, { ref: false })]);
      if (!isOver) log.warn({ endpoint }, 'traces: the last ones were not taken in time');
    },
  };
}
