import type { RuleDefinition } from '../metadata/index.js';
import { action, definitionsWith, releaseOf, rule, title } from './commands.fixtures.js';
import { ADA, AMY, INK, LEA, NORTH, Office, PEN, requestOf } from './office.fixtures.js';

const officeWith = (...rules: RuleDefinition[]) => new Office(releaseOf(definitionsWith(...rules)));
const urgent = { '>': [{ var: 'total' }, '50'] };

describe('rules that start a flow', () => {
  const start = (more: object = {}) =>
    rule('go', [action('startFlow', { flow: 'request_flow', ...more })], {
      trigger: { on: ['update'], fields: ['note'] },
    });

  test('open its first task in the same command', () => {
    const office = officeWith(start());
    const id = office.made(AMY, requestOf('1'));
    const { effects } = office.change(AMY, id, { note: 'go' });
    expect(effects).toMatchObject({ subjectRecord: { status: 'sent' }, tasksOpened: [{ assignee: LEA }] });
    expect(effects?.instances).toHaveLength(1);
  });

  test('do not start a second one', () => {
    const twice = rule('also', [action('startFlow', { flow: 'request_flow', onError: 'warn' })], {
      trigger: { on: ['update'], fields: ['note'] },
      priority: 1,
    });
    const office = officeWith(start(), twice);
    const id = office.made(AMY, requestOf('1'));
    const { effects } = office.change(AMY, id, { note: 'go' });
    expect(effects?.instances).toHaveLength(1);
    expect(effects?.notes).toMatchObject([{ code: 'flow_already_runs', severity: 'warning' }]);
  });

  test('name a flow of their form', () => {
    const wrong = rule('go', [action('startFlow', { flow: 'request_flow' })], { form: 'errand' });
    expect(() => officeWith(wrong)).toThrow('unknown_flow');
  });
});

describe('rules that call outside systems', () => {
  test('leave a call for the outbox, with a key that stands for this change', () => {
    const call = rule(
      'call',
      [action('callWebhook', { endpoint: 'books', payload: { no: 'no', sum: 'total' } })],
      {
        phase: 'afterCommit',
        condition: urgent,
      },
    );
    const office = officeWith(call);
    const { effects } = office.create(AMY, requestOf('41'));
    const id = effects?.subjectRecord?.id;
    expect(effects?.calls).toEqual([
      {
        key: `call/a_callWebhook/${id}/1`,
        endpoint: 'books',
        form: 'request',
        recordId: id,
        payload: { no: 'R2026-001', sum: '102.50' },
        rule: 'call',
      },
    ]);
    expect(office.create(AMY, requestOf('1')).effects?.calls).toEqual([]);
  });
});

describe('warnings of rules', () => {
  test('reach the one who acts although nothing is refused', () => {
    const warn = rule('care', [action('warn', { field: 'total', message: title('much') })], {
      phase: 'validate',
      condition: urgent,
    });
    const { effects } = officeWith(warn).create(AMY, requestOf('41'));
    expect(effects?.notes).toMatchObject([{ code: 'rule_warning', path: '/total', severity: 'warning' }]);
  });
});

describe('what a form shows, held against every save', () => {
  const link = (type: string, fields: string[]) => action(type, { fields, value: true });
  const onScreen = {
    phase: 'derive' as const,
    trigger: { on: ['create' as const, 'update' as const], where: 'both' as const },
  };

  test('a field that rules ask for must be filled', () => {
    const ask = rule('ask', [link('setRequired', ['note'])], { ...onScreen, condition: urgent });
    const office = officeWith(ask);
    expect(office.create(AMY, requestOf('41'))).toMatchObject({
      reason: 'invalid',
      codes: ['required /note'],
    });
    expect(office.create(AMY, requestOf('41', { note: 'why' })).codes).toEqual([]);
    expect(office.create(AMY, requestOf('1')).codes).toEqual([]);
  });

  test('a field that rules lock is closed to people and open to rules', () => {
    const lock = rule('lock', [link('setReadOnly', ['limit'])], onScreen);
    const stamp = rule('stamp', [action('setField', { field: 'limit', formula: '9' })], { phase: 'derive' });
    const office = officeWith(lock, stamp);
    expect(office.create(AMY, requestOf('1', { limit: '5' })).codes).toEqual(['field_locked_by_rule /limit']);
    const id = office.made(AMY, requestOf('1'));
    expect(office.record(id)).toMatchObject({ limit: '9.00' });
    expect(office.change(AMY, id, { limit: '8' }).codes).toEqual(['field_locked_by_rule /limit']);
    expect(office.change(AMY, id, { note: 'fine' }).codes).toEqual([]);
  });
});

