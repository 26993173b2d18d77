import { ADA, AMY, DAN, EVE, INK, LEA, NORTH, NOWHERE, Office, PEN, requestOf } from './office.fixtures.js';

describe('changing a record', () => {
  test('keeps what is not named and computes the rest anew', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2', { limit: '10.00' }));
    const line = (office.record(id)?.['lines'] as { id: string }[])[0]?.id;
    const { effects } = office.change(AMY, id, {
      lines: {
        upsert: [
          { id: line, qty: '6' },
          { item: INK, qty: '1' },
        ],
      },
    });
    expect(effects?.subjectRecord).toMatchObject({
      version: 2,
      limit: '10.00',
      total: '45.00',
      excess: '35.00',
      lines: [
        { id: line, amount: '15.00' },
        { line_no: 2, amount: '30.00' },
      ],
    });
  });

  test('asks only for references that are new', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.change(AMY, id, { note: 'x' }).asked).toEqual([]);
    const added = office.change(AMY, id, { lines: { upsert: [{ item: INK, qty: '1' }] } });
    expect(added.asked[0]).toEqual({ references: [{ form: 'item', id: INK }] });
    expect(office.change(AMY, id, { place: NOWHERE }).codes).toEqual(['unknown_reference /place']);
  });

  test('that changes nothing writes nothing', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2', { note: 'x' }));
    expect(office.change(AMY, id, { note: 'x' }).effects?.records).toEqual([]);
  });

  test('is refused to whoever saw an older version', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    office.change(AMY, id, { note: 'first' }, 1);
    expect(office.change(AMY, id, { note: 'second' }, 1)).toMatchObject({
      reason: 'stale',
      codes: ['stale_version'],
    });
    expect(office.record(id)?.['note']).toBe('first');
  });

  test('tells nothing about a record that the caller may not see', () => {
    const office = new Office();
    const id = office.made(ADA, requestOf('2'));
    const hidden = { reason: 'hidden', codes: ['not_found'] };
    expect(office.change(AMY, id, { note: 'x' })).toMatchObject(hidden);
    expect(office.change(AMY, NOWHERE, { note: 'x' })).toMatchObject(hidden);
    expect(office.act(DAN, id, 'send')).toMatchObject(hidden);
    expect(office.remove(LEA, id)).toMatchObject(hidden);
  });

  test('of the state is refused as an attempt to step around the flow', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.change(AMY, id, { status: 'approved' })).toMatchObject({
      reason: 'forbidden',
      codes: ['outside_flow /status'],
    });
  });

  test('is refused while a flow runs on the record', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    office.act(AMY, id, 'send');
    const outside = { reason: 'passed', codes: ['outside_flow'] };
    expect(office.change(AMY, id, { note: 'x' })).toMatchObject(outside);
    expect(office.remove(AMY, id)).toMatchObject({ reason: 'passed', codes: ['record_locked'] });
  });

  test('is refused in a state that is not editable', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    office.act(AMY, id, 'park');
    expect(office.change(AMY, id, { note: 'x' })).toMatchObject({ reason: 'passed', codes: ['wrong_state'] });
  });

  test('does not reach fields that the caller may not see, in lines neither', () => {
    const office = new Office();
    const id = office.made(ADA, requestOf('2'));
    const lines = { upsert: [{ item: PEN, qty: '1', price: '9.00' }] };
    expect(office.change(EVE, id, { note: 'x', lines }).codes).toEqual([
      'unknown_field /note',
      'unknown_field /lines/0/price',
    ]);
    expect(office.act(EVE, id, 'park', { note: 'x' }).codes).toEqual(['unknown_field /note']);
  });

  test('cannot empty what is required', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.change(AMY, id, { place: null })).toMatchObject({
      reason: 'invalid',
      codes: [expect.stringContaining('/place')],
    });
  });
});

describe('deleting a record', () => {
  test('takes a draft away', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.remove(AMY, id).effects).toMatchObject({
      subjectRecord: null,
      records: [{ kind: 'delete', before: { id, place: NORTH } }],
    });
    expect(office.record(id)).toBeUndefined();
  });

  test('cancels the tasks that rules gave about it', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('41'));
    office.act(AMY, id, 'send');
    office.answer(LEA, id, 'approve');
    const errand = String(office.record(id)?.['errand']);
    expect(office.remove(ADA, errand).effects?.tasksClosed).toMatchObject([
      { outcome: 'cancelled', by: ADA },
    ]);
    expect(office.taskOf(LEA, errand)).toBeUndefined();
  });
});
