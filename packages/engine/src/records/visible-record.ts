import { Injectable } from '@nestjs/common';
import { coversRecord } from '@dougong/kernel/access';
import type { AccessDecision, RecordRelation } from '@dougong/kernel/access';
import { referenceKey } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { EvaluationInput } from '@dougong/kernel/expression';
import type { StoredRecord } from '@dougong/kernel/records';
import { FactStore } from '../commands/fact-store.js';
import type { RecordFacts } from '../commands/fact-store.js';
import { Database } from '../database/database.js';
import type { DatabaseUsage, SqlSession } from '../database/sql-session.js';
import { notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { formOf, grantOf } from './form-grant.js';
import { InForce } from './in-force.js';
import type { Standing } from './in-force.js';

/** A record that the subject may see, with what hangs on it. */
export interface VisibleRecord extends Standing {
  readonly subject: Subject;
  readonly model: FormModel;
  /** Whole: nothing is hidden in it yet. */
  readonly record: StoredRecord;
  readonly facts: RecordFacts;
  readonly relation: RecordRelation;
  /** Fields that this subject is not shown. */
  readonly hidden: ReadonlySet<string>;
}

/** Names a record and who asks for it. */
export interface RecordAddress {
  readonly subject: Subject;
  readonly form: string;
  readonly id: string;
}

/**
 * Finds records for pages. One that the subject may not see is answered as one that does not exist. Whoever has or had
 * a task on a record sees it, whatever his roles say.
 */
@Injectable()
export class VisibleRecords {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly facts: FactStore,
  ) {}

  /** Reads a record and goes on with it on the same connection. */
  with<T>(
    address: RecordAddress,
    work: (seen: VisibleRecord, session: SqlSession) => Promise<T>,
    usage?: DatabaseUsage,
  ): Promise<T> {
    return this.inForce.read((standing) =>
      this.database.withSession(async (session) => {
        const { form, id, subject } = address;
        const model = formOf(standing.release, form);
        const question = { form, id, subject: subject.id, key: null, lock: false };
        const facts = await this.facts.record(session, standing.release, question);
        const value = await work(seenBy(subject, model, facts, standing), session);
        return { value, head: facts };
      }, usage),
    );
  }
}

function seenBy(subject: Subject, model: FormModel, facts: RecordFacts, standing: Standing): VisibleRecord {
  const { record } = facts;
  if (!record) throw notFound();
  const relation = { own: record.created_by === subject.id, assigned: facts.involved };
  const grant: AccessDecision = grantOf(standing.release, subject, model.key, 'read');
  if (!relation.assigned && !coversRecord(grant, relation)) throw notFound();
  return { ...standing, subject, model, record, facts, relation, hidden: grant.hidden };
}

/** The record as conditions of a flow see it. */
export function conditionInput(seen: VisibleRecord, now: string, today: string): EvaluationInput {
  return {
    record: seen.record,
    reference: (form, id) => seen.facts.references.get(referenceKey(form, id)) ?? undefined,
    variables: { actor: seen.subject.id, now, today },
  };
}