describe('initial values of rules', () => {
  test('fill a new record before its formulas are worked out', () => {
    const begin = rule('begin', [action('setField', { field: 'limit', formula: '2' })], {
      phase: 'default',
      trigger: { on: ['create'] },
    });
    const office = officeWith(begin);
    expect(office.record(office.made(AMY, requestOf('4')))).toMatchObject({ limit: '2.00', excess: '8.00' });
    expect(office.record(office.made(AMY, requestOf('4', { limit: '1' })))).toMatchObject({ limit: '1.00' });
  });
});

describe('rules over lines fire once for each line, whichever way the lines come in', () => {
  const mark = rule(
    'mark',
    [action('setField', { field: 'lines.mark', formula: 'CONCAT(COALESCE(lines.mark, ""), "x")' })],
    {
      phase: 'derive',
      foreach: 'lines',
    },
  );
  const tell = rule('tell', [action('notify', { to: [{ users: [LEA] }], title: title('{lines.qty}') })], {
    foreach: 'lines',
  });
  const marks = (office: Office, id: string) =>
    (office.record(id)?.['lines'] as readonly { mark?: string }[]).map((line) => line.mark);
  const lines = [
    { item: PEN, qty: '1' },
    { item: INK, qty: '2' },
    { item: PEN, qty: '3' },
  ];
  const told = (effects: { notifications: readonly { title: { en: string } }[] } | undefined) =>
    effects?.notifications.map((each) => each.title.en);

  test('with a new record', () => {
    const office = officeWith(mark, tell);
    const { effects } = office.create(AMY, { place: NORTH, lines });
    expect(marks(office, effects?.subjectRecord?.id ?? '')).toEqual(['x', 'x', 'x']);
    expect(told(effects)).toEqual(['1.000', '2.000', '3.000']);
  });

  test('with a change that adds a line and changes another', () => {
    const office = officeWith(mark, tell);
    const id = office.made(AMY, { place: NORTH, lines: lines.slice(0, 2) });
    const [first] = office.record(id)?.['lines'] as readonly { id: string }[];
    const { effects } = office.change(AMY, id, {
      lines: {
        upsert: [
          { id: first?.id, qty: '9' },
          { item: PEN, qty: '4' },
        ],
      },
    });
    expect(marks(office, id)).toEqual(['xx', 'xx', 'x']);
    expect(told(effects)).toEqual(['9.000', '2.000', '4.000']);
  });

  test('with a record that another rule makes out of lines', () => {
    const copy = rule(
      'copy',
      [
        action('createRecord', {
          form: 'request',
          values: { place: 'place', note: '"copy"' },
          lines: [{ into: 'lines', from: 'lines', values: { item: 'lines.item', qty: 'lines.qty' } }],
        }),
      ],
      { trigger: { on: ['action'], actions: ['park'] } },
    );
    const office = officeWith(mark, tell, copy);
    const id = office.made(AMY, { place: NORTH, lines });
    const { effects } = office.act(AMY, id, 'park');
    const made = effects?.records.find(({ kind }) => kind === 'insert')?.record.id ?? '';
    expect(marks(office, made)).toEqual(['x', 'x', 'x']);
    expect(told(effects)).toEqual(['1.000', '2.000', '3.000']);
  });
});

describe('the actions of a command', () => {
  test('are bounded over all the records that it touches', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      action('notify', { to: [{ users: [LEA] }], title: title('n') }, `n${at}`),
    );
    const each = rule('each', many, { foreach: 'lines' });
    const twenty = Array.from({ length: 20 }, () => ({ item: PEN, qty: '1' }));
    expect(officeWith(each).create(ADA, { place: NORTH, lines: twenty })).toMatchObject({
      reason: 'invalid',
      codes: ['too_many_actions'],
    });
  });
});
