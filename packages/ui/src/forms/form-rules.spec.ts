import { buildFormModel, computeRecord } from '@dougong/kernel/forms';
import type { FormDefinition, RuleAction, RuleDefinition } from '@dougong/kernel/metadata';
import { compileRules } from '@dougong/kernel/rules';
import { createFormState, type FormValues } from './form-state.js';
import { formRules } from './form-rules.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const decimal = (name: string, more = {}) => ({
  type: 'string' as const,
  format: 'decimal' as const,
  'x-scale': 2,
  'x-title': title(name),
  ...more,
});

const CLAIM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      amount: decimal('Amount'),
      double: decimal('Double', { 'x-formula': 'amount * 2' }),
      urgent: { type: 'boolean', 'x-title': title('Urgent') },
      note: { type: 'string', 'x-title': title('Note') },
      level: {
        type: 'string',
        enum: ['low', 'middle', 'high'],
        'x-titles': [title('Low'), title('Middle'), title('High')],
        'x-title': title('Level'),
      },
      entries: {
        type: 'array',
        'x-title': title('Entries'),
        items: {
          type: 'object',
          properties: {
            qty: decimal('Quantity'),
            reason: { type: 'string', 'x-title': title('Reason') },
          },
        },
      },
    },
  },
  ui: { order: ['amount', 'urgent', 'note', 'level', 'entries'] },
} as unknown as FormDefinition;

const built = buildFormModel(CLAIM, () => undefined);
if (!built.ok) throw new Error(JSON.stringify(built.error));
const model = built.value;

const PLACE = {
  ...CLAIM,
  key: 'place',
  schema: { type: 'object', properties: { busy: { type: 'boolean', 'x-title': title('Busy') } } },
  ui: { order: ['busy'] },
} as unknown as FormDefinition;

const FAR = {
  ...CLAIM,
  schema: {
    type: 'object',
    properties: {
      ...CLAIM.schema.properties,
      place: {
        type: 'string',
        format: 'uuid',
        'x-title': title('Place'),
        'x-reference': { form: 'place' },
      },
    },
  },
} as unknown as FormDefinition;

const builtFar = buildFormModel(FAR, (key) => (key === 'place' ? PLACE : undefined));
if (!builtFar.ok) throw new Error(JSON.stringify(builtFar.error));
const farModel = builtFar.value;

const urgent = { '==': [{ var: 'urgent' }, true] };
const link = (type: string, fields: string[], value: boolean) =>
  ({ id: `${type}_${fields.join('_').replace('.', '_')}`, type, fields, value }) as RuleAction;

function rule(key: string, actions: RuleAction[], more: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    kind: 'rule',
    format: 1,
    key,
    title: title(key),
    form: 'claim',
    enabled: true,
    trigger: { on: ['create', 'update'], where: 'both' },
    phase: 'derive',
    priority: 100,
    condition: true,
    actions,
    ...more,
  };
}

interface Opening {
  readonly values?: FormValues;
  readonly isNew?: boolean;
  readonly mayWrite?: (path: string) => boolean;
}

function open(
  definitions: RuleDefinition[],
  { values = {}, isNew = false, mayWrite = () => true }: Opening = {},
) {
  const compiled = compileRules(definitions, { models: new Map([['claim', model]]) });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const rules = formRules(model, compiled.value, () => ({}));
  const recompute = (given: FormValues, changed: ReadonlySet<string>) => {
    const { record } = computeRecord(model, given as never, {}, changed);
    return { '/double': (record['double'] ?? null) as string | null };
  };
  return createFormState({ values, tables: ['entries'], rules, isNew, mayWrite, recompute });
}

const SAVED: FormValues = { id: 'r', amount: '1.00', entries: [{ id: 'a', qty: '1', reason: null }] };

