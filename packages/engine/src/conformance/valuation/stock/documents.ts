import { decimalText } from '@dougong/kernel/foundation';
import type { Decimal } from '@dougong/kernel/foundation';
import type { JsonObject } from '../../suite.js';
import { decimalIn, textIn, textsIn } from '../../read-case.js';
import type { StockLine, StockStep } from '../valuation-case.js';

/** What somebody fills in for a step: a form of the template, and its fields but the number and the date. */
export interface FilledForm {
  readonly form: string;
  readonly values: JsonObject;
}

/** Where stock lies, as cases name it. */
export interface StockKey {
  readonly item: string;
  readonly wh: string;
  readonly batch: string | null;
  readonly state: string;
}

/** A document that was posted in this case. */
export interface PostedDocument {
  readonly id: string;
  readonly step: StockStep;
}

/** What is at hand while a form is filled in. Masters are made when they are first named. */
export interface Desk {
  item(name: string): Promise<string>;
  place(name: string): Promise<string>;
  lot(item: string, name: string, expiry?: string): Promise<string>;
  posted(ref: string): PostedDocument;
  held(key: StockKey): Promise<Decimal>;
}

type Filling = (step: StockStep, desk: Desk) => Promise<FilledForm>;

const AVAILABLE = 'available';

const FILLINGS: Readonly<Record<string, Filling>> = {
  receipt: onLines('receipt', async (line, desk) => ({
    ...(await keyFields(line, desk)),
    ...optional(line, 'unit_cost', 'amount'),
  })),
  issue: onLines('issue', async (line, desk) => ({
    ...(await keyFields(line, desk)),
    ...(line['for'] !== undefined && { demand: textIn(line, 'for') }),
    ...optional(line, 'allow_expired'),
  })),
  transfer: onLines('transfer', betweenPlaces),
  ship: onLines('ship', betweenPlaces),
  arrive: onLines('arrive', betweenPlaces),
  state_change: onLines('state_change', async (line, desk) => ({
    ...(await keyFields(line, desk)),
    from_state: textIn(line, 'from_state'),
    to_state: textIn(line, 'to_state'),
  })),
  customer_return: onLines('customer_return', backFrom),
  supplier_return: onLines('supplier_return', backFrom),
  count: counting('count'),
  revaluing_count: counting('revaluing_count'),
  reversal: ({ given }, desk) =>
    Promise.resolve({ form: 'reversal', values: { original: desk.posted(textIn(given, 'of')).id } }),
  landed_cost: ({ given }, desk) =>
    Promise.resolve({
      form: 'late_cost',
      values: {
        amount: textIn(given, 'amount'),
        basis: given['basis'] === 'qty' ? 'quantity' : textIn(given, 'basis'),
        lines: textsIn(given, 'receipts').map((ref) => ({ receipt: desk.posted(ref).id })),
      },
    }),
  revalue_standard: async ({ given }, desk) => ({
    form: 'standard_cost',
    values: { item: await desk.item(textIn(given, 'item')), unit_cost: textIn(given, 'new_cost') },
  }),
  reserve: onLines('reserve', async (line, desk) => ({
    ...(await keyFields(line, desk)),
    demand: textIn(line, 'for'),
  })),
  recost: () => Promise.resolve({ form: 'recost', values: {} }),
};

/** Fills in the form that stands for a step. */
export function fillIn(step: StockStep, desk: Desk): Promise<FilledForm> {
  const filling = FILLINGS[step.op];
  if (!filling) throw new Error(`unknown op ${step.op}`);
  return filling(step, desk);
}

/** The key that the line of a document took its stock from, or brought it to. */
export function keyOfLine(line: StockLine): StockKey {
  return {
    item: textIn(line, 'item'),
    wh: textIn(line, 'wh'),
    batch: line['batch'] == null ? null : textIn(line, 'batch'),
    state: line['state'] == null ? AVAILABLE : textIn(line, 'state'),
  };
}

function onLines(form: string, fill: (line: StockLine, desk: Desk) => Promise<JsonObject>): Filling {
  return async ({ lines }, desk) => {
    const filled: JsonObject[] = [];
    for (const line of lines) filled.push(await fill(line, desk));
    return { form, values: { lines: filled } };
  };
}

async function keyFields(line: StockLine, desk: Desk): Promise<JsonObject> {
  const item = textIn(line, 'item');
  return {
    item: await desk.item(item),
    place: await desk.place(textIn(line, 'wh')),
    ...(await lotField(item, line, desk)),
    ...optional(line, 'state', 'qty'),
  };
}

async function lotField(item: string, line: StockLine, desk: Desk): Promise<JsonObject> {
  if (line['batch'] == null) return {};
  const expiry = line['expiry'] == null ? undefined : textIn(line, 'expiry');
  return { lot: await desk.lot(item, textIn(line, 'batch'), expiry) };
}

async function betweenPlaces(line: StockLine, desk: Desk): Promise<JsonObject> {
  const item = textIn(line, 'item');
  const from = line['from'] === undefined ? {} : { from_place: await desk.place(textIn(line, 'from')) };
  return {
    item: await desk.item(item),
    ...from,
    to_place: await desk.place(textIn(line, 'to')),
    ...(await lotField(item, line, desk)),
    ...optional(line, 'qty'),
  };
}

/** Stock goes back to the key that it came from, unless the line says otherwise. */
async function backFrom(line: StockLine, desk: Desk): Promise<JsonObject> {
  const { of, line: at = 0, ...others } = line;
  const { id, step } = desk.posted(String(of));
  const original = typeof at === 'number' ? step.lines[at] : undefined;
  if (typeof at !== 'number' || !original) throw new Error(`${String(of)} has no line ${String(at)}`);
  const key = { ...keyOfLine(original), ...others };
  return { original: id, original_line: at + 1, ...(await keyFields(key, desk)) };
}

/** What is in the books is written beside what was counted; a later line of a key goes on from an earlier one. */
function counting(form: string): Filling {
  return async ({ lines }, desk) => {
    const counted = new Map<string, Decimal>();
    const filled: JsonObject[] = [];
    for (const line of lines) {
      const key = keyOfLine(line);
      const name = JSON.stringify(key);
      const held = counted.get(name) ?? (await desk.held(key));
      counted.set(name, decimalIn(line, 'counted'));
      filled.push({
        ...(await keyFields(line, desk)),
        held: decimalText(held),
        ...optional(line, 'counted', 'unit_cost'),
      });
    }
    return { form, values: { lines: filled } };
  };
}

/** Those of the keys that the line has. */
function optional(line: StockLine, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => line[key] != null).map((key) => [key, line[key]]));
}
