import type { Column } from '../records/record-table.js';

/** A message as it is put into the outbox. */
export const OUTBOX_COLUMNS: readonly Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'topic', type: 'text' },
  { name: 'key', type: 'text' },
  { name: 'payload', type: 'jsonb' },
  { name: 'next_at', type: 'timestamptz' },
  { name: 'created_at', type: 'timestamptz' },
];
