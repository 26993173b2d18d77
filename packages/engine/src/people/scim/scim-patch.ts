import { isDeepStrictEqual } from 'node:util';
import { ScimError } from './scim-error.js';

/** A resource as plain JSON. */
export type ScimResource = Readonly<Record<string, unknown>>;

export interface PatchOperation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

interface Path {
  readonly attribute: string;
  readonly where?: { readonly name: string; readonly value: string };
  readonly sub?: string;
}

const PATH =
  /^(?:urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):)?([A-Za-z$][\w$-]*)(?:\[\s*([A-Za-z]\w*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\])?(?:\.([A-Za-z]\w*))?$/i;

/** Attributes of schemas that are not ours, `urn:…:extension:enterprise:2.0:User:department`: nothing of them is kept. */
const OF_OTHER_SCHEMA = /^urn:(?!ietf:params:scim:schemas:core:2\.0:(?:User|Group):)/i;

const OPERATIONS_MAX = 1000;

/** Carries out the operations of a PATCH (RFC 7644, 3.5.2) on a copy of a resource. */
export function patched(resource: ScimResource, operations: readonly PatchOperation[]): ScimResource {
  if (operations.length > OPERATIONS_MAX)
    throw new ScimError(413, `At most ${OPERATIONS_MAX} operations are taken at once.`);
  return operations.reduce(patchedOnce, resource);
}

function patchedOnce(resource: ScimResource, { op, path, value }: PatchOperation): ScimResource {
  const act = op.toLowerCase();
  if (act !== 'add' && act !== 'replace' && act !== 'remove')
    throw new ScimError(400, `There is no operation "${op}".`, 'invalidSyntax');
  if (path !== undefined) return at(resource, act, path, value);
  if (act === 'remove') throw new ScimError(400, 'A removal needs a path.', 'invalidPath');
  if (!isObject(value)) throw new ScimError(400, 'Without a path the value is an object.', 'invalidValue');
  // Some providers put whole paths where names of attributes belong.
  return Object.entries(value).reduce((result, [name, part]) => at(result, act, name, part), resource);
}

function at(resource: ScimResource, act: Act, path: string, value: unknown): ScimResource {
  return OF_OTHER_SCHEMA.test(path) ? resource : onPath(resource, act, readPath(path), value);
}

function readPath(text: string): Path {
  const [, attribute, name, quoted, sub] = PATH.exec(text) ?? [];
  if (attribute === undefined)
    throw new ScimError(400, `The path "${text}" is not understood.`, 'invalidPath');
  return {
    attribute,
    ...(name === undefined ? {} : { where: { name, value: String(JSON.parse(quoted ?? '""')) } }),
    ...(sub === undefined ? {} : { sub }),
  };
}

type Act = 'add' | 'replace' | 'remove';

function onPath(resource: ScimResource, act: Act, path: Path, value: unknown): ScimResource {
  const name = Object.keys(resource).find((key) => key.toLowerCase() === path.attribute.toLowerCase());
  const key = name ?? path.attribute;
  const next = changed(resource[key], act, path, value);
  const { [key]: _old, ...rest } = resource;
  return next === undefined ? rest : { ...rest, [key]: next };
}

function changed(old: unknown, act: Act, { where, sub }: Path, value: unknown): unknown {
  if (where !== undefined) return onChosen(listOf(old), act, where, sub, value);
  if (sub !== undefined) {
    const parts = isObject(old) ? old : {};
    return onPath(parts, act, { attribute: sub }, value);
  }
  if (Array.isArray(old)) return onList(old, act, value);
  if (act === 'remove') return undefined;
  return isObject(old) && isObject(value) && act === 'add' ? { ...old, ...value } : value;
}

/** Members are added once, and taken away by what is named, or all where nothing is. */
function onList(old: readonly unknown[], act: Act, value: unknown): unknown {
  if (act === 'replace') return listOf(value);
  if (act === 'add')
    return [...old, ...listOf(value).filter((each) => !old.some((other) => isSame(other, each)))];
  return value === undefined ? [] : old.filter((each) => !listOf(value).some((gone) => isSame(each, gone)));
}

function onChosen(
  old: readonly unknown[],
  act: Act,
  where: { readonly name: string; readonly value: string },
  sub: string | undefined,
  value: unknown,
): readonly unknown[] {
  const isMeant = (each: unknown) => isObject(each) && String(each[where.name]) === where.value;
  if (act === 'remove' && sub === undefined) return old.filter((each) => !isMeant(each));
  const part = sub === undefined ? value : { [sub]: value };
  if (!isObject(part)) throw new ScimError(400, 'The value must be an object.', 'invalidValue');
  if (!old.some(isMeant)) return act === 'remove' ? old : [...old, { [where.name]: where.value, ...part }];
  return old.map((each) => {
    if (!isMeant(each) || !isObject(each)) return each;
    return act === 'remove'
      ? onPath(each, 'remove', { attribute: sub ?? '' }, undefined)
      : { ...each, ...part };
  });
}

/** Members are the same when their ids are. */
function isSame(one: unknown, other: unknown): boolean {
  if (isObject(one) && isObject(other) && 'value' in one && 'value' in other)
    return one['value'] === other['value'];
  return isDeepStrictEqual(one, other);
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