describe('rules while a form is filled in', () => {
  const askNote = rule('ask', [link('setRequired', ['note'], true), link('setReadOnly', ['level'], true)], {
    condition: urgent,
  });

  test('a field is asked for and another is locked as soon as the condition holds, and no longer than that', () => {
    const state = open([askNote]);
    const heard: string[] = [];
    state.subscribeField('note', () => heard.push('note'));
    state.subscribeField('amount', () => heard.push('amount'));
    state.setValue('urgent', true);
    expect(state.link('note')).toMatchObject({ required: true });
    expect(state.link('level')).toMatchObject({ readOnly: true });
    expect(heard).toEqual(['note']);
    state.setValue('urgent', false);
    expect(state.link('note').required).toBeUndefined();
  });

  test('what rules say again wakes nobody', () => {
    const state = open([askNote], { values: { urgent: true } });
    const heard: string[] = [];
    state.subscribeLinks(() => heard.push('links'));
    state.setValue('amount', '2');
    expect(heard).toEqual([]);
  });

  test('a hidden field and a hidden table are named at once on opening', () => {
    const state = open([rule('hide', [link('setVisible', ['note', 'entries'], false)])]);
    expect(state.hiddenFields()).toEqual(['note', 'entries']);
  });

  test('choices are narrowed', () => {
    const few = { id: 'few', type: 'setOptions', field: 'level', options: ['low'] } as RuleAction;
    const state = open([rule('few', [few], { condition: urgent })], { values: { urgent: true } });
    expect(state.link('level').options).toEqual(['low']);
  });

  test('a line that was just added is asked of its own', () => {
    const each = rule('each', [link('setRequired', ['entries.reason'], true)], {
      foreach: 'entries',
      condition: { '==': [{ var: 'entries.qty' }, '0'] },
    });
    const state = open([each], { values: SAVED });
    const entries = state.lines('entries');
    const [row = ''] = entries.insertRows([{ index: 1, values: { qty: '0' } }]);
    expect(entries.link?.(row, 'reason').required).toBe(true);
    expect(entries.link?.('a', 'reason').required).toBeUndefined();
    expect(state.patch()).toEqual({ entries: { upsert: [{ qty: '0' }] } });
  });

  test('a column that rules hide goes as a whole, unless a line shows it', () => {
    const hide = rule('hide', [link('setVisible', ['entries.reason'], false)]);
    expect(open([hide], { values: SAVED }).tableLinks('entries').columns['reason']?.visible).toBe(false);
    const show = rule('show', [link('setVisible', ['entries.reason'], true)], { foreach: 'entries' });
    expect(open([hide, show], { values: SAVED }).tableLinks('entries').columns['reason']?.visible).toBe(true);
  });
});

const set = (field: string, formula: string) =>
  ({ id: `set_${field.replace('.', '_')}`, type: 'setField', field, formula }) as RuleAction;

describe('values that rules write while a form is filled in', () => {
  const copy = rule('copy', [set('amount', 'IF(urgent, 5, amount)')]);

  test('are shown at once, formulas follow them, and they are sent', () => {
    const state = open([copy], { values: SAVED });
    expect(state.isDirty()).toBe(false);
    state.setValue('urgent', true);
    expect(state.value('amount')).toBe('5.00');
    expect(state.value('double')).toBe('10.00');
    expect(state.patch((path) => path === 'double')).toEqual({ urgent: true, amount: '5.00' });
  });

  test('are shown and not sent where the person may not write', () => {
    const state = open([copy], { values: SAVED, mayWrite: (path) => path === 'urgent' });
    state.setValue('urgent', true);
    expect(state.value('amount')).toBe('5.00');
    expect(state.patch()).toEqual({ urgent: true });
  });

  test('stand in a new record from the start', () => {
    const begin = rule('begin', [set('note', '"begin"')], {
      phase: 'default',
      trigger: { on: ['create'], where: 'both' },
    });
    expect(open([begin], { isNew: true }).value('note')).toBe('begin');
    expect(open([begin]).value('note')).toBeNull();
    const state = open([begin], { isNew: true });
    state.setValue('note', 'typed');
    state.reset({}, 'opened');
    expect(state.value('note')).toBe('begin');
  });

  test('stand in lines too', () => {
    const fill = rule('fill', [set('entries.reason', '"none"')], {
      foreach: 'entries',
      condition: { '==': [{ var: 'entries.qty' }, '0'] },
    });
    const state = open([fill], { values: SAVED });
    state.lines('entries').setCells([{ row: 'a', column: 'qty', value: '0' }]);
    expect(state.lines('entries').value('a', 'reason')).toBe('none');
    expect(state.patch()).toEqual({ entries: { upsert: [{ id: 'a', qty: '0', reason: 'none' }] } });
  });
});

