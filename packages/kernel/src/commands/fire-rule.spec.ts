import { uuid } from '../forms/claim.fixtures.js';
import type { RuleDefinition } from '../metadata/index.js';
import { action, definitionsWith, releaseOf, rule, title } from './commands.fixtures.js';
import { AMY, LEA, Office, requestOf } from './office.fixtures.js';

const officeWith = (...rules: RuleDefinition[]) => new Office(releaseOf(definitionsWith(...rules)));
const daily = { on: ['schedule' as const], schedule: { cron: '0 8 * * *' } };
const open = { '==': [{ var: 'status' }, 'draft'] };

describe('rules that a schedule calls', () => {
  test('set fields of a record, which is then saved like any other', () => {
    const late = rule('late', [action('setField', { field: 'note', formula: '"late"' })], {
      phase: 'derive',
      trigger: daily,
      condition: open,
    });
    const seen = rule('seen', [action('notify', { to: [{ users: [LEA] }], title: title('changed') })], {
      trigger: { on: ['update'], fields: ['note'] },
    });
    const office = officeWith(late, seen);
    const id = office.made(AMY, requestOf('1'));
    const { effects } = office.fire('late', 'schedule', id);
    expect(office.record(id)).toMatchObject({ note: 'late', version: 2 });
    expect(effects?.notifications).toMatchObject([{ to: [LEA] }]);
    expect(office.fire('late', 'schedule', id).effects?.records).toEqual([]);
  });

  test('write nothing when their condition does not hold', () => {
    const close = rule('close', [action('transition', { to: 'parked' })], {
      trigger: daily,
      condition: open,
    });
    const office = officeWith(close);
    const id = office.made(AMY, requestOf('1'));
    office.fire('close', 'schedule', id);
    expect(office.record(id)).toMatchObject({ status: 'parked', version: 2 });
    expect(office.fire('close', 'schedule', id).effects).toMatchObject({ records: [], firings: [] });
  });

  test('tell about one version of a record under another key each time', () => {
    const remind = rule('remind', [action('notify', { to: [{ users: [LEA] }], title: title('look') })], {
      trigger: daily,
    });
    const office = officeWith(remind);
    const id = office.made(AMY, requestOf('1'));
    const keys = ['first', 'second'].map(
      (occasion) => office.fire('remind', 'schedule', id, undefined, occasion).effects?.notifications[0]?.key,
    );
    expect(keys).toEqual(['first', 'second'].map((occasion) => `remind/a_notify/${id}/1/${occasion}`));
  });

  test('leave all other rules alone', () => {
    const one = rule('one', [action('notify', { to: [{ users: [LEA] }], title: title('one') })], {
      trigger: daily,
    });
    const office = officeWith(one, { ...one, key: 'two' });
    const id = office.made(AMY, requestOf('1'));
    expect(office.fire('one', 'schedule', id).effects?.firings).toEqual([
      { rule: 'one', form: 'request', recordId: id },
    ]);
  });

  test('once for no record in particular may make one', () => {
    const make = rule('make', [action('createRecord', { form: 'errand', values: { reason: '"weekly"' } })], {
      trigger: { on: ['schedule'], schedule: { cron: '0 8 * * 1', per: 'once' } },
    });
    const office = officeWith(make);
    const { effects } = office.fire('make', 'schedule', uuid(900));
    expect(effects?.subjectRecord).toBeNull();
    expect(effects?.records).toMatchObject([
      { kind: 'insert', form: 'errand', record: { reason: 'weekly' } },
    ]);
  });

  test('are not carried out when they were switched off meanwhile', () => {
    const off = rule('off', [action('transition', { to: 'parked' })], { trigger: daily, enabled: false });
    const office = officeWith(off);
    const id = office.made(AMY, requestOf('1'));
    expect(office.fire('off', 'schedule', id)).toMatchObject({ reason: 'passed', codes: ['rule_gone'] });
    expect(office.fire('mark_large', 'schedule', id).codes).toEqual(['rule_gone']);
  });

  test('on a record that is gone are refused', () => {
    const close = rule('close', [action('transition', { to: 'parked' })], { trigger: daily });
    expect(officeWith(close).fire('close', 'schedule', uuid(901))).toMatchObject({ reason: 'hidden' });
  });
});

describe('rules that a webhook calls', () => {
  test('read what it brings, in the record and in records that they make', () => {
    const paid = rule(
      'paid',
      [
        action('createRecord', { form: 'errand', values: { request: 'id', reason: 'payload.by' } }),
        action('callWebhook', { endpoint: 'books', payload: { by: 'payload.by' } }),
      ],
      {
        trigger: {
          on: ['webhook'],
          webhook: { key: 'paid', payload: { id: 'text', by: 'text' }, record: 'id' },
        },
        condition: { '!=': [{ var: 'payload.by' }, 'nobody'] },
      },
    );
    const office = officeWith(paid);
    const id = office.made(AMY, requestOf('1'));
    const { effects } = office.fire('paid', 'webhook', id, { payload: { id, by: 'Ann' } });
    expect(effects?.records).toMatchObject([{ form: 'errand', record: { request: id, reason: 'Ann' } }]);
    expect(effects?.calls).toMatchObject([{ payload: { by: 'Ann' } }]);
    expect(office.fire('paid', 'webhook', id, { payload: { id, by: 'nobody' } }).effects?.records).toEqual(
      [],
    );
  });
});
