import { Decimal, fixedText } from '@dougong/kernel/foundation';
import { done } from './api-client.js';
import type { ApiAnswer, ApiClient, ApiLine, ApiRecord } from './api-client.js';
import type { EngineProcess } from './engine.js';

export type Warehouse = 'WH-1' | 'WH-2' | 'WH-3';

/** How far the shelves are from the books, by item code: `{ 'SB-0004': '-1' }`. */
export type Differences = Readonly<Record<string, string>>;

/** A difference document that waits for its first approval, with the count it comes from. */
export interface WaitingDifference {
  readonly stocktake: string;
  readonly difference: string;
  readonly analysis: string;
  readonly no: string;
  /** The supervisor's task. */
  readonly task: string;
}

/** Somebody's way into a warehouse: the demo has one keeper and one supervisor for each. */
interface Crew {
  readonly keeper: ApiClient;
  readonly supervisor: ApiClient;
}

export const COUNTS = '/forms/stocktake/records';
export const DIFFERENCES = '/forms/stock_difference/records';
export const ANALYSES = '/forms/stock_difference_analysis/records';

const QUANTITY_SCALE = 3;
const COUNTED_AT = '2026-11-22T01:00:00Z';
const RECOUNTED_AT = '2026-11-22T02:00:00Z';

/** The people and masters of the demo, and the steps that lead a count to its final approval. */
export class StocktakeJob {
  private constructor(
    readonly keeper: ApiClient,
    readonly supervisor: ApiClient,
    readonly director: ApiClient,
    readonly accountant: ApiClient,
    readonly admin: ApiClient,
    private readonly otherCrew: Crew,
    private readonly warehouses: ReadonlyMap<string, string>,
    private readonly items: ReadonlyMap<string, string>,
    private readonly people: ReadonlyMap<string, string>,
  ) {}

  static async open(engine: EngineProcess): Promise<StocktakeJob> {
    const signIn = (login: string) => engine.signIn(login);
    const keeper = await signIn('lijuan');
    return new StocktakeJob(
      keeper,
      await signIn('zhoujianguo'),
      await signIn('zhaoliping'),
      await signIn('sunxiaomei'),
      await signIn('admin'),
      { keeper: await signIn('matao'), supervisor: await signIn('wuguodong') },
      await byCode(keeper, '/forms/warehouse/records?limit=200', 'code'),
      await byCode(keeper, '/forms/item/records?limit=200', 'code'),
      await byCode(keeper, '/users', 'login'),
    );
  }

  crew(warehouse: Warehouse): Crew {
    return warehouse === 'WH-2' ? this.otherCrew : { keeper: this.keeper, supervisor: this.supervisor };
  }

  warehouse(code: Warehouse): string {
    return known(this.warehouses, code);
  }

  item(code: string): string {
    return known(this.items, code);
  }

  user(login: string): string {
    return known(this.people, login);
  }

  /** Header values of a count that can be submitted. */
  countOf(warehouse: Warehouse): Record<string, unknown> {
    return {
      warehouse: this.warehouse(warehouse),
      title: `${warehouse} count`,
      method: 'cycle',
      counted_by: this.user(this.crew(warehouse).keeper.login),
      recounted_by: this.user('chenguohua'),
      counted_at: COUNTED_AT,
      recounted_at: RECOUNTED_AT,
    };
  }

  /** Opens a count: its lines are the book balances of this moment. */
  async openCount(warehouse: Warehouse): Promise<ApiRecord> {
    return done(await this.crew(warehouse).keeper.post(COUNTS, this.countOf(warehouse))).record;
  }

  /** The line of an item; the first one where several batches lie on the shelves. */
  lineOf(record: ApiRecord, code: string): ApiLine {
    const item = this.item(code);
    const line = record.lines.find((each) => each.item === item);
    if (!line) throw new Error(`${record.no} has no line of ${code}`);
    return line;
  }

