import type { RecordData } from '../expression/index.js';
import { applyChange } from '../forms/index.js';
import { changedPaths, nextVersion } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import { refuse } from './decision.js';
import type { Moment } from './moment.js';
import { runRecordRules } from './record-rules.js';
import { saveRecord } from './save-record.js';

/**
 * Changes a record in the name of the platform: a rule's values, its own rules and formulas after them. What the form
 * locks for people is open to it; what the form demands of a record is not.
 * @param before the record as it was read and locked.
 */
export function changeByRule(moment: Moment, before: StoredRecord, set: RecordData): StoredRecord {
  const { model, facts, sheet, command } = moment;
  const current = sheet.current(before.id) ?? before;
  const applied = applyChange(model, current, { set }, facts.ids, { server: true });
  if (!applied.ok) return refuse('invalid', applied.error);
  const changed = changedPaths(model, current, applied.value);
  if (changed.size === 0) return current;
  const event = { type: 'update', changed } as const;
  const saved = saveRecord(moment, applied.value, event, [], current, null);
  return runRecordRules(moment, put(), saved.notices, event);

  /** A record changed twice in one decision gets one new version. */
  function put(): StoredRecord {
    if (sheet.isNoted(before.id)) return sheet.amend(before.id, saved.record);
    const record = nextVersion(before, saved.record, { actor: facts.subject.id, now: command.at });
    sheet.update(model.key, record, before);
    return record;
  }
}
