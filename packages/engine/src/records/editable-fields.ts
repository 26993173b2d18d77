import { isPathHidden } from '@dougong/kernel/access';
import type { FieldModel } from '@dougong/kernel/forms';
import { checkEditable } from '@dougong/kernel/records';
import { opensField } from './flow-work.js';
import { grantOf } from './form-grant.js';
import { holdOn, isGranted, openActions } from './record-actions.js';
import type { VisibleRecord } from './visible-record.js';

/** What the subject may write now: header fields, and columns of each table. */
export interface EditableFields {
  readonly header: readonly string[];
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

/**
 * While a flow runs, only the fields that its node opens to the assignee; otherwise what the state and the grant let
 * change, and where the state lets change nothing what an action asks for. Fields that the server owns are nobody's.
 */
export function editableFields(seen: VisibleRecord): EditableFields {
  const seenOnly = grantOf(seen.release, seen.subject, seen.model.key, 'read').readOnly;
  if (seen.work.length > 0)
    return fieldsWhere(
      seen,
      ({ path }) => !isPathHidden(seenOnly, path) && seen.work.some((work) => opensField(work, path)),
    );
  const { hidden, readOnly } = grantOf(seen.release, seen.subject, seen.model.key, 'update');
  const isOpen = checkEditable(seen.model, seen.record, holdOn(seen)).length === 0;
  if (!isOpen) return askedByActions(seen);
  return fieldsWhere(
    seen,
    (field) =>
      isGranted(seen, 'update') && ![hidden, readOnly].some((closed) => isPathHidden(closed, field.path)),
  );
}

/** What must be filled for an action that the subject could take. */
function askedByActions(seen: VisibleRecord): EditableFields {
  const asked = new Set(openActions(seen).flatMap(({ required = [] }) => required));
  return fieldsWhere(seen, ({ path }) => asked.has(path));
}

function fieldsWhere(
  { model, hidden }: VisibleRecord,
  isOpen: (field: FieldModel) => boolean,
): EditableFields {
  const open = (fields: readonly FieldModel[]) =>
    fields
      .filter((field) => !field.serverOwned && !isPathHidden(hidden, field.path) && isOpen(field))
      .map((field) => field.key);
  const lines = model.lines.map((line) => [line.key, open(line.fields)] as const);
  return {
    header: open(model.fields),
    lines: Object.fromEntries(lines.filter(([, fields]) => fields.length > 0)),
  };
}
