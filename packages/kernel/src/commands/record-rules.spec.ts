import { CHAIN_DEPTH_MAX } from '../foundation/index.js';
import {
  action,
  definitionsWith,
  markLarge,
  releaseOf,
  requestForm,
  rule,
  title,
} from './commands.fixtures.js';
import { ADA, AMY, LEA, NORTH, Office, PEN, requestOf } from './office.fixtures.js';

describe('rules of a save', () => {
  test('mark the record and tell whom they name', () => {
    const { effects } = new Office().create(AMY, requestOf('41'));
    expect(effects?.subjectRecord).toMatchObject({ total: '102.50', urgent: true });
    expect(effects?.notifications).toMatchObject([{ to: [LEA], title: title('R2026-001 is large') }]);
    expect(effects?.firings).toContainEqual(expect.objectContaining({ rule: 'mark_large', form: 'request' }));
    const small = new Office().create(AMY, requestOf('40')).effects;
    expect(small).toMatchObject({ subjectRecord: { total: '100.00' }, notifications: [], firings: [] });
  });

  test('do not tell the one who acts', () => {
    const tell = rule('tell', [action('notify', { to: [{ users: [AMY, LEA] }], title: title('news') })]);
    const { effects } = new Office(releaseOf(definitionsWith(tell))).create(AMY, requestOf('1'));
    expect(effects?.notifications.map(({ to }) => to)).toEqual([[LEA]]);
    const alone = rule('tell', [action('notify', { to: [{ starter: true }], title: title('news') })]);
    expect(
      new Office(releaseOf(definitionsWith(alone))).create(AMY, requestOf('1')).effects?.notifications,
    ).toEqual([]);
  });

  test('do not tell people who have left', () => {
    expect(new Office(undefined, [LEA]).create(AMY, requestOf('41')).effects?.notifications).toEqual([]);
  });

  test('that speak of several lines send messages that can be told apart', () => {
    const each = rule(
      'each',
      [action('notify', { to: [{ users: [LEA] }], title: title('line {lines.qty}') })],
      { foreach: 'lines' },
    );
    const lines = ['1', '2'].map((qty) => ({ item: PEN, qty }));
    const { effects } = new Office(releaseOf(definitionsWith(each))).create(AMY, { place: NORTH, lines });
    expect(new Set(effects?.notifications.map(({ key }) => key)).size).toBe(2);
  });

  test('say the same thing once in one command', () => {
    const tell = rule('tell', [action('notify', { to: [{ users: [LEA] }], title: title('news') })], {
      trigger: { on: ['action', 'state'], actions: ['park'], states: ['parked'] },
    });
    const office = new Office(releaseOf(definitionsWith(tell)));
    const id = office.made(AMY, requestOf('1'));
    expect(office.act(AMY, id, 'park').effects?.notifications).toMatchObject([{ to: [LEA] }]);
  });

  test('give work that finds nobody to those who administer', () => {
    const lost = rule('lost', [action('createTask', { title: title('do'), to: [{ role: 'nobody' }] })]);
    const { effects } = new Office(releaseOf(definitionsWith(lost))).create(AMY, requestOf('1'));
    expect(effects?.tasksOpened).toMatchObject([{ assignee: ADA, kind: 'complete' }]);
  });

  test('that validate refuse the whole command', () => {
    const cap = rule('cap', [action('block', { field: 'total', message: title('too much') })], {
      phase: 'validate',
      condition: { '>': [{ var: 'total' }, '100'] },
    });
    const office = new Office(releaseOf(definitionsWith(cap)));
    expect(office.create(AMY, requestOf('41'))).toMatchObject({
      reason: 'invalid',
      codes: ['rule_refused /total'],
    });
    expect(office.records.size).toBe(0);
  });
});

describe('records that rules make', () => {
  function approved() {
    const office = new Office();
    const id = office.made(AMY, requestOf('41'));
    office.act(AMY, id, 'send');
    return { office, id, effects: office.answer(LEA, id, 'approve').effects };
  }

  test('have their own number and are linked both ways', () => {
    const { office, id } = approved();
    const request = office.record(id);
    const review = office.record(String(request?.['review']));
    const errand = office.record(String(request?.['errand']));
    expect(review).toMatchObject({ no: 'V-01', request: id, subject: 'Review of R2026-001', version: 1 });
    expect(errand).toMatchObject({ request: id, status: 'open', version: 1 });
  });

  test('do not make the record that they come from a version newer each', () => {
    const { effects, id } = approved();
    const writes = effects?.records.filter(({ record }) => record.id === id);
    expect(writes).toMatchObject([
      { kind: 'update', record: { version: 3 }, before: { version: 2, status: 'sent' } },
    ]);
  });

  test('may refer to the record that was made in the same command', () => {
    const errand = rule(
      'errand',
      [action('createRecord', { form: 'errand', values: { request: 'id' }, backlink: 'errand' })],
      {
        trigger: { on: ['create'] },
      },
    );
    const office = new Office(releaseOf(definitionsWith(errand)));
    const id = office.made(AMY, requestOf('1'));
    expect(office.record(String(office.record(id)?.['errand']))).toMatchObject({ request: id });
  });

  test('name the rule that made them', () => {
    const { effects } = approved();
    expect(effects?.firings.map((each) => each.rule)).toEqual(['book', 'follow_up', 'follow_up']);
  });

  test('make records in turn only so many times', () => {
    const again = rule(
      'again',
      [action('createRecord', { form: 'errand', values: { request: 'request' } })],
      {
        form: 'errand',
        trigger: { on: ['create'] },
        // Seen by its author; without it the release is refused.
        reentry: 'once',
      },
    );
    const office = new Office(releaseOf(definitionsWith(again)));
    const request = office.made(AMY, requestOf('1'));
    const refused = office.create(ADA, { request }, 'errand');
    expect(refused).toMatchObject({ reason: 'invalid', codes: ['chain_too_deep'] });
    const { chain } = refused.issues?.[0]?.params as { chain: readonly { en: string }[] };
    expect(chain).toHaveLength(CHAIN_DEPTH_MAX + 1);
    expect(chain[0]?.en).toMatch(/^again \(errand /);
    expect(CHAIN_DEPTH_MAX).toBe(8);
  });

  test('states that set each other off end as a refusal, not as a loop', () => {
    const states = [...(requestForm.lifecycle?.states ?? [])];
    const flip = (key: string, from: string, to: string) =>
      rule(key, [action('transition', { to })], { trigger: { on: ['state'], states: [from] } });
    const form = { ...requestForm, lifecycle: { ...requestForm.lifecycle, states } } as typeof requestForm;
    const rules = [flip('there', 'parked', 'draft'), flip('back', 'draft', 'parked')];
    const office = new Office(releaseOf(definitionsWith(form, ...rules)));
    const id = office.made(AMY, requestOf('1'));
    expect(office.act(AMY, id, 'park')).toMatchObject({ reason: 'invalid', codes: ['chain_too_deep'] });
  });

  test('a rule that derives on entering a state is noted as fired', () => {
    const stamp = rule('stamp', [action('setField', { field: 'note', formula: '"parked"' })], {
      phase: 'derive',
      trigger: { on: ['state'], states: ['parked'] },
    });
    const office = new Office(releaseOf(definitionsWith(stamp, { ...markLarge, enabled: false })));
    const id = office.made(AMY, requestOf('1'));
    const { effects } = office.act(AMY, id, 'park');
    expect(effects?.subjectRecord).toMatchObject({ note: 'parked', status: 'parked' });
    expect(effects?.firings).toEqual([{ rule: 'stamp', form: 'request', recordId: id }]);
  });
});
