import { beyondGrant, grantScope } from '../access/index.js';
import { compileCondition } from '../expression/index.js';
import { SYSTEM_FIELDS } from '../forms/index.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import { issue, pointer, warning } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FormGrant, RoleDefinition } from '../metadata/index.js';

/** What stands in a form that grants of a role name. */
interface Place {
  readonly model: FormModel;
  readonly grant: FormGrant;
  readonly at: string;
}

/** What everybody may be granted, whatever the form. */
const ACTIONS: ReadonlySet<string> = new Set([
  '*',
  'read',
  'create',
  'update',
  'delete',
  'import',
  'export',
  'print',
  'share',
]);

/**
 * Whether what the grants of a role name is there: fields, states, actions, and conditions that every record of a list can
 * be asked. A grant that gives nothing is told as a warning.
 */
export function checkGrants(role: RoleDefinition, models: ReadonlyMap<string, FormModel>): readonly Issue[] {
  return role.forms.flatMap((grant, index) => {
    const at = pointer('/forms', index);
    if (grant.form === '*') return checkEveryForm(grant, at);
    const model = models.get(grant.form);
    if (!model) return [issue('unknown_form', `${at}/form`, { form: grant.form })];
    const place = { model, grant, at };
    return [...checkFields(place), ...checkStates(place), ...checkActions(place), ...checkWhere(place)];
  });
}

/** What every form has, fields by their names; states and conditions are each form's own. */
function checkEveryForm({ states, where }: FormGrant, at: string): readonly Issue[] {
  return [
    ...(states ? [issue('grant_needs_form', `${at}/states`)] : []),
    ...(where !== undefined && where !== true ? [issue('grant_needs_form', `${at}/where`)] : []),
  ];
}

function checkFields({ model, grant, at }: Place): readonly Issue[] {
  const unknown = (list: readonly string[], name: string) =>
    list.flatMap((path, index) =>
      isKnown(model, path) ? [] : [issue('unknown_field', pointer(at, name, index), { field: path })],
    );
  const masked = (grant.masked ?? []).map(({ field }) => field);
  return [
    ...unknown(grant.hidden ?? [], 'hidden'),
    ...unknown(grant.readOnly ?? [], 'readOnly'),
    ...unknown(masked, 'masked'),
    ...masked.flatMap((path, index) =>
      !SYSTEM_FIELDS.has(path) && fieldsOf(model, path).every(isPlainText)
        ? []
        : [issue('mask_needs_text', pointer(at, 'masked', index, 'field'), { field: path })],
    ),
  ];
}

/** The fields that a path means: of the header and of lines alike where it has no table. */
function fieldsOf({ fields, lines }: FormModel, path: string): readonly FieldModel[] {
  return [...fields, ...lines.flatMap((line) => line.fields)].filter(
    (field) => field.path === path || field.key === path,
  );
}

function isKnown(model: FormModel, path: string): boolean {
  return SYSTEM_FIELDS.has(path) || fieldsOf(model, path).length > 0 || model.line(path) !== undefined;
}

function isPlainText({ type, schema, reference, user }: FieldModel): boolean {
  return type.sqlType === 'text' && !reference && !user && !('enum' in schema);
}

function checkStates({ model, grant, at }: Place): readonly Issue[] {
  return (grant.states ?? []).flatMap((state, index) =>
    model.lifecycle.states.has(state)
      ? []
      : [issue('unknown_state', pointer(at, 'states', index), { state })],
  );
}

/** Flow roles may be granted more than a form's own actions, so a name that nothing asks for is no error. */
function checkActions({ model, grant, at }: Place): readonly Issue[] {
  return grant.actions.flatMap((action, index) =>
    ACTIONS.has(action) || model.lifecycle.actions.has(action)
      ? []
      : [warning('grant_gives_nothing', pointer(at, 'actions', index), { action })],
  );
}

function checkWhere({ model, grant: { where }, at }: Place): readonly Issue[] {
  if (where === undefined || where === true) return [];
  const compiled = compileCondition(where, grantScope(model.scope));
  if (!compiled.ok) return compiled.error.map((each) => ({ ...each, path: `${at}/where${each.path}` }));
  return beyondGrant(compiled.value.dependencies).map((field) =>
    issue('grant_condition_too_far', `${at}/where`, { field }),
  );
}
