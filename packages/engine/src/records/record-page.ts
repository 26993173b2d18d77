import { Inject, Injectable } from '@nestjs/common';
import { maskRecord } from '@dougong/kernel/access';
import type { RecordData } from '@dougong/kernel/expression';
import { signersIn } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { Clock } from '@dougong/kernel/foundation';
import type { DatabaseUsage, SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { CLOCK } from '../ports.js';
import { editableFields } from './editable-fields.js';
import type { EditableFields } from './editable-fields.js';
import { recordActions } from './record-actions.js';
import type { RecordAction } from './record-action.js';
import { LabelReader, WantedLabels } from './reference-labels.js';
import type { References } from './reference-labels.js';
import { userNames } from './user-names.js';
import type { UserNames } from './user-names.js';
import { VisibleRecords } from './visible-record.js';
import type { RecordAddress, VisibleRecord } from './visible-record.js';

/** A record with everything that its page shows at first sight. */
export interface RecordView {
  readonly record: RecordData;
  readonly refs: References;
  readonly users: UserNames;
  readonly actions: readonly RecordAction[];
  readonly editable: EditableFields;
  /** The latest flow on the record. */
  readonly flow?: FlowHead;
}

export interface FlowHead {
  readonly instanceId: string;
  readonly key: string;
  readonly status: string;
}

const LATEST_INSTANCE = `
  SELECT id AS "instanceId", flow_key AS key, status FROM core.flow_instance
   WHERE form = $1 AND record_id = $2 ORDER BY started_at DESC, id DESC LIMIT 1`;

/** Reads single records for their pages: one round trip for the record, one for what it is called and where it stands. */
@Injectable()
export class RecordPages {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly labels: LabelReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  view(address: RecordAddress, usage?: DatabaseUsage): Promise<RecordView> {
    return this.visible.with(address, (seen, session) => this.viewOf(seen, session), usage);
  }

  private async viewOf(seen: VisibleRecord, session: SqlSession): Promise<RecordView> {
    const record = maskRecord(seen.record, seen.hidden, seen.masked);
    const named = namedIn(seen.model, record);
    const actions = recordActions(seen, this.clock());
    const [refs, flow] = await Promise.all([
      this.labels.read(session, seen.release, seen.subject, named.records),
      latestFlow(session, seen),
    ]);
    return {
      record,
      refs,
      users: userNames(seen.people, [
        ...named.users,
        seen.record.created_by,
        seen.record.updated_by,
        ...actions.flatMap(({ people = [], helps, forUser }) => [...people, helps, forUser]),
      ]),
      actions,
      editable: editableFields(seen),
      ...(flow ? { flow } : {}),
    };
  }
}

async function latestFlow(
  session: SqlSession,
  { model, record }: VisibleRecord,
): Promise<FlowHead | undefined> {
  const { rows } = await session.prepared<FlowHead & Record<string, unknown>>(
    statementName(LATEST_INSTANCE),
    LATEST_INSTANCE,
    [model.key, record.id],
  );
  return rows[0];
}

interface Named {
  readonly records: WantedLabels;
  readonly users: readonly unknown[];
}

/** The records and users that a record names, in its header and in its lines. */
export function namedIn(model: FormModel, record: RecordData): Named {
  const records = new WantedLabels();
  const users: unknown[] = [];
  const look = (fields: readonly FieldModel[], holder: RecordData) => {
    for (const { key, reference, user, type } of fields) {
      if (reference) records.add(reference.form, holder[key]);
      if (user) users.push(holder[key]);
      if (type.isSigned === true) users.push(...signersIn(holder[key]));
    }
  };
  look(model.fields, record);
  for (const line of model.lines) {
    const rows = record[line.key];
    if (Array.isArray(rows)) for (const row of rows as readonly RecordData[]) look(line.fields, row);
  }
  return { records, users };
}
