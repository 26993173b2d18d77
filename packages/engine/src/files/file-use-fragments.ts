import type { Effects } from '@dougong/kernel/commands';
import type { Parameters } from '../database/sql-text.js';
import type { Fragment, RowSet } from '../commands/fragment.js';
import { insertFragment } from '../commands/fragment.js';

interface UsesToWrite {
  readonly effects: Pick<Effects, 'fileUses'>;
  readonly origin: { readonly at: string };
}

const COLUMNS = [
  { name: 'file_id', type: 'uuid' },
  { name: 'form', type: 'text' },
  { name: 'record_id', type: 'uuid' },
];

/** Makes the CTEs by which records take files and let go of them. What nothing uses starts to wait to be cleared away. */
export function fileUseFragments(commands: readonly UsesToWrite[], parameters: Parameters): Fragment[] {
  const uses = commands.flatMap(({ effects }) => effects.fileUses);
  if (uses.length === 0) return [];
  const taken: RowSet = {
    name: 'use_files',
    table: 'core.file_use',
    columns: COLUMNS,
    rows: uses
      .filter(({ used }) => used)
      .map(({ fileId, form, recordId }) => ({ file_id: fileId, form, record_id: recordId })),
    onConflict: 'ON CONFLICT DO NOTHING',
  };
  return [...insertFragment(taken, parameters), ...letGo(commands, parameters)];
}

function letGo(commands: readonly UsesToWrite[], parameters: Parameters): Fragment[] {
  const left = commands.flatMap(({ effects }) => effects.fileUses.filter(({ used }) => !used));
  if (left.length === 0) return [];
  const files = parameters.add(left.map(({ fileId }) => fileId));
  const records = parameters.add(left.map(({ recordId }) => recordId));
  const since = parameters.add(commands[0]?.origin.at);
  return [
    {
      name: 'leave_files',
      sql:
        `DELETE FROM core.file_use u USING unnest(${files}::uuid[], ${records}::uuid[]) x(file_id, record_id) ` +
        `WHERE u.file_id = x.file_id AND u.record_id = x.record_id`,
    },
    {
      name: 'note_unused_files',
      sql: `UPDATE core.file SET unused_since = ${since}::timestamptz WHERE id = ANY(${files}::uuid[])`,
    },
  ];
}
