import type { RecordData } from '../expression/index.js';
import { claimForm, claimWith, modelOf, uuid } from './claim.fixtures.js';
import { applyReferenceFills, checkReferences, collectReferences, collectUsers } from './references.js';

const claim = modelOf(claimForm);
const [north, bolt, nut, ann] = [uuid(1), uuid(2), uuid(3), uuid(4)];
const records: Readonly<Record<string, RecordData>> = {
  [`place/${north}`]: { id: north, name: 'North', leader: ann },
  [`item/${bolt}`]: { id: bolt, name: 'Bolt', price: '1.2355' },
  [`item/${nut}`]: { id: nut, name: 'Nut', price: null },
};
const reference = (form: string, id: string) => records[`${form}/${id}`];
const fill = (record: RecordData, before?: RecordData) =>
  applyReferenceFills(claim, record, before, reference);

describe('records that a record refers to', () => {
  test('are collected by form, from header and lines', () => {
    const found = collectReferences(claim, {
      place: north,
      lines: [{ item: bolt }, { item: nut }, { item: bolt }, {}],
    });
    expect(found).toEqual(
      new Map([
        ['place', new Set([north])],
        ['item', new Set([bolt, nut])],
      ]),
    );
  });

  test('are followed through loaded records where formulas and conditions read on', () => {
    const linked = modelOf(
      claimWith({
        origin: {
          type: 'string',
          format: 'uuid',
          'x-title': { 'zh-CN': 'o', en: 'o' },
          'x-reference': { form: 'claim' },
        },
      }),
    );
    const other = uuid(9);
    const step = collectReferences(
      linked,
      { origin: other },
      { paths: ['origin.place.name', 'lines.item.name'], reference: () => ({ place: north }) },
    );
    expect(step).toEqual(
      new Map([
        ['claim', new Set([other])],
        ['place', new Set([north])],
      ]),
    );
  });

  test('that are not there are reported at their field', () => {
    expect(
      checkReferences(claim, { place: uuid(8), lines: [{ item: bolt }, { item: uuid(9) }] }, reference),
    ).toMatchObject([
      { code: 'unknown_reference', path: '/place' },
      { code: 'unknown_reference', path: '/lines/1/item' },
    ]);
  });

  test('users are collected apart', () => {
    expect(collectUsers(claim, { owner: ann, place: north })).toEqual(new Set([ann]));
  });
});

describe('fields filled from a record referred to', () => {
  test('take its values when the reference is set, rounded to their own scale', () => {
    const filled = fill({ place: north, lines: [{ id: 'a', item: bolt }] });
    expect(filled).toEqual({
      place: north,
      place_name: 'North',
      lines: [{ id: 'a', item: bolt, name: 'Bolt', price: '1.24' }],
    });
  });

  test('stay when the reference stays, even if the other record has changed since', () => {
    const before = { lines: [{ id: 'a', item: bolt, name: 'Old name', price: '9.00' }] };
    expect(fill({ ...before, note: 'x' }, before)).toEqual({ ...before, note: 'x' });
  });

  test('follow a reference that moves, and are blank where the other record is', () => {
    const before = { lines: [{ id: 'a', item: bolt, name: 'Bolt', price: '1.24' }] };
    const after = fill({ lines: [{ ...before.lines[0], item: nut }] }, before);
    expect(after.lines).toEqual([{ id: 'a', item: nut, name: 'Nut', price: null }]);
  });

  test('are blank when the reference is taken away', () => {
    const before = { place: north, place_name: 'North' };
    expect(fill({ ...before, place: null }, before).place_name).toBeNull();
  });

  test('keep what a person typed in the same change, unless the server owns them', () => {
    const filled = fill({ lines: [{ id: 'a', item: bolt, name: 'Mine', price: '5.00' }] });
    expect(filled.lines).toMatchObject([{ name: 'Bolt', price: '5.00' }]);
  });
});
