import type { RecordData, WireValue } from '../expression/index.js';
import { rowsOf } from '../forms/index.js';
import type { FieldModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { Moment } from './moment.js';
import { findDefinition } from './release.js';

/** Fields that take only users of a role (`x-role`), in the header and in lines. */

/**
 * Users who newly stand in a field without having its role. Who stood there before stays when he loses the role later,
 * and fields of the server are not the caller's fault, so neither is looked at.
 * @param before the record before this change; left out for a new one.
 */
export function checkPeople(
  moment: Moment,
  record: RecordData,
  before: RecordData | undefined,
): readonly Issue[] {
  const { model } = moment;
  const header = misplaced(moment, ofRole(model.fields), record, before).map((field) =>
    notOfRole(moment, field, pointer('', field.key)),
  );
  const columns = model.lines.flatMap((line) => {
    const fields = ofRole(line.fields);
    if (fields.length === 0) return [];
    const earlier = new Map(rowsOf(before ?? {}, line.key).map((row) => [row.id, row]));
    return rowsOf(record, line.key).flatMap((row, index) =>
      misplaced(moment, fields, row, earlier.get(row.id)).map((field) =>
        notOfRole(moment, field, pointer('', line.key, index, field.key)),
      ),
    );
  });
  return [...header, ...columns];
}

function ofRole(fields: readonly FieldModel[]): readonly FieldModel[] {
  return fields.filter((field) => field.user?.role !== undefined && !field.serverOwned);
}

function misplaced(
  moment: Moment,
  fields: readonly FieldModel[],
  holder: RecordData,
  before: RecordData | undefined,
): readonly FieldModel[] {
  return fields.filter((field) => {
    const user = holder[field.key];
    if (!isUser(user) || user === before?.[field.key]) return false;
    return !moment.facts.people.usersOfRole(field.user?.role ?? '').includes(user);
  });
}

function isUser(value: WireValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function notOfRole({ release }: Moment, field: FieldModel, path: string): Issue {
  const key = field.user?.role ?? '';
  const role = findDefinition(release, 'role', key)?.title ?? key;
  return issue('user_not_in_role', path, { field: field.path, role });
}
