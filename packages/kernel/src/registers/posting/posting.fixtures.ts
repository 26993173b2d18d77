import type { PostingDefinition } from '../../metadata/index.js';
import type { EvaluationInput, RecordData, Scope } from '../../expression/index.js';
import { HOLDINGS, VALUES } from '../registers.fixtures.js';

const named = (text: string) => ({ 'zh-CN': text, en: text });
const noFields = () => ({});

/** A document that corrects what is held, line by line. */
export const SCOPE: Scope = {
  fields: {
    place: { kind: 'reference', form: 'place', fields: noFields },
    day: { kind: 'date' },
    fee: { kind: 'number', scale: 2 },
    lines: {
      kind: 'table',
      columns: {
        item: { kind: 'reference', form: 'item', fields: noFields },
        lot: { kind: 'text' },
        diff: { kind: 'number', scale: 6 },
        unit_cost: { kind: 'number', scale: 6 },
      },
    },
  },
};

const direction = { formula: 'IF(lines.diff > 0, "in", "out")' };

export const CORRECTION: PostingDefinition = {
  kind: 'posting',
  format: 1,
  key: 'correction',
  title: named('correction'),
  form: 'doc',
  businessDate: 'day',
  movements: [
    {
      id: 'hold',
      register: HOLDINGS.key,
      foreach: 'lines',
      when: { '!=': [{ var: 'lines.diff' }, '0'] },
      direction,
      dimensions: { item: 'lines.item', place: 'place', lot: 'lines.lot' },
      resources: { qty: 'ABS(lines.diff)' },
    },
    {
      id: 'value',
      register: VALUES.key,
      foreach: 'lines',
      when: { '!=': [{ var: 'lines.diff' }, '0'] },
      direction,
      dimensions: { item: 'lines.item', place: 'place' },
      resources: { qty: 'ABS(lines.diff)' },
      entry: 'count',
      costWhenEmpty: 'ABS(lines.diff) * lines.unit_cost',
    },
  ],
  vouchers: [
    {
      id: 'correction',
      summary: named('correction'),
      lines: [
        {
          id: 'loss',
          side: 'debit',
          account: 'loss',
          amount: { movement: 'value', resource: 'amount', direction: 'out' },
        },
        {
          id: 'less',
          side: 'credit',
          account: 'goods',
          amount: { movement: 'value', resource: 'amount', direction: 'out' },
        },
        {
          id: 'more',
          side: 'debit',
          account: 'goods',
          amount: { movement: 'value', resource: 'amount', direction: 'in' },
        },
        {
          id: 'gain',
          side: 'credit',
          account: 'gain',
          amount: { movement: 'value', resource: 'amount', direction: 'in' },
        },
      ],
    },
  ],
  accounts: [
    { role: 'goods', code: '1405', title: named('goods') },
    { role: 'loss', code: '6711', title: named('loss') },
    { role: 'gain', code: '6301', title: named('gain') },
  ],
};

/** A line of the document. */
export function line(no: number, values: RecordData): RecordData {
  return { id: `line-${no}`, line_no: no, item: 'a', lot: null, unit_cost: null, ...values };
}

/** The document with its lines. */
export function documentOf(lines: readonly RecordData[], header: RecordData = {}): EvaluationInput {
  return { record: { id: 'doc-1', place: 'p', day: '2026-03-05', fee: '0', ...header, lines } };
}

/** What documents of all kinds may have: one scope for every posting of the specs. */
export const DOCUMENT_SCOPE: Scope = {
  fields: {
    ...SCOPE.fields,
    to_place: { kind: 'reference', form: 'place', fields: noFields },
    of: { kind: 'text' },
    cost: { kind: 'number', scale: 2 },
    account: { kind: 'text' },
    lines: {
      kind: 'table',
      columns: {
        item: { kind: 'reference', form: 'item', fields: noFields },
        lot: { kind: 'text' },
        diff: { kind: 'number', scale: 6 },
        unit_cost: { kind: 'number', scale: 6 },
        qty: { kind: 'number', scale: 6 },
        amount: { kind: 'number', scale: 2 },
        of: { kind: 'text' },
        of_line: { kind: 'number', scale: 0 },
        weight: { kind: 'number', scale: 3 },
        expiry: { kind: 'date' },
        waived: { kind: 'boolean' },
        demand: { kind: 'text' },
      },
    },
  },
};
