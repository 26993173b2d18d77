import { decimalText } from '@dougong/kernel/foundation';
import type { JsonObject } from '../../suite.js';
import { decimalIn, rowsIn, textIn } from '../../read-case.js';
import { readVoucherLines } from './read-ledger.js';
import { USUAL_SETUP } from './setup-definitions.js';
import type { ValuationHouse } from './valuation-house.js';
import { ValuationStage } from './valuation-stage.js';

/**
 * A case of vouchers gives figures; here they become documents that have them. Stock comes in at exactly the cost that is to go
 * out, so the amounts in the voucher are the ledger's own.
 */

const DATE = '2026-06-01';
const PLACE = 'N';

type Play = (input: JsonObject, stage: ValuationStage) => Promise<string>;

const DOCUMENTS: Readonly<Record<string, Play>> = {
  purchase_receipt: async (input, stage) => {
    const place = await stage.place(PLACE);
    const lines = [];
    for (const line of rowsIn(input, 'lines'))
      lines.push({
        item: await stage.item(textIn(line, 'item')),
        place,
        qty: textIn(line, 'qty'),
        unit_cost: textIn(line, 'unit_cost'),
      });
    return make(stage, 'receipt', { lines });
  },
  sales_delivery: async (input, stage) => (await deliver(input, stage)).id,
  customer_return: async (input, stage) => {
    const { id: original, line } = await deliver(input, stage);
    return make(stage, 'customer_return', {
      ...salesFigures(input),
      lines: [{ ...line, original, original_line: 1 }],
    });
  },
  stocktake_adjustment: async (input, stage) => {
    const line = await stockWorth(textIn(input, 'loss'), 'A', stage);
    const { qty: held, ...key } = line;
    return make(stage, 'count', { lines: [{ ...key, held, counted: '0' }] });
  },
  landed_cost: async (input, stage) => {
    const [capitalised, expensed] = [decimalIn(input, 'capitalised'), decimalIn(input, 'expensed')];
    const lines = [
      await unitWorth(decimalText(capitalised), 'A', stage),
      await unitWorth(decimalText(expensed), 'B', stage),
    ];
    const receipt = await make(stage, 'receipt', { lines });
    // What was sold meanwhile bears its part outside of the stock.
    const { amount: _amount, ...sold } = lines[1] ?? { amount: '' };
    await make(stage, 'issue', { lines: [sold] });
    return make(stage, 'late_cost', {
      amount: decimalText(capitalised.plus(expensed)),
      basis: 'amount',
      lines: [{ receipt }],
    });
  },
};

/** The lines of the voucher that the documents of a case make. */
export async function playVoucherCase(
  input: JsonObject,
  house: ValuationHouse,
  number: number,
): Promise<JsonObject> {
  const doc = textIn(input, 'doc');
  const play = Object.hasOwn(DOCUMENTS, doc) ? DOCUMENTS[doc] : undefined;
  if (!play) throw new Error(`unknown doc ${doc}`);
  const setting = { setup: USUAL_SETUP, reversalStyle: styleOf(input) };
  const stage = await ValuationStage.open(house, setting, number, [DATE]);
  const lines = await readVoucherLines(house.owner, await play(input, stage));
  return { accepted: true, lines: lines.map(({ role, side, amount }) => ({ role, [side]: amount })) };
}

function styleOf({ reversal_style: style = 'red_same_side' }: JsonObject): 'red' | 'swap' {
  if (style !== 'red_same_side' && style !== 'swap_sides')
    throw new Error(`unknown reversal_style ${String(style)}`);
  return style === 'swap_sides' ? 'swap' : 'red';
}

/** Sells one unit that cost what the case says. */
async function deliver(input: JsonObject, stage: ValuationStage) {
  const line = await stockWorth(textIn(input, 'cost'), 'A', stage);
  return { line, id: await make(stage, 'issue', { ...salesFigures(input), lines: [line] }) };
}

function salesFigures(input: JsonObject): JsonObject {
  return { net: textIn(input, 'net'), tax_rate: textIn(input, 'tax_rate') };
}

async function stockWorth(amount: string, item: string, stage: ValuationStage) {
  const received = await unitWorth(amount, item, stage);
  await make(stage, 'receipt', { lines: [received] });
  const { amount: _amount, ...line } = received;
  return line;
}

async function unitWorth(amount: string, item: string, stage: ValuationStage) {
  return { item: await stage.item(item), place: await stage.place(PLACE), qty: '1', amount };
}

async function make(stage: ValuationStage, form: string, values: JsonObject): Promise<string> {
  const { record } = await stage.create({ form, ref: form, date: DATE, values });
  return record?.id ?? '';
}
