import type { Condition, FormGrant, RoleDefinition } from '@dougong/kernel/metadata';

/** Edits of roles: each takes a role and gives a new one. Grants for every form (`*`) are left as they are. */

export type FieldSight = 'shown' | 'readOnly' | 'masked' | 'hidden';
export type GrantRows = FormGrant['rows'];

/** The grant that a role has for one form; the first where it has several. */
export function ownGrant(role: RoleDefinition, form: string): FormGrant | undefined {
  return role.forms.find((grant) => grant.form === form);
}

/** How many more grants for the form the role has, which stay as they are. */
export function furtherGrants(role: RoleDefinition, form: string): number {
  return Math.max(0, role.forms.filter((grant) => grant.form === form).length - 1);
}

/** What the role gives on the form by grants for every form. */
export function inheritedActions(role: RoleDefinition): readonly string[] {
  return role.forms.filter((grant) => grant.form === '*').flatMap((grant) => grant.actions);
}

/** Whether the role gives an action on a form, by whatever grant. */
export function gives(role: RoleDefinition, form: string, action: string): boolean {
  return role.forms.some(
    (grant) =>
      (grant.form === form || grant.form === '*') &&
      (grant.actions.includes(action) || grant.actions.includes('*')),
  );
}

/** Gives or takes an action. A grant without actions would be none, so it goes. */
export function withAction(
  role: RoleDefinition,
  form: string,
  action: string,
  isGiven: boolean,
): RoleDefinition {
  const grant = ownGrant(role, form) ?? { form, actions: [], rows: 'all' as const };
  const others = grant.actions.filter((each) => each !== action);
  const actions = isGiven ? [...others, action] : others;
  return withGrant(role, form, actions.length === 0 ? undefined : { ...grant, actions });
}

export function withRows(role: RoleDefinition, form: string, rows: GrantRows): RoleDefinition {
  const grant = ownGrant(role, form);
  return grant ? withGrant(role, form, { ...grant, rows }) : role;
}

export function withStates(role: RoleDefinition, form: string, states: readonly string[]): RoleDefinition {
  const grant = ownGrant(role, form);
  if (!grant) return role;
  const { states: _before, ...rest } = grant;
  return withGrant(role, form, states.length === 0 ? rest : { ...rest, states: [...states] });
}

/** Narrows a grant to records that meet a condition; without one it reaches them whatever stands in them. */
export function withWhere(role: RoleDefinition, form: string, where: Condition | undefined): RoleDefinition {
  const grant = ownGrant(role, form);
  if (!grant) return role;
  const { where: _before, ...rest } = grant;
  return withGrant(role, form, where === undefined ? rest : { ...rest, where });
}

/** How a grant shows a field, by its own word. */
export function sightOf(grant: FormGrant | undefined, path: string): FieldSight {
  if (grant?.hidden?.includes(path)) return 'hidden';
  if (grant?.masked?.some(({ field }) => field === path)) return 'masked';
  return grant?.readOnly?.includes(path) ? 'readOnly' : 'shown';
}

const LAST_SHOWN = 4;

export function withSight(
  role: RoleDefinition,
  form: string,
  path: string,
  sight: FieldSight,
): RoleDefinition {
  const grant = ownGrant(role, form);
  if (!grant) return role;
  const { hidden = [], masked = [], readOnly = [], ...rest } = grant;
  const lists = {
    hidden: added(without(hidden, path), path, sight === 'hidden'),
    masked: [
      ...masked.filter(({ field }) => field !== path),
      ...(sight === 'masked' ? [{ field: path, last: LAST_SHOWN }] : []),
    ],
    readOnly: added(without(readOnly, path), path, sight === 'readOnly'),
  };
  const said = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
  return withGrant(role, form, { ...rest, ...said });
}

/** The same role under another name. */
export function copyOf(role: RoleDefinition, key: string, titleText: string): RoleDefinition {
  return { ...structuredClone(role), key, title: { 'zh-CN': titleText, en: titleText } };
}

function without(list: readonly string[], path: string): readonly string[] {
  return list.filter((each) => each !== path);
}

function added(list: readonly string[], path: string, isIn: boolean): string[] {
  return isIn ? [...list, path] : [...list];
}

/** Puts a grant in the place of the form's first one, or behind all others. */
function withGrant(role: RoleDefinition, form: string, grant: FormGrant | undefined): RoleDefinition {
  const at = role.forms.findIndex((each) => each.form === form);
  const own = grant ? [grant] : [];
  const forms =
    at === -1 ? [...role.forms, ...own] : [...role.forms.slice(0, at), ...own, ...role.forms.slice(at + 1)];
  return { ...role, forms };
}
