import { isPathHidden } from '@dougong/kernel/access';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldTypes, Scope, ValueType } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { Subject } from '../identity/subject.js';
import { grantOf, namingOf } from '../records/form-grant.js';
import { usableFunctions } from './usable-functions.js';

/** Whose expression it is, about which form, and what of the form is kept from him. */
export interface Sight {
  readonly release: CompiledRelease;
  readonly subject: Subject;
  readonly model: FormModel;
  /** Fields of the form that the subject is not shown. */
  readonly hidden: ReadonlySet<string>;
  /** Code and title of records referred to count as shown, as they stand on the page of a record that is visible. */
  readonly names: boolean;
}

/**
 * The names that a subject may use: fields hidden from him do not exist, in the header, in lines and behind references.
 * So they are refused with their place like a typing error, and no suggestion tells of them.
 */
export function visibleScope(sight: Sight, line?: string): Scope {
  const { model, hidden, release, subject } = sight;
  const isShown = (path: string) => !isPathHidden(hidden, path);
  const titles = Object.entries(model.scope.titles ?? {}).filter(([, path]) => isShown(path));
  return {
    ...model.scope,
    fields: shownFields(sight, model.scope.fields, isShown),
    titles: Object.fromEntries(titles),
    functions: usableFunctions(release, subject),
    ...(line === undefined ? {} : { row: line }),
  };
}

function shownFields(
  sight: Sight,
  fields: FieldTypes,
  isShown: (path: string) => boolean,
  base = '',
): FieldTypes {
  const shown = Object.entries(fields).filter(([key]) => isShown(base + key));
  return Object.fromEntries(
    shown.map(([key, type]) => [key, shownType(sight, type, isShown, `${base}${key}.`)]),
  );
}

function shownType(
  sight: Sight,
  type: ValueType,
  isShown: (path: string) => boolean,
  base: string,
): ValueType {
  if (type.kind === 'table') return { ...type, columns: shownFields(sight, type.columns, isShown, base) };
  if (type.kind !== 'reference') return type;
  return { ...type, fields: () => referredFields(sight, type.form, type.fields()) };
}

function referredFields(sight: Sight, form: string, fields: FieldTypes): FieldTypes {
  return shownFields(sight, fields, (path) => isShownBehind(sight, form, path));
}

/** Whether a field of a record referred to may be read, as far as that can be said before the record is known. */
export function isShownBehind(sight: Sight, form: string, path: string): boolean {
  const { release, subject } = sight;
  const grant = grantOf(release, subject, form, 'read');
  return grant.allowed ? !isPathHidden(grant.hidden, path) : isName(sight, form, path);
}

/** Whether a field is one by which everybody knows a record that he sees referred to. */
export function isName({ release, subject, names }: Sight, form: string, key: string): boolean {
  if (key === 'id') return true;
  const { code, title } = namingOf(release, subject, modelOf(release, form));
  return names && (key === code || key === title);
}
