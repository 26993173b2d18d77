import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { components, paths } from './trade-api.js';

/** A program against the application, written as anybody would write it: with nothing but types made from its description. */

export type TradeClient = Client<paths>;
type Change = components['schemas']['stocktake.Change'];

const COUNTS = '/api/v1/forms/stocktake/records';
const DIFFERENCES = '/api/v1/forms/stock_difference/records';
const ANALYSES = '/api/v1/forms/stock_difference_analysis/records';

/** A client that acts for whoever the headers say. */
export function tradeClient(baseUrl: string, headers: Readonly<Record<string, string>>): TradeClient {
  return createClient<paths>({ baseUrl, headers });
}

/** Who takes part, and what is counted. */
export interface Stocktake {
  readonly keeper: TradeClient;
  readonly supervisor: TradeClient;
  readonly header: components['schemas']['stocktake.Values'];
  /** What lies on the shelf less than the books say, of the first line. */
  readonly counted: (bookQuantity: string) => string;
  readonly responsible: string;
}

/** Counts, finds a difference, explains it and has it posted; gives the state that the difference document ends in. */
export async function countAndPost(work: Stocktake): Promise<string> {
  const count = await countWithDifference(work);
  const approved = await approve(work, COUNTS, count);
  await explain(work, filled(approved.analysis));
  const difference = filled(approved.difference);
  sent(
    await work.keeper.POST(`${DIFFERENCES}/{id}/actions/submit`, { params: { path: { id: difference } } }),
  );
  await approve(work, DIFFERENCES, difference);
  const { record } = sent(
    await work.keeper.GET(`${DIFFERENCES}/{id}`, { params: { path: { id: difference } } }),
  );
  return record.status;
}

async function countWithDifference({ keeper, header, counted }: Stocktake): Promise<string> {
  const made = sent(await keeper.POST(COUNTS, { body: header })).record;
  const lines = (made.lines ?? []).map<components['schemas']['stocktake.lines.LineValues']>((line, at) => ({
    id: line.id,
    counted_qty: at === 0 ? counted(filled(line.book_qty)) : filled(line.book_qty),
  }));
  const body: Change = { lines: { upsert: lines } };
  const params = { path: { id: made.id }, header: { 'If-Match': `"${made.version}"` } };
  sent(await keeper.PATCH(`${COUNTS}/{id}`, { params, body }));
  sent(await keeper.POST(`${COUNTS}/{id}/actions/submit`, { params: { path: { id: made.id } } }));
  return made.id;
}

/** Answers the to-do that a document asks of the supervisor, and reads the count again for what it made. */
async function approve(
  { supervisor, keeper }: Stocktake,
  form: typeof COUNTS | typeof DIFFERENCES,
  id: string,
): Promise<components['schemas']['stocktake.Record']> {
  const params = { path: { id } };
  const { actions } =
    form === COUNTS
      ? sent(await supervisor.GET(`${COUNTS}/{id}`, { params }))
      : sent(await supervisor.GET(`${DIFFERENCES}/{id}`, { params }));
  await answer(supervisor, taskIn(actions), 'approve', {});
  if (form === DIFFERENCES) return { id, version: 0, status: 'approved' };
  return sent(await keeper.GET(`${COUNTS}/{id}`, { params })).record;
}

async function explain({ supervisor, responsible }: Stocktake, id: string): Promise<void> {
  const { actions } = sent(await supervisor.GET(`${ANALYSES}/{id}`, { params: { path: { id } } }));
  const record: components['schemas']['stock_difference_analysis.Change'] = {
    reason: 'measuring_error',
    responsible_person: responsible,
    measure: 'weigh twice',
  };
  await answer(supervisor, taskIn(actions), 'complete', { record });
}

async function answer(
  client: TradeClient,
  id: string,
  action: string,
  body: { readonly record?: Record<string, unknown> },
): Promise<void> {
  const params = { path: { id, action } };
  sent(await client.POST('/api/v1/tasks/{id}/actions/{action}', { params, body }));
}

function taskIn(actions: readonly { readonly taskId?: string }[]): string {
  return filled(actions.find(({ taskId }) => taskId !== undefined)?.taskId);
}

/** The body of an answer that succeeded. */
function sent<Body>({ data, error }: { readonly data?: Body; readonly error?: unknown }): Body {
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data;
}

function filled(value: string | null | undefined): string {
  if (value === null || value === undefined) throw new Error('a value that is always there is not');
  return value;
}
