import { AMY, DAN, EVE, INK, NORTH, NOWHERE, Office, PEN, requestOf } from './office.fixtures.js';

describe('making a record', () => {
  test('asks for references and numbers in one go', () => {
    const { asked, effects } = new Office().create(AMY, {
      place: NORTH,
      lines: [
        { item: PEN, qty: '2' },
        { item: INK, qty: '1' },
      ],
    });
    expect(asked).toEqual([
      {
        references: [
          { form: 'place', id: NORTH },
          { form: 'item', id: PEN },
          { form: 'item', id: INK },
        ],
        numbers: { 'request.no.2026': 1 },
        fills: [],
      },
    ]);
    expect(effects?.subjectRecord).toMatchObject({
      no: 'R2026-001',
      version: 1,
      status: 'draft',
      created_by: AMY,
      place_name: 'North',
      total: '35.00',
      lines: [
        { line_no: 1, price: '2.50', amount: '5.00' },
        { line_no: 2, price: '30.00', amount: '30.00' },
      ],
    });
  });

  test('gives each record its own number', () => {
    const office = new Office();
    const numbers = ['1', '2'].map((pens) => office.record(office.made(AMY, requestOf(pens)))?.['no']);
    expect(numbers).toEqual(['R2026-001', 'R2026-002']);
  });

  test('points at a reference to nothing, in the header and in a line', () => {
    const values = {
      place: NOWHERE,
      lines: [
        { item: PEN, qty: '1' },
        { item: NOWHERE, qty: '1' },
      ],
    };
    expect(new Office().create(AMY, values)).toMatchObject({
      reason: 'invalid',
      codes: ['unknown_reference /place', 'unknown_reference /lines/1/item'],
    });
  });

  test('reports all faults of shape together', () => {
    const values = { ...requestOf('-1'), limit: 'many', colour: 'red', total: '5.00' };
    const { reason, codes } = new Office().create(AMY, values);
    expect(reason).toBe('invalid');
    expect(codes).toEqual(
      expect.arrayContaining([
        expect.stringContaining('/limit'),
        'unknown_field /colour',
        expect.stringContaining('/lines/0/qty'),
      ]),
    );
  });

  test('does not take a computed or server-owned value from a caller', () => {
    expect(new Office().create(AMY, requestOf('1', { total: '5.00', urgent: true })).codes).toEqual([
      'read_only /total',
      'read_only /urgent',
    ]);
  });

  test('does not take values of fields that the caller may not see', () => {
    const values = { place: NORTH, note: 'x', lines: [{ item: PEN, qty: '1', price: '9.00' }] };
    expect(new Office().create(EVE, values).codes).toEqual([
      'unknown_field /note',
      'unknown_field /lines/0/price',
    ]);
  });

  test('is refused to whoever has no right to it', () => {
    expect(new Office().create(DAN, requestOf('1'))).toMatchObject({
      reason: 'forbidden',
      codes: ['no_right'],
    });
  });

  test('of a form that does not exist is refused like a record that is not there', () => {
    expect(new Office().create(AMY, {}, 'gone')).toMatchObject({ reason: 'hidden', codes: ['not_found'] });
  });
});
