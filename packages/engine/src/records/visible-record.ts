import { Injectable } from '@nestjs/common';
import { coversRecord, narrowedSight, relationOf } from '@dougong/kernel/access';
import type { AccessDecision, FieldSight, RecordRelation } from '@dougong/kernel/access';
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
import { ReleaseRegistry } from '../releases/release-registry.js';
import { ownWork } from './flow-work.js';
import type { OwnWork, RunningFlow } from './flow-work.js';
import { formOf, grantOf, isWithinViewer } from './form-grant.js';
import { hiddenAtNodes } from './hidden-at-nodes.js';
import { InForce } from './in-force.js';
import type { Standing } from './in-force.js';

/** A record that the subject may see, how he sees its fields, and what hangs on it. */
export interface VisibleRecord extends Standing, FieldSight {
  readonly subject: Subject;
  readonly model: FormModel;
  /** Whole: nothing is hidden in it yet. */
  readonly record: StoredRecord;
  readonly facts: RecordFacts;
  readonly relation: RecordRelation;
  /** The flows that run on it, the main one first. */
  readonly running: readonly RunningFlow[];
  /** What of them waits for the subject. */
  readonly work: readonly OwnWork[];
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
    private readonly releases: ReleaseRegistry,
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
        const running = await this.running(session, address, facts);
        const seen = seenBy(subject, model, facts, { ...standing, running });
        const byNodes = await hiddenAtNodes(facts.ownNodes, isByRole(seen), (release) =>
          this.releases.load(release),
        );
        const value = await work({ ...seen, ...narrowedSight(seen, byNodes) }, session);
        return { value, head: facts };
      }, usage),
    );
  }

  /** The instances that run on the record, each with the drawing that it follows. */
  private async running(
    session: SqlSession,
    { form, id }: RecordAddress,
    { instance, runsApart }: RecordFacts,
  ): Promise<readonly RunningFlow[]> {
    const apart = runsApart ? await this.facts.instancesApart(session, form, id) : [];
    const running: RunningFlow[] = [];
    for (const each of [...(instance ? [instance] : []), ...apart]) {
      const flow = (await this.releases.load(each.release)).flows.get(each.flow);
      if (flow) running.push({ instance: each, flow });
    }
    return running;
  }
}

type StandingHere = Standing & Pick<VisibleRecord, 'running'>;

function seenBy(
  subject: Subject,
  model: FormModel,
  facts: RecordFacts,
  standing: StandingHere,
): VisibleRecord {
  const { record } = facts;
  if (!record) throw notFound();
  const relation = relationOf(record, {
    actor: subject.id,
    involved: facts.involved,
    people: standing.people,
    organisation: subject.organisation,
    organisationField: model.organisationField,
  });
  const grant: AccessDecision = grantOf(standing.release, subject, model.key, 'read');
  if (!isWithinViewer(standing.release, subject, model.key)) throw notFound();
  if (!relation.assigned && !coversRecord(grant, relation)) throw notFound();
  const work = ownWork(subject.id, standing.running);
  return {
    ...standing,
    subject,
    model,
    record,
    facts,
    relation,
    work,
    hidden: grant.hidden,
    masked: grant.masked,
    readOnly: grant.readOnly,
  };
}

/** Whether a grant lets him see it that asks for no task. */
function isByRole({ release, subject, model, relation }: VisibleRecord): boolean {
  return coversRecord(grantOf(release, subject, model.key, 'read'), { ...relation, assigned: false });
}

/** The record as conditions of a flow see it. */
export function conditionInput(seen: VisibleRecord, now: string, today: string): EvaluationInput {
  return {
    record: seen.record,
    reference: (form, id) => seen.facts.references.get(referenceKey(form, id)) ?? undefined,
    variables: { actor: seen.subject.id, now, today },
  };
}
