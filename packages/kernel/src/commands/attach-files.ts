import type { RecordData, WireValue } from '../expression/index.js';
import { filesIn } from '../forms/index.js';
import type { FieldModel, FieldType, FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { need, refuseOn } from './decision.js';
import type { FileFact } from './facts.js';
import { modelOf } from './release.js';
import type { Moment } from './moment.js';

/** Files come to a record by their ids: those that it has already, and those that its writer has just uploaded for it. */

const fieldsOfFiles = new WeakMap<FormModel, readonly FieldModel[]>();

/** Most forms have no such field; which are there is worked out once. */
function fileFields(model: FormModel): readonly FieldModel[] {
  const known = fieldsOfFiles.get(model) ?? model.fields.filter(({ type }) => type.files !== undefined);
  fieldsOfFiles.set(model, known);
  return known;
}

/**
 * What a person wrote, with what the server knows of the files that it names; asks for those that it does not know yet.
 * A file that stood there before stays. Any other must be the writer's own upload for this field, used nowhere.
 */
export function attachFiles(moment: Moment, values: RecordData, before: RecordData): RecordData {
  const changed = fileFields(moment.model).filter(({ key }) => values[key] !== before[key]);
  if (changed.length === 0) return values;
  const unread = changed.flatMap(({ key }) =>
    freshIds(values[key], before[key]).filter((id) => moment.facts.files?.has(id) !== true),
  );
  if (unread.length > 0) need({ files: [...new Set(unread)] });
  const issues: Issue[] = [];
  const attached = changed.map(({ key, path, type }) => {
    const earlier = filesById(before[key]);
    const files = filesIn(values[key]).flatMap((file, at) => {
      const kept = earlier.get(file['id']) ?? uploaded(moment, path, type, String(file['id']));
      if (kept === undefined) issues.push(issue('file_unknown', pointer('', key, at)));
      return kept === undefined ? [] : [kept];
    });
    return [key, files.length === 0 ? null : files] as const;
  });
  refuseOn(issues);
  return { ...values, ...Object.fromEntries(attached) };
}

function filesById(value: WireValue | undefined): ReadonlyMap<unknown, RecordData> {
  return new Map(filesIn(value).map((file) => [file['id'], file]));
}

function freshIds(after: WireValue | undefined, before: WireValue | undefined): readonly string[] {
  const earlier = filesById(before);
  return filesIn(after).flatMap(({ id }) => (earlier.has(id) ? [] : [String(id)]));
}

function uploaded(
  { facts, model, command }: Moment,
  field: string,
  type: FieldType,
  id: string,
): RecordData | undefined {
  const file: FileFact | null = facts.files?.get(id) ?? null;
  if (file === null || file.used || file.owner !== facts.subject.id) return undefined;
  if (file.form !== model.key || file.field !== field) return undefined;
  const kept = { id, name: file.name, mediaType: file.mediaType, bytes: file.bytes };
  return type.isSigned === true ? { ...kept, by: facts.subject.id, at: command.at } : kept;
}

/** Notes which files the records that are written use from now on, and which they do not use any more. */
export function noteFileUses({ sheet, release }: Moment): void {
  for (const { form, kind, record, before } of sheet.written()) {
    const fields = fileFields(modelOf(release, form));
    if (fields.length === 0) continue;
    const idsOf = (holder: RecordData | undefined) =>
      new Set(fields.flatMap(({ key }) => filesIn(holder?.[key]).map(({ id }) => String(id))));
    const was = idsOf(before);
    const is = idsOf(kind === 'delete' ? undefined : record);
    const note = (fileId: string, used: boolean) =>
      sheet.fileUses.push({ fileId, form, recordId: record.id, used });
    for (const id of is) if (!was.has(id)) note(id, true);
    for (const id of was) if (!is.has(id)) note(id, false);
  }
}
