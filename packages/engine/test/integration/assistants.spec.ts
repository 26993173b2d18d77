import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { RemoteOperations } from '../../src/mcp/remote-operations.js';
import { toolServer } from '../../src/mcp/tool-server.js';
import { CLAIM, edited, NOTE, Workshop } from './releases-work.fixtures.js';
import type { Body } from './releases-work.fixtures.js';

const ADD_NOTE = [
  { op: 'add', path: '/schema/properties/note', value: NOTE },
  { op: 'add', path: '/ui/order/note', value: 'note', after: 'reason' },
];

describe('an assistant', () => {
  let shop: Workshop;
  let address: URL;
  const clients: Client[] = [];

  beforeAll(async () => {
    shop = await Workshop.open(undefined, { settings: { assistants: true } });
    await shop.engine.app.listen(0, '127.0.0.1');
    address = new URL('/mcp', await shop.engine.app.getUrl());
  });
  afterAll(async () => {
    for (const client of clients) await client.close();
    await shop.engine.stop();
  });

  async function assistantOf(login: string): Promise<Client> {
    const client = new Client({ name: 'spec', version: '1' });
    const headers = { authorization: `Bearer ${shop.keyOf(login)}`, 'accept-language': 'en' };
    await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
    clients.push(client);
    return client;
  }

  const use = async (client: Client, name: string, input: Record<string, unknown> = {}): Promise<Body> => {
    const { isError, structuredContent } = await client.callTool({ name, arguments: input });
    return { refused: isError === true, ...(structuredContent as object) };
  };
  const audited = async (action: string): Promise<Body[]> =>
    (await shop.ok('mei', 'GET', `audit?action=${action}&limit=20`)).data;

  test('finds tools that say what they change, and none that publishes', async () => {
    const { tools } = await (await assistantOf('mei')).listTools();
    expect(tools.map(({ name }) => name)).not.toContain('publish');
    const changing = tools.filter(({ annotations }) => annotations?.readOnlyHint === false);
    expect(changing.map(({ name }) => name).sort()).toEqual(['propose_change', 'undo_proposal']);
    expect(tools.every(({ inputSchema }) => inputSchema.type === 'object')).toBe(true);
  });

  test('reads definitions, their schemas and the parts that they are made of', async () => {
    const client = await assistantOf('mei');
    expect((await use(client, 'list_definitions', { kind: 'form' })).data).toMatchObject([{ key: 'claim' }]);
    expect(await use(client, 'get_definition', { kind: 'form', key: 'claim' })).toMatchObject({
      key: 'claim',
      schema: { properties: { amount: { 'x-scale': 2 } } },
    });
    expect(await use(client, 'describe_kind', { kind: 'form' })).toHaveProperty('properties.lifecycle');
    expect(await use(client, 'list_parts')).not.toMatchObject({ refused: true });
  });

  test('proposes a change that is a draft with its difference in words until a person publishes it', async () => {
    const client = await assistantOf('mei');
    const { revision } = await use(client, 'read_drafts');
    const proposed = await use(client, 'propose_change', {
      kind: 'form',
      key: 'claim',
      operations: ADD_NOTE,
      revision,
    });
    expect(proposed).toMatchObject({
      refused: false,
      published: false,
      lookAt: '/designer/publish',
      findings: [],
    });
    const [changed] = proposed.difference.definitions;
    expect(changed).toMatchObject({ kind: 'form', key: 'claim', change: 'changed' });
    expect(changed.changes.map((each: Body) => each.sentence).join('\n')).toContain('Note');
    expect(
      (await use(client, 'get_definition', { kind: 'form', key: 'claim' })).schema.properties,
    ).not.toHaveProperty('note');
    const [entry] = await audited('draft:operations');
    expect(entry).toMatchObject({ channel: 'assistant', outcome: 'done' });

    expect(
      await use(client, 'propose_change', { kind: 'form', key: 'claim', operations: ADD_NOTE, revision }),
    ).toMatchObject({
      refused: true,
      status: 412,
    });
    expect(await use(client, 'undo_proposal', { kind: 'form', key: 'claim' })).toMatchObject({
      refused: false,
      difference: { definitions: [] },
    });
  });

  test('is told the findings of a change that does not hold together', async () => {
    const client = await assistantOf('mei');
    const definition = edited(CLAIM, (form: Body) => form.ui.order.push('nowhere'));
    const answer = await use(client, 'propose_change', { kind: 'form', key: 'claim', definition });
    const places = [...(answer.findings ?? []), ...(answer.errors ?? [])];
    expect(JSON.stringify(places)).toContain('nowhere');
    await shop.ok('mei', 'POST', 'drafts/discard', {});
  });

  test('may do no more than whoever lent it the key, and what is refused is audited as its attempt', async () => {
    const client = await assistantOf('wang');
    const mine = await shop.ok('mei', 'POST', 'forms/claim/records', { amount: '7.00' });
    expect(await use(client, 'get_record', { form: 'claim', id: mine.record.id })).toMatchObject({
      refused: true,
      status: 404,
    });
    expect((await use(client, 'list_records', { form: 'claim' })).data).toEqual([]);
    expect(
      await use(client, 'propose_change', { kind: 'form', key: 'claim', operations: ADD_NOTE }),
    ).toMatchObject({
      refused: true,
      status: 403,
      code: 'no_right',
    });
    const [entry] = await audited(encodeURIComponent('POST /api/v1/drafts/:kind/:key/operations'));
    expect(entry).toMatchObject({ channel: 'assistant', outcome: 'refused' });
  });

  test.each([
    ['get_record', { form: 'claim', id: 'no id' }, '#/id'],
    ['list_records', { form: 'claim', limit: 5000 }, '#/limit'],
    ['list_records', { form: 'claim', filters: { limit: '1' } }, '#/filters/limit'],
    ['get_definition', { kind: 'spell', key: 'claim' }, '#/kind'],
  ])('is told where its input to %s is wrong', async (name, input, pointer) => {
    const answer = await use(await assistantOf('mei'), name, input);
    expect(answer).toMatchObject({ refused: true, code: 'bad_input' });
    expect(answer.faults.map((each: Body) => each.pointer)).toContain(pointer);
  });

  test('cannot leave the path of an operation by the key that it names', async () => {
    const answer = await use(await assistantOf('mei'), 'list_records', { form: '../publish?x=' });
    expect(answer).toMatchObject({ refused: true, status: 404 });
  });

  test('uses an engine elsewhere by its address and a key, as `dougong assistant` does', async () => {
    const [near, far] = InMemoryTransport.createLinkedPair();
    const elsewhere = new RemoteOperations(address.origin, shop.keyOf('wang'), 'en');
    await toolServer(elsewhere).connect(far);
    const client = new Client({ name: 'spec', version: '1' });
    await client.connect(near);
    clients.push(client);
    expect((await use(client, 'list_definitions', { kind: 'form' })).data).toMatchObject([{ key: 'claim' }]);
    const input = { kind: 'form', key: 'claim', operations: ADD_NOTE };
    expect(await use(client, 'propose_change', input)).toMatchObject({ refused: true, code: 'no_right' });
  });

  const post = (headers: Record<string, string>, body: unknown): Promise<Response> =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

  test('without a key is refused, and so is a page of another address', async () => {
    expect((await post({}, ping)).status).toBe(401);
    const authorization = `Bearer ${shop.keyOf('mei')}`;
    expect((await post({ authorization, origin: 'https://elsewhere.example' }, ping)).status).toBe(403);
    expect((await post({ authorization }, ping)).status).toBe(200);
  });

  test('that speaks another version, or not the protocol at all, is told so', async () => {
    const authorization = `Bearer ${shop.keyOf('mei')}`;
    expect((await post({ authorization, 'mcp-protocol-version': '1999-01-01' }, ping)).status).toBe(400);
    expect((await post({ authorization }, [ping, ping])).status).toBe(400);
    const stream = await fetch(address, { headers: { authorization } });
    expect([stream.status, stream.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

test('assistants are kept out until an administrator lets them in', async () => {
  const shop = await Workshop.open();
  const answer = await shop.engine.request('POST', '/mcp', {
    key: shop.keyOf('mei'),
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  });
  expect([answer.status, (answer.body as { code?: string }).code]).toEqual([404, 'assistants_off']);
  await shop.engine.stop();
});