  /** What is typed into the lines: the book quantity, and the given difference where there is one. */
  counted(
    record: ApiRecord,
    differences: Differences,
  ): { readonly id: string; readonly counted_qty: string }[] {
    const off = new Map(Object.entries(differences).map(([code, by]) => [this.lineOf(record, code).id, by]));
    return record.lines.map((line) => {
      const counted = new Decimal(String(line['book_qty'])).plus(off.get(line.id) ?? '0');
      return { id: line.id, counted_qty: fixedText(counted, QUANTITY_SCALE) };
    });
  }

  /** Opens a count and types every line. */
  async countWith(warehouse: Warehouse, differences: Differences): Promise<ApiRecord> {
    const record = await this.openCount(warehouse);
    const upsert = this.counted(record, differences);
    const { keeper } = this.crew(warehouse);
    return done(await keeper.patch(`${COUNTS}/${record.id}`, { lines: { upsert } }, version(record))).record;
  }

  /** A count that the keeper has submitted. */
  async submittedCount(warehouse: Warehouse, differences: Differences): Promise<ApiRecord> {
    const record = await this.countWith(warehouse, differences);
    return done(await this.crew(warehouse).keeper.post(`${COUNTS}/${record.id}/actions/submit`)).record;
  }

  /** A count that the supervisor has approved. */
  async approvedCount(warehouse: Warehouse, differences: Differences): Promise<ApiRecord> {
    const record = await this.submittedCount(warehouse, differences);
    const { supervisor } = this.crew(warehouse);
    const task = await taskOn(supervisor, `${COUNTS}/${record.id}`);
    return done(await supervisor.post(`/tasks/${task}/actions/approve`)).record;
  }

  /** A difference document that the keeper has submitted. */
  async waitingDifference(warehouse: Warehouse, differences: Differences): Promise<WaitingDifference> {
    const count = await this.approvedCount(warehouse, differences);
    const { keeper, supervisor } = this.crew(warehouse);
    const difference = String(count['difference']);
    const { record } = done(await keeper.post(`${DIFFERENCES}/${difference}/actions/submit`));
    const task = await taskOn(supervisor, `${DIFFERENCES}/${difference}`);
    return { stocktake: count.id, difference, analysis: String(count['analysis']), no: record.no, task };
  }

  /** A difference document whose next approval is the finance director's. */
  async waitingForDirector(warehouse: Warehouse, differences: Differences): Promise<WaitingDifference> {
    const waiting = await this.waitingDifference(warehouse, differences);
    const { record } = done(
      await this.crew(warehouse).supervisor.post(`/tasks/${waiting.task}/actions/approve`),
    );
    if (record.status !== 'reviewing') throw new Error(`${record.no} did not go on to the director`);
    return { ...waiting, task: await taskOn(this.director, `${DIFFERENCES}/${waiting.difference}`) };
  }
}

/** The id of the task that a record asks of somebody; the record says it with its actions. */
export async function taskOn(client: ApiClient, path: string): Promise<string> {
  const body = done(await client.get(path));
  const actions = body['actions'] as readonly { readonly kind: string; readonly taskId?: string }[];
  const task = actions.find((action) => action.kind === 'task')?.taskId;
  if (task === undefined)
    throw new Error(`${client.login} has no task on ${path}: ${JSON.stringify(actions)}`);
  return task;
}

/** The header that says which version somebody has seen. */
export function version(record: Pick<ApiRecord, 'version'>): { readonly 'if-match': string } {
  return { 'if-match': `"${record.version}"` };
}

/** What an answer says about database work: `{ 'db-round-trips': 5, 'db-statements': 6 }`. */
export function databaseWork(answer: ApiAnswer): Readonly<Record<string, number>> {
  const header = answer.headers.get('server-timing') ?? '';
  const parts = [...header.matchAll(/([\w-]+);dur=(\d+)/g)];
  return Object.fromEntries(parts.map(([, name, value]) => [name, Number.parseInt(value ?? '', 10)]));
}

async function byCode(client: ApiClient, path: string, field: string): Promise<ReadonlyMap<string, string>> {
  const { data } = done(await client.get(path));
  return new Map(data.map((row) => [String(row[field]), String(row['id'])]));
}

function known(map: ReadonlyMap<string, string>, key: string): string {
  const found = map.get(key);
  if (found === undefined) throw new Error(`the demo has no ${key}`);
  return found;
}
