import { LOGIN_PATTERN } from '../organisation.wire.js';
import { ScimError } from './scim-error.js';
import { patched } from './scim-patch.js';
import type { PatchOperation, ScimResource } from './scim-patch.js';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

export interface UserRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly active: boolean;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly groups: readonly { readonly value: string; readonly display: string }[];
  readonly [column: string]: unknown;
}

/** What of a resource is kept. */
export interface UserValues {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly active: boolean;
  readonly externalId: string | null;
}

const LOGIN = new RegExp(LOGIN_PATTERN, 'u');
const NAME_LENGTH_MAX = 100;

/** A person as the resource of RFC 7643. */
export function userResource(row: UserRow): ScimResource {
  return {
    schemas: [USER_SCHEMA],
    id: row.id,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    userName: row.login,
    name: { formatted: row.name },
    displayName: row.name,
    active: row.active,
    emails: row.email === null ? [] : [{ value: row.email, type: 'work', primary: true }],
    groups: row.groups,
    meta: { resourceType: 'User', created: row.created_at, location: `/scim/v2/Users/${row.id}` },
  };
}

/**
 * A person with a PATCH carried out. The name stands in him once, so that a new one counts wherever it is put; parts of a
 * name are not kept, so they count where both are given and the whole is not.
 */
export function patchedUser(
  { displayName: _mirrored, ...resource }: ScimResource,
  operations: readonly PatchOperation[],
): ScimResource {
  const after = patched(resource, operations);
  const [old, name] = [partsOf(resource), partsOf(after)];
  const isWhole = name['formatted'] !== old['formatted'];
  if (isWhole || textAt(name, 'familyName') === undefined || textAt(name, 'givenName') === undefined)
    return after;
  const { formatted: _old, ...parts } = name;
  return { ...after, name: parts };
}

function partsOf({ name }: ScimResource): ScimResource {
  return typeof name === 'object' && name !== null ? (name as ScimResource) : {};
}

/** Reads what a provider sends; what is not kept here is passed over, as the standard allows. */
export function readUser(resource: ScimResource): UserValues {
  const login = textAt(resource, 'userName');
  if (login === undefined || !LOGIN.test(login))
    throw new ScimError(
      400,
      'The userName must be letters, digits, dots, hyphens, underscores or an address of mail, at most 100 characters.',
      'invalidValue',
    );
  const name = nameOf(resource) ?? login;
  if (name.length > NAME_LENGTH_MAX)
    throw new ScimError(400, `A name has at most ${NAME_LENGTH_MAX} characters.`, 'invalidValue');
  return {
    login,
    name,
    email: emailOf(resource['emails']),
    active: activeOf(resource['active']),
    externalId: textAt(resource, 'externalId') ?? null,
  };
}

/** A name that was changed counts before the one that only mirrors it. */
function nameOf(resource: ScimResource): string | undefined {
  const parts = partsOf(resource);
  const written = [textAt(parts, 'familyName'), textAt(parts, 'givenName')].filter(
    (part) => part !== undefined,
  );
  const formatted = textAt(parts, 'formatted');
  return textAt(resource, 'displayName') ?? formatted ?? (written.length > 0 ? written.join(' ') : undefined);
}

/** Some providers write truth values as texts. */
function activeOf(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === 'false') return text === 'true';
  throw new ScimError(400, 'The value of active is true or false.', 'invalidValue');
}

function emailOf(value: unknown): string | null {
  const list = Array.isArray(value) ? (value as readonly ScimResource[]) : [];
  const chosen = list.find((each) => each?.['primary'] === true) ?? list[0];
  return chosen === undefined ? null : (textAt(chosen, 'value') ?? null);
}

function textAt(resource: ScimResource, key: string): string | undefined {
  const value = resource[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
