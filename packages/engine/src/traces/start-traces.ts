import { AsyncLocalStorage } from 'node:async_hooks';
import type { TracingChannel } from 'node:diagnostics_channel';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PLATFORM_VERSION } from '../platform-version.js';
import { tellTraceBy } from '../signals/outgoing-trace.js';
import { commandSignals, deliverySignals, jobSignals } from '../signals/signals.js';
import { parentOf, traceparentOf } from './trace-parent.js';

const SERVER_ERROR = 500;

/**
 * Sends traces of requests, commands, messages and jobs to a collector (OTLP over HTTP). This file and what it stands on are
 * loaded only where an address for them is set.
 */
export function startTraces(server: FastifyInstance, url: string): void {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'dougong', 'service.version': PLATFORM_VERSION }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${url.replace(/\/$/, '')}/v1/traces` })),
    ],
  });
  const tracing = new Tracing(provider.getTracer('dougong'));
  tracing.requests(server);
  const ends = [
    tracing.listen(
      commandSignals,
      ({ type }) => `command ${type}`,
      SpanKind.INTERNAL,
      (signal) => ({
        'dougong.form': signal.form,
        'dougong.channel': signal.channel,
        ...(signal.instance === undefined ? {} : { 'dougong.flow.instance': signal.instance }),
        ...(signal.rules === undefined ? {} : { 'dougong.rules': [...signal.rules] }),
      }),
    ),
    tracing.listen(
      deliverySignals,
      ({ topic }) => `deliver ${topic}`,
      SpanKind.CLIENT,
      ({ attempt, outcome }) => ({
        'dougong.attempt': attempt,
        ...(outcome === undefined ? {} : { 'dougong.outcome': outcome }),
      }),
    ),
    tracing.listen(
      jobSignals,
      ({ kind }) => `job ${kind}`,
      SpanKind.CONSUMER,
      ({ id }) => ({ 'dougong.job': id }),
    ),
  ];
  tellTraceBy(() => tracing.outgoing());
  server.addHook('onClose', async () => {
    for (const end of ends) end();
    tellTraceBy(() => undefined);
    await provider.shutdown();
  });
}

/** Spans and what is under way in them. */
class Tracing {
  private readonly current = new AsyncLocalStorage<Span>();

  constructor(private readonly tracer: Tracer) {}

  outgoing(): string | undefined {
    const span = this.current.getStore();
    return span && traceparentOf(span);
  }

  /** A request goes on with the trace of its caller; it is named by its route, for addresses hold what people look for. */
  requests(server: FastifyInstance): void {
    const spans = new WeakMap<FastifyRequest, Span>();
    server.addHook('onRequest', (request, _reply, done) => {
      const route = request.routeOptions.url ?? 'none';
      const attributes = {
        'http.request.method': request.method,
        'http.route': route,
        'dougong.request': request.id,
      };
      const options = { kind: SpanKind.SERVER, attributes };
      const span = this.tracer.startSpan(
        `${request.method} ${route}`,
        options,
        parentOf(request.headers.traceparent),
      );
      spans.set(request, span);
      this.current.run(span, done);
    });
    server.addHook('onResponse', (request, reply, done) => {
      const span = spans.get(request);
      span?.setAttribute('http.response.status_code', reply.statusCode);
      if (reply.statusCode >= SERVER_ERROR) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
      done();
    });
  }

  /** A span for everything that a channel tells, inside of what is under way. Gives what ends the listening. */
  listen<Signal extends object>(
    channel: TracingChannel<unknown, Signal>,
    nameOf: (signal: Signal) => string,
    kind: SpanKind,
    attributesOf: (signal: Signal) => Attributes,
  ): () => void {
    const spans = new WeakMap<object, Span>();
    channel.start.bindStore(this.current, (signal) => {
      const parent = this.current.getStore();
      const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
      const span = this.tracer.startSpan(nameOf(signal as Signal), { kind }, context);
      spans.set(signal as object, span);
      return span;
    });
    const subscribers = {
      error: (signal: unknown) => spans.get(signal as object)?.setStatus(faultOf(signal)),
      asyncEnd: (signal: unknown) => {
        const span = spans.get(signal as object);
        span?.setAttributes(attributesOf(signal as Signal)).end();
      },
    };
    channel.subscribe(subscribers as never);
    return () => {
      channel.start.unbindStore(this.current);
      channel.unsubscribe(subscribers as never);
    };
  }
}

/** The code of a refusal tells enough; sentences may hold what somebody typed. */
function faultOf(signal: unknown): { readonly code: SpanStatusCode; readonly message: string } {
  const { error } = signal as { readonly error?: { readonly code?: unknown; readonly name?: unknown } };
  return { code: SpanStatusCode.ERROR, message: String(error?.code ?? error?.name ?? 'error') };
}
