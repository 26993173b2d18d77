import { FIELD_TYPES } from '@dougong/kernel/forms';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import type { CatalogPart } from '../surroundings/catalog.js';
import {
  addField,
  asKind,
  changeField,
  freeKey,
  moveField,
  newTable,
  removedSince,
  removeField,
  setRequired,
} from './field-edits.js';
import { kindOf } from './field-kinds.js';
import { putBack } from './put-back.js';
import { fieldAt, fieldRows } from './field-place.js';
import { newField } from './field-skeleton.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const text = (name: string) => ({ type: 'string', 'x-title': title(name) }) as FieldDefinition;
const PARTS = JSON.parse(JSON.stringify(FIELD_TYPES)) as readonly CatalogPart[];
const OFFERED = {
  title: title('New'),
  forms: ['visit'],
  choiceLists: ['reason'],
  firstChoice: title('First'),
};
const FORM = {
  kind: 'form',
  format: 1,
  key: 'visit',
  title: title('Visit'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      guest: text('Guest'),
      day: { type: 'string', format: 'date', 'x-title': title('Day') },
      rows: {
        type: 'array',
        'x-title': title('Rows'),
        items: { type: 'object', properties: { what: text('What'), why: text('Why') }, required: ['why'] },
      },
    },
    required: ['guest'],
  },
  ui: {
    order: ['guest', 'day', 'rows'],
    titleField: 'guest',
    facts: ['guest', 'day'],
    lines: [{ field: 'rows', columns: [{ id: 'why', width: 80 }, { id: 'what' }] }],
  },
  lists: [
    { id: 'all', title: title('All'), columns: ['guest', 'day'], sort: ['-guest'], filters: ['guest'] },
    { id: 'names', title: title('Names'), columns: ['guest'] },
  ],
} as unknown as FormDefinition;

const paths = (form: FormDefinition) => fieldRows(form).map(({ path }) => path);
const faults = (form: FormDefinition) => {
  const checked = checkDefinition(form);
  return checked.ok ? [] : checked.error.map(({ code, path }) => `${code} ${path}`);
};

test('fields are listed as people see them, the columns of a table behind it', () => {
  expect(paths(FORM)).toEqual(['guest', 'day', 'rows', 'rows.why', 'rows.what']);
});

test('a new field stands at the end, in the head or in a table', () => {
  const form = addField(
    addField(FORM, { key: 'note' }, text('Note')),
    { line: 'rows', key: 'size' },
    text('Size'),
  );
  expect(paths(form)).toEqual(['guest', 'day', 'rows', 'rows.why', 'rows.what', 'rows.size', 'note']);
  expect(faults(form)).toEqual([]);
});

test('a field goes up and down among its neighbours and no further', () => {
  expect(paths(moveField(FORM, { key: 'day' }, -1)).slice(0, 2)).toEqual(['day', 'guest']);
  expect(paths(moveField(FORM, { line: 'rows', key: 'what' }, -1)).slice(3)).toEqual([
    'rows.what',
    'rows.why',
  ]);
  expect(moveField(FORM, { key: 'guest' }, -1)).toBe(FORM);
});

test('a removed field is shown nowhere any more, and a list of it alone is gone', () => {
  const form = removeField(FORM, { key: 'guest' });
  expect(faults(form)).toEqual([]);
  expect(JSON.stringify(form)).not.toContain('guest');
  expect(form.lists?.map(({ id }) => id)).toEqual(['all']);
  expect(removedSince(FORM, form)).toEqual([{ key: 'guest' }]);
});

test('a removed column leaves its table, and a removed table takes its columns along', () => {
  expect(paths(removeField(FORM, { line: 'rows', key: 'why' }))).toEqual([
    'guest',
    'day',
    'rows',
    'rows.what',
  ]);
  const without = removeField(FORM, { key: 'rows' });
  expect([faults(without), removedSince(FORM, without)]).toEqual([[], [{ key: 'rows' }]]);
});

test('whether a field is required is said where it stands', () => {
  const form = setRequired(setRequired(FORM, { key: 'guest' }, false), { line: 'rows', key: 'what' }, true);
  expect(
    fieldRows(form)
      .filter(({ isRequired }) => isRequired)
      .map(({ path }) => path),
  ).toEqual(['rows.why', 'rows.what']);
});

test('a field of another kind keeps its name and nothing of the old kind', () => {
  const decimal = PARTS.find(({ kind }) => kind === 'decimal')!;
  const before = { ...text('Guest'), 'x-barcode': true, 'x-help': title('Help') } as FieldDefinition;
  const next = asKind(before, newField(decimal, OFFERED));
  expect(next).toEqual({
    type: 'string',
    format: 'decimal',
    'x-scale': 2,
    'x-title': title('Guest'),
    'x-help': title('Help'),
  });
  expect(fieldAt(changeField(FORM, { key: 'guest' }, next), { key: 'guest' })).toBe(next);
});

test('a key that is taken gets a number', () => {
  expect(freeKey(FORM, undefined, 'guest')).toBe('guest_2');
  expect(freeKey(FORM, 'rows', 'guest')).toBe('guest');
  expect(freeKey(FORM, undefined, 'field')).toBe('field_1');
});

test('a new table has a column, so that it can be published', () => {
  const form = addField(FORM, { key: 'more' }, newTable(title('More'), title('Note')));
  expect([faults(form), paths(form).slice(-2)]).toEqual([[], ['more', 'more.note']]);
});

// A converted quantity needs to be told which fields it reads; no other kind leaves anything open.
test.each(PARTS.filter(({ kind }) => kind !== 'quantity').map(({ kind }) => kind))(
  'a new field of the kind %s can be published as it is made',
  (kind) => {
    const part = PARTS.find((each) => each.kind === kind)!;
    const field = newField(part, OFFERED);
    expect(kindOf(field)).toBe(kind);
    expect(faults(addField(FORM, { key: 'made' }, field))).toEqual([]);
  },
);

test('a field that is put back stands where it stood, as it was', () => {
  for (const place of [{ key: 'guest' }, { line: 'rows', key: 'why' }]) {
    const back = putBack(addField(removeField(FORM, place), place, fieldAt(FORM, place)!), FORM, place);
    expect([paths(back), back.schema.required, back.ui.titleField, back.ui.facts]).toEqual([
      paths(FORM),
      ['guest'],
      'guest',
      ['guest', 'day'],
    ]);
    expect(back.lists?.[0]?.columns).toEqual(['guest', 'day']);
  }
});
