import type { FormDefinition } from '@dougong/kernel/metadata';
import { checkForm } from './check-form.js';
import {
  departmentFields,
  organisationField,
  progressChoices,
  withNewOrganisationField,
  withOrganisationField,
  withProgress,
  withProgressDays,
  withProgressFields,
  withStateText,
} from './form-settings.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });

const FORM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      code: text('Code'),
      owner: text('Owner', { format: 'uuid', 'x-user': true }),
      section: text('Section', { 'x-department': true }),
      thing: text('Thing'),
    },
    additionalProperties: false,
  },
  ui: { order: ['code', 'thing', 'section', 'owner'], titleField: 'thing', codeField: 'code' },
  lifecycle: {
    initial: 'open',
    states: [
      { id: 'open', title: title('Open'), tone: 'draft' },
      { id: 'ready', title: title('Ready'), tone: 'done' },
    ],
  },
} as unknown as FormDefinition;

const sound = (form: FormDefinition) => checkForm(form, { all: [], functions: [] });

describe('whose the records of a form are', () => {
  test('is said by one department field of the head, by another one, or by none', () => {
    expect(departmentFields(FORM).map(({ key }) => key)).toEqual(['section']);
    const own = withOrganisationField(FORM, 'section');
    expect([organisationField(FORM), organisationField(own)]).toEqual([undefined, 'section']);
    expect(sound(own)).toEqual([]);
    expect(withOrganisationField(own, undefined)).toEqual(FORM);
  });

  test('can be said by a field that is made for it; only one says it', () => {
    const made = withNewOrganisationField(withOrganisationField(FORM, 'section'), title('Organisation'));
    expect(organisationField(made)).toBe('organisation');
    expect(sound(made)).toEqual([]);
  });
});

describe('what outsiders see', () => {
  test('begins with the code, and offers no field that names people or other records', () => {
    const shown = withProgress(FORM, true);
    expect(shown.progress).toEqual({ fields: ['code'] });
    expect(progressChoices(shown).map(({ key }) => key)).toEqual(['code', 'thing']);
    expect(sound(shown)).toEqual([]);
    expect(withProgress(shown, false)).toEqual(FORM);
  });

  test('stands in the order of the form', () => {
    expect(withProgressFields(FORM, ['thing', 'code']).progress?.fields).toEqual(['code', 'thing']);
  });

  test('says something of a state in the order of the states, and nothing once it is blank', () => {
    const both = withStateText(withStateText(FORM, 'ready', title('Come')), 'open', title('Wait'));
    expect(both.progress?.states?.map(({ state }) => state)).toEqual(['open', 'ready']);
    expect(sound(both)).toEqual([]);
    const none = withStateText(withStateText(both, 'ready', title('')), 'open', title(''));
    expect(none.progress).toEqual({ fields: [] });
  });

  test('lasts as long as said', () => {
    const days = withProgressDays(FORM, 7);
    expect(days.progress?.days).toBe(7);
    expect(withProgressDays(days, undefined).progress).toEqual({ fields: [] });
  });
});
