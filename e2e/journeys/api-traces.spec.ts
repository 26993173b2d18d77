import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { done } from '../support/api-client.js';
import { Stage } from '../support/stage.js';
import { COUNTS } from '../support/stocktake-job.js';

/** Traces for whoever follows a request through several systems. */

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

let collector: Server;
const bodies: string[] = [];

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      if (request.url === '/v1/traces') bodies.push(text);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', () => resolve()));
});

afterAll(() => new Promise((resolve) => void collector.close(resolve)));

function spans(): readonly SentSpan[] {
  return bodies.flatMap((body) =>
    (JSON.parse(body) as Sent).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((each) => each.spans),
    ),
  );
}

test("a request goes on with its caller's trace, and the command in it tells its form, its flow and its rules", async () => {
  const { port } = collector.address() as AddressInfo;
  const stage = new Stage();
  await stage.open({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
  const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };
  const { keeper } = stage.job;
  const record = await stage.job.countWith('WH-3', { 'SB-0001': '-1' });
  done(await keeper.post(`${COUNTS}/${record.id}/actions/submit`, {}, headers));
  await stage.close();

  const request = spans().find(({ traceId, parentSpanId }) => traceId === TRACE && parentSpanId === CALLER);
  expect(request?.name).toBe('POST /api/v1/forms/:form/records/:id/actions/:action');
  const command = spans().find(({ parentSpanId }) => parentSpanId === request?.spanId);
  expect(command).toMatchObject({ name: 'command act', traceId: TRACE });
  const attributes = Object.fromEntries(
    (command?.attributes ?? []).map(({ key, value }) => [key, JSON.stringify(value)]),
  );
  expect(attributes['dougong.form']).toContain('stocktake');
  expect(attributes['dougong.rules']).toMatch(/"stringValue":"[a-z_]+"/);
  for (const secret of [keeper.cookie, keeper.login, record.no, record.id])
    expect(bodies.join()).not.toContain(secret);
});