describe('what rules say while a form is filled in', () => {
  const warn = (key: string, field: string | undefined, over: string, more: Partial<RuleDefinition> = {}) =>
    rule(
      key,
      [
        {
          id: 'w',
          type: 'warn',
          message: title(key),
          ...(field === undefined ? {} : { field }),
        } as RuleAction,
      ],
      {
        phase: 'validate',
        condition: { '>': [{ var: over }, '5'] },
        ...more,
      },
    );

  test('stands at its field until the rule takes it back', () => {
    const state = open([warn('large', 'amount', 'amount')]);
    state.setValue('amount', '9');
    expect(state.issuesOf('amount')).toMatchObject([{ code: 'rule_warning', severity: 'warning' }]);
    state.setValue('note', 'x');
    expect(state.issuesOf('amount')).toHaveLength(1);
    state.setValue('amount', '4');
    expect(state.issuesOf('amount')).toHaveLength(0);
  });

  test('stands in the cell of its line', () => {
    const state = open([warn('many', 'entries.qty', 'entries.qty', { foreach: 'entries' })], {
      values: SAVED,
    });
    const entries = state.lines('entries');
    entries.setCells([{ row: 'a', column: 'qty', value: '9' }]);
    expect(entries.issues('a', 'qty')).toMatchObject([{ code: 'rule_warning' }]);
    entries.setCells([{ row: 'a', column: 'qty', value: '1' }]);
    expect(entries.issues('a', 'qty')).toHaveLength(0);
  });

  test('stands above the form where it is about no field', () => {
    const state = open([warn('whole', undefined, 'amount')]);
    state.setValue('amount', '9');
    expect(state.remarks()).toMatchObject([{ code: 'rule_warning' }]);
  });

  test('is said once when the server says the same', () => {
    const state = open([warn('large', 'amount', 'amount')]);
    state.setValue('amount', '9');
    state.setIssues([...state.issuesOf('amount')]);
    expect(state.issuesOf('amount')).toHaveLength(1);
  });

  test('is gone after a save', () => {
    const state = open([warn('large', 'amount', 'amount')]);
    state.setValue('amount', '9');
    state.reset({ amount: '9' });
    expect(state.issuesOf('amount')).toHaveLength(0);
  });
});

describe('what rules read outside the form', () => {
  const busy = rule('busy', [link('setRequired', ['note'], true), set('level', '"high"')], {
    condition: { '==': [{ var: 'place.busy' }, true] },
  });

  /** A form whose place is looked up elsewhere: nothing is known of it until `arrive`. */
  function openFar(values: FormValues = {}) {
    const places = new Map<string, { readonly id: string; readonly busy: boolean }>();
    let missing = false;
    const compiled = compileRules([busy], { models: new Map([['claim', farModel]]) });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    const reference = (_form: string, id: string) => {
      if (!places.has(id)) missing = true;
      return places.get(id);
    };
    const missed = () => {
      const was = missing;
      missing = false;
      return was;
    };
    const rules = formRules(farModel, compiled.value, () => ({ reference }));
    const state = createFormState({ values, rules, missed });
    return { state, arrive: (id: string, busy: boolean) => places.set(id, { id, busy }) };
  }

  test('is asked again when it has arrived, as if it had been there at once', () => {
    const { state, arrive } = openFar();
    state.setValue('place', 'p-1');
    expect(state.link('note').required).toBeUndefined();
    const heard: string[] = [];
    state.subscribeField('note', () => heard.push('note'));
    arrive('p-1', true);
    state.recall();
    expect(state.link('note').required).toBe(true);
    expect(state.value('level')).toBe('high');
    expect(state.patch()).toEqual({ place: 'p-1', level: 'high' });
    expect(heard).toEqual(['note']);
  });

  test('changes nothing in a record that is only opened', () => {
    const { state, arrive } = openFar({ id: 'r', place: 'p-1', level: 'low' });
    arrive('p-1', true);
    state.recall();
    expect(state.link('note').required).toBe(true);
    expect(state.value('level')).toBe('low');
    expect(state.isDirty()).toBe(false);
  });

  test('is asked once: what is known already is not asked again', () => {
    const { state, arrive } = openFar();
    arrive('p-1', true);
    state.setValue('place', 'p-1');
    expect(state.value('level')).toBe('high');
    state.setValue('level', 'low');
    state.recall();
    expect(state.value('level')).toBe('low');
  });
});
