import type { FileFact } from '@dougong/kernel/commands';
import type { Parameters } from '../database/sql-text.js';

/** The column of a statement that tells what is known of files that a command names; none where it names none. */
export function fileColumns(ids: readonly string[], parameters: Parameters): readonly string[] {
  if (ids.length === 0) return [];
  const fact =
    `jsonb_build_object('id', f.id, 'owner', f.created_by, 'form', f.form, 'field', f.field, 'name', f.name, ` +
    `'mediaType', f.media_type, 'bytes', f.size, 'used', EXISTS (SELECT 1 FROM core.file_use u WHERE u.file_id = f.id))`;
  return [
    `(SELECT jsonb_agg(${fact}) FROM core.file f WHERE f.id = ANY(${parameters.add(ids)}::uuid[])) AS "files"`,
  ];
}

/** What the column said; `null` for what is not there. */
export function readFiles(
  row: Readonly<Record<string, unknown>>,
  ids: readonly string[],
): ReadonlyMap<string, FileFact | null> {
  const found = new Map<string, FileFact | null>(ids.map((id) => [id, null]));
  for (const file of (row['files'] as readonly FileFact[] | null | undefined) ?? []) found.set(file.id, file);
  return found;
}
