import type { RuleDefinition } from '../metadata/index.js';
import { action, definitionsWith, errandForm, releaseOf, rule, title } from './commands.fixtures.js';
import { ADA, AMY, NORTH, Office, PEN, requestOf } from './office.fixtures.js';

const toRequest = (values: Record<string, string>, more: object = {}) =>
  action('updateRecord', { form: 'request', by: { reference: 'request' }, values, ...more });
const onErrand = (actions: RuleDefinition['actions'], more: Partial<RuleDefinition> = {}) =>
  rule('report', actions, { form: 'errand', trigger: { on: ['create'] }, ...more });
const officeWith = (...rules: RuleDefinition[]) => new Office(releaseOf(definitionsWith(...rules)));

describe('rules that change other records', () => {
  test('write the record that a reference names, with its own values at hand', () => {
    const office = officeWith(onErrand([toRequest({ note: 'CONCAT(COALESCE(target.note, ""), reason)' })]));
    const request = office.made(AMY, requestOf('1', { note: 'was ' }));
    const { effects } = office.create(ADA, { request, reason: 'done' }, 'errand');
    expect(office.record(request)).toMatchObject({ note: 'was done', version: 2, updated_by: ADA });
    expect(effects?.records.map(({ form, kind }) => `${kind} ${form}`)).toEqual([
      'insert errand',
      'update request',
    ]);
    expect(effects?.firings).toContainEqual(expect.objectContaining({ rule: 'report', form: 'errand' }));
  });

  test('set off the rules and formulas of what they change', () => {
    const stamp = rule('stamp', [action('setField', { field: 'urgent', formula: 'true' })], {
      phase: 'derive',
      trigger: { on: ['update'], fields: ['limit'] },
    });
    const office = officeWith(onErrand([toRequest({ limit: '7' })]), stamp);
    const request = office.made(AMY, requestOf('4'));
    office.create(ADA, { request }, 'errand');
    expect(office.record(request)).toMatchObject({ limit: '7.00', excess: '3.00', urgent: true });
  });

  test('of several lines add up, because each sees what the one before it left', () => {
    const add = rule(
      'add',
      [
        action('updateRecord', {
          form: 'errand',
          by: { match: { reason: '"sum"' }, max: 1 },
          values: { extra: 'CONCAT(COALESCE(target.extra, ""), "+", lines.qty)' },
        }),
      ],
      { foreach: 'lines', trigger: { on: ['create'] } },
    );
    const office = officeWith(add);
    const errand = office.made(ADA, { reason: 'sum' }, 'errand');
    const lines = ['1', '2', '3'].map((qty) => ({ item: PEN, qty }));
    office.create(AMY, { place: NORTH, lines });
    expect(office.record(errand)).toMatchObject({ extra: '+1+2+3', version: 2 });
  });

  test('ask for all records that they change in one go', () => {
    const office = officeWith(onErrand([toRequest({ note: '"a"' })]));
    const request = office.made(AMY, requestOf('1'));
    const { asked } = office.create(ADA, { request }, 'errand');
    expect(asked.flatMap(({ records = [] }) => records)).toEqual([
      { key: `request/${request}`, query: { form: 'request', id: request } },
    ]);
  });

  test('refuse the command when there is no such record', () => {
    const office = officeWith(onErrand([toRequest({ note: '"a"' })]));
    expect(office.create(ADA, {}, 'errand')).toMatchObject({
      reason: 'invalid',
      codes: ['no_record_to_change'],
    });
    expect(office.records.size).toBe(0);
  });

  test('refuse more records than they may change', () => {
    const all = action('updateRecord', {
      form: 'errand',
      by: { match: { reason: '"x"' }, max: 1 },
      values: { extra: '"y"' },
    });
    const office = officeWith(rule('all', [all], { trigger: { on: ['create'] } }));
    office.made(ADA, { reason: 'x' }, 'errand');
    expect(office.create(AMY, requestOf('1')).codes).toEqual([]);
    office.made(ADA, { reason: 'x' }, 'errand');
    expect(office.create(AMY, requestOf('1')).codes).toEqual(['too_many_to_change']);
  });

  test('that may fail leave the rest as it is and say so', () => {
    const tell = action('notify', { to: [{ users: [AMY] }], title: title('news') });
    const office = officeWith(onErrand([toRequest({ note: '"a"' }, { onError: 'warn' }), tell]));
    const { effects } = office.create(ADA, {}, 'errand');
    expect(effects?.notes).toMatchObject([
      { code: 'no_record_to_change', severity: 'warning', params: { rule: 'report' } },
    ]);
    expect(effects?.notifications).toHaveLength(1);
  });

  test('that may fail take back what they had begun', () => {
    const cap = rule('cap', [action('block', { message: title('no') })], {
      phase: 'validate',
      trigger: { on: ['update'] },
    });
    const office = officeWith(onErrand([toRequest({ note: '"a"' }, { onError: 'skip' })]), cap);
    const request = office.made(AMY, requestOf('1'));
    const { effects } = office.create(ADA, { request }, 'errand');
    expect(effects?.records.map(({ form }) => form)).toEqual(['errand']);
    expect(effects?.notes).toMatchObject([{ code: 'rule_refused', severity: 'info' }]);
    expect(office.record(request)).toMatchObject({ version: 1 });
  });

  test('over a reference of another form are refused when they are published', () => {
    const wrong = onErrand([
      action('updateRecord', { form: 'review', by: { reference: 'request' }, values: { subject: '"x"' } }),
    ]);
    expect(() => officeWith(wrong)).toThrow('bad_reference');
    expect(errandForm.key).toBe('errand');
  });
});
