import fc from 'fast-check';
import type { RecordData } from '../expression/index.js';
import type { FormDefinition } from '../metadata/index.js';
import { modelOf } from './claim.fixtures.js';
import { computeRecord } from './compute.js';

const number = (formula?: string) => ({
  type: 'string' as const,
  format: 'decimal' as const,
  'x-scale': 4,
  'x-title': { 'zh-CN': '数', en: 'Number' },
  ...(formula === undefined ? {} : { 'x-formula': formula }),
});
const form: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'doc',
  title: { 'zh-CN': '单', en: 'Doc' },
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      extra: number(),
      lines: {
        type: 'array',
        'x-title': { 'zh-CN': '明细', en: 'Lines' },
        items: {
          type: 'object',
          properties: {
            cost: number(),
            qty: number(),
            each: number('lines.cost / lines.qty'),
            marked: number('lines.each * 2'),
          },
        },
      },
      total: number('SUM(lines.marked)'),
      grand: number('total + extra'),
      safe: number('IFERROR(total, 0) + extra'),
      rows: number('ROWCOUNT(lines)'),
    },
  },
  ui: { order: ['extra', 'lines', 'total', 'grand', 'safe', 'rows'] },
};
const model = modelOf(form);
const rowsOf = (...quantities: (string | null)[]) =>
  quantities.map((qty, at) => ({ id: `l${at}`, line_no: at + 1, cost: '6', qty }));
const codes = ({ errors }: { errors: readonly { code: string; path: string }[] }) =>
  errors.map(({ code, path }) => `${code} ${path}`);

/** A record without its blanks: a field that was never filled is as blank as one that was emptied. */
const filled = (record: RecordData): unknown =>
  JSON.parse(JSON.stringify(record, (_, value: unknown) => value ?? undefined));

const digit = fc.constantFrom('0', '1', '2', null);

describe('a computed field that fails', () => {
  const failed = computeRecord(model, { extra: '1', lines: rowsOf('2', '0', null) });

  test('makes what reads it fail alike: a total does not go on without the line', () => {
    expect(codes(failed)).toEqual([
      'formula_div_zero /lines/1/each',
      'formula_div_zero /lines/1/marked',
      'formula_div_zero /total',
      'formula_div_zero /grand',
    ]);
    expect([failed.record['total'] ?? null, failed.record['grand'] ?? null]).toEqual([null, null]);
  });

  test('leaves everything else as it is: other lines, what catches it, what does not read it', () => {
    expect(failed.record).toMatchObject({ safe: '1.0000', rows: '3.0000' });
    expect(failed.record['lines']).toMatchObject([{ marked: '6.0000' }, { qty: '0' }, { qty: null }]);
  });

  test('is told where the other field stands in the formula', () => {
    expect(failed.errors.at(-1)?.params).toMatchObject({ span: { start: 0, end: 5 } });
  });

  test('fails on for a field that changes later, and no more once it is mended', () => {
    const later = computeRecord(model, { ...failed.record, extra: '5' }, {}, new Set(['extra']));
    expect(codes(later)).toEqual(['formula_div_zero /grand']);
    expect(later.record).toMatchObject({ safe: '5.0000' });
    const rows = later.record['lines'] as RecordData[];
    const mended = rows.map((row, at) => (at === 1 ? { ...row, qty: '3' } : row));
    const well = computeRecord(model, { ...later.record, lines: mended }, {}, new Set(['lines.qty']));
    expect(well.errors).toEqual([]);
    expect(well.record).toMatchObject({ total: '10.0000', grand: '15.0000', safe: '15.0000' });
  });

  test('gives the same record whether all is computed or what hangs on a change', () => {
    fc.assert(
      fc.property(fc.array(digit, { maxLength: 4 }), fc.nat(3), digit, digit, (before, at, qty, extra) => {
        const first = computeRecord(model, { extra: '1', lines: rowsOf(...before) }).record;
        const rows = first['lines'] as RecordData[];
        const lines = rows.map((row, index) => (index === at ? { ...row, qty } : row));
        const edited = { ...first, extra, lines };
        const minimal = computeRecord(model, edited, {}, new Set(['extra', 'lines.qty'])).record;
        expect(filled(minimal)).toEqual(filled(computeRecord(model, edited).record));
        const headerOnly = { ...first, extra };
        const header = computeRecord(model, headerOnly, {}, new Set(['extra'])).record;
        expect(filled(header)).toEqual(filled(computeRecord(model, headerOnly).record));
      }),
    );
  });
});
