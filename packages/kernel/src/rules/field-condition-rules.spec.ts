import { claimForm, claimWith, lookup, modelOf } from '../forms/claim.fixtures.js';
import { buildFormModel } from '../forms/index.js';
import type { RecordData } from '../expression/index.js';
import { checkLinkage, withoutHidden } from './check-linkage.js';
import { compileRules } from './compile-rules.js';
import { fieldConditionRules } from './field-condition-rules.js';
import { fireClient } from './fire-client.js';
import { fieldLinkage, linkageOf } from './linkage.js';
import { rule, surroundings } from './rules.fixtures.js';

const { note, lines, copies } = claimForm.schema.properties as Record<string, object>;
const isUrgent = { '==': [{ var: 'urgent' }, true] };
const columns = (lines as typeof claimForm.schema.properties.lines & { items: { properties: object } }).items;

const conditioned = claimWith({
  note: { ...note, 'x-when': { visible: isUrgent, required: isUrgent } },
  copies: { ...copies, 'x-when': { readOnly: isUrgent } },
  lines: {
    ...lines,
    items: {
      ...columns,
      properties: {
        ...columns.properties,
        reason: {
          type: 'string',
          'x-title': { 'zh-CN': '原因', en: 'reason' },
          'x-when': { required: { '==': [{ var: 'lines.qty' }, '0'] } },
        },
      },
    },
  },
});
const model = modelOf(conditioned);

function rulesWith(...more: Parameters<typeof compileRules>[0]) {
  const models = new Map([...surroundings.models, ['claim', model] as const]);
  const compiled = compileRules([...more, ...fieldConditionRules(model)], { ...surroundings, models });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

const rules = rulesWith();
const shown = (record: RecordData, path: string, line?: string) =>
  fieldLinkage(linkageOf(rules, model, record), path, line);

describe('a field that says when it is shown, asked for or locked', () => {
  test('is hidden until its condition holds, and asked for while it is shown', () => {
    expect(shown({ urgent: false }, 'note')).toMatchObject({ visible: false, required: false });
    expect(shown({ urgent: true }, 'note')).toMatchObject({ visible: true, required: true });
  });

  test('is answered for each line by itself', () => {
    const record = {
      lines: [
        { id: 'a', qty: '0' },
        { id: 'b', qty: '1' },
      ],
    };
    expect(shown(record, 'lines.reason', 'a').required).toBe(true);
    expect(shown(record, 'lines.reason', 'b').required).toBe(false);
    const issues = checkLinkage(rules, model, { before: {}, after: record });
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['required /lines/0/reason']);
  });

  test('holds a save to it: what is asked for is filled, what is locked stays', () => {
    const check = (before: RecordData, given: RecordData) =>
      checkLinkage(rules, model, { before, given, after: given }).map(({ code, path }) => `${code} ${path}`);
    expect(check({ urgent: true }, { urgent: true })).toEqual(['required /note']);
    expect(check({ urgent: true, copies: 1 }, { urgent: true, note: 'x', copies: 2 })).toEqual([
      'field_locked_by_rule /copies',
    ]);
    expect(check({ copies: 1 }, { urgent: false, copies: 2 })).toEqual([]);
  });

  test('keeps its value while it is hidden, and nobody is asked for it', () => {
    const missing = [{ code: 'required', path: '/note' }];
    expect(withoutHidden(rules, model, { urgent: false }, missing)).toEqual([]);
    const typed = { type: 'change', changed: new Set(['urgent']) } as const;
    expect(fireClient(rules, model, typed, { urgent: false, note: 'kept' }).record.note).toBe('kept');
  });

  test('gives way to a rule that says something else', () => {
    const show = rule('show', [{ id: 'a', type: 'setVisible', fields: ['note'], value: true } as never], {
      trigger: { on: ['create', 'update'], where: 'both' },
    });
    const linkage = fieldLinkage(linkageOf(rulesWith(show), model, { urgent: false }), 'note');
    expect(linkage).toMatchObject({ visible: true, by: { visible: 'show' } });
  });
});

test.each<[string, object, string]>([
  [
    'a field that is not there',
    { visible: { var: 'gone' } },
    'condition_unknown_variable /schema/properties/note/x-when/visible',
  ],
  [
    'two types that never meet',
    { required: { '>': [{ var: 'happened_on' }, { var: 'limit' }] } },
    'condition_type /schema/properties/note/x-when/required',
  ],
])('a condition on %s is refused with its place', (_, when, expected) => {
  const form = claimWith({ note: { ...note, 'x-when': when } });
  const built = buildFormModel(form, (key) => (key === 'claim' ? form : lookup(key)));
  const found = built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path}`);
  expect(found.join()).toContain(expected);
});
