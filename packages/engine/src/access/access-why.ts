import { Injectable } from '@nestjs/common';
import { coversRecord, isPathHidden, relationOf } from '@dougong/kernel/access';
import type { ConsideredGrant, Explanation, FieldAnswer, GrantOutcome } from '@dougong/kernel/access';
import { findDefinition } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { FactStore } from '../commands/fact-store.js';
import type { RecordFacts } from '../commands/fact-store.js';
import { Database } from '../database/database.js';
import { notFound } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { SubjectStore } from '../identity/subject-store.js';
import type { Subject } from '../identity/subject.js';
import { formOf } from '../records/form-grant.js';
import { hiddenAtNodes } from '../records/hidden-at-nodes.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { suggestionFor } from '../records/name-suggestion.js';
import { badQuery } from '../records/query-refusal.js';
import { isUuid } from '../records/sql-scalars.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { WhyWire } from './access.wire.js';
import { reachWords } from './reach-words.js';
import { actionTitle, fieldTitle } from './subject-words.js';

/** What is said of each grant that was considered. */
const OUTCOMES: Readonly<Record<GrantOutcome, string>> = {
  gives: 'access_gives',
  not_held: 'access_not_held',
  other_action: 'access_other_action',
  out_of_reach: 'access_out_of_reach',
  other_state: 'access_other_state',
  condition_not_met: 'access_condition_not_met',
  field_hidden: 'access_field_hidden',
  field_masked: 'access_field_masked',
  field_read_only: 'access_field_read_only',
};

/** What is said of one who may, by how he sees the field. */
const SIGHTS: Readonly<Record<FieldAnswer, string>> = {
  shown: 'access_allowed',
  hidden: 'access_allowed_hidden',
  masked: 'access_allowed_masked',
  read_only: 'access_allowed_read_only',
};

/** Who, what and where: the person by his id or login. */
export interface WhyQuestion {
  readonly user: string;
  readonly form: string;
  readonly action: string;
  readonly record?: string;
  readonly field?: string;
}

/** An answer, and what beside the roles led to it. */
interface Found {
  readonly explanation: Explanation;
  /** He sees the record because he has or had a to-do on it. */
  readonly byTask: boolean;
  /** A node of a flow hides the field from him. */
  readonly byNode: boolean;
}

/** Tells why somebody may or may not: the same decision as everywhere, with the grants it comes from. */
@Injectable()
export class AccessWhy {
  constructor(
    private readonly subjects: SubjectStore,
    private readonly inForce: InForce,
    private readonly facts: FactStore,
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  async answer(question: WhyQuestion, language: Language): Promise<WhyWire> {
    const person = await this.person(question.user);
    return this.inForce.read(async (standing) => {
      const model = formOf(standing.release, question.form);
      requireField(model, question.field);
      const { value, head } = await this.find(standing, person, model, question);
      return { value: wireOf(standing, person, model, question, value, language), head };
    });
  }

  private async person(user: string): Promise<Subject> {
    const found = isUuid(user) ? await this.subjects.byId(user) : await this.subjects.byLogin(user);
    if (!found) throw badQuery('unknown_user', ['user'], { user: user.slice(0, 100) });
    return found;
  }

  private async find(
    { release, people }: Standing,
    person: Subject,
    { key: form, organisationField }: FormModel,
    { record: id, action, field }: WhyQuestion,
  ): Promise<{ readonly value: Found; readonly head?: RecordFacts }> {
    const subject = kernelSubject(person);
    const ask = { form, action, ...(field === undefined ? {} : { field }) };
    if (id === undefined)
      return { value: { explanation: release.access.why(subject, ask), byTask: false, byNode: false } };
    const head = await this.database.withSession((session) =>
      this.facts.record(session, release, { form, id, subject: person.id, key: null, lock: false }),
    );
    if (!head.record) throw notFound();
    const relation = relationOf(head.record, {
      actor: person.id,
      involved: head.involved,
      people,
      organisationField,
    });
    const explanation = release.access.why(subject, { ...ask, relation });
    const byRole = coversRecord(release.access.can(subject, form, 'read'), { ...relation, assigned: false });
    const hidden = await hiddenAtNodes(head.ownNodes, byRole, (number) => this.releases.load(number));
    const byTask = action === 'read' && head.involved && !explanation.allowed;
    return {
      value: { explanation, byTask, byNode: field !== undefined && isPathHidden(hidden, field) },
      head,
    };
  }
}

function requireField(model: FormModel, field: string | undefined): void {
  if (field === undefined) return;
  const paths = [...model.fields, ...model.lines.flatMap((line) => line.fields)].map(({ path }) => path);
  const known = [...paths, ...model.lines.map(({ key }) => key)];
  if (!known.includes(field))
    throw badQuery('unknown_field', ['field'], {
      field: field.slice(0, 100),
      ...suggestionFor(field, known),
    });
}

function wireOf(
  { release }: Standing,
  { id, login, name, roles }: Subject,
  model: FormModel,
  { action, record, field }: WhyQuestion,
  { explanation, byTask, byNode }: Found,
  language: Language,
): WhyWire {
  const titleOf = (key: string): Localized =>
    findDefinition(release, 'role', key)?.title ?? { 'zh-CN': key, en: key };
  const grant = (each: ConsideredGrant) => {
    const role = titleOf(each.role);
    const params = { role, rows: reachWords(each.rows, model) };
    const text = sentence(OUTCOMES[each.outcome], params, language);
    return { role: each.role, roleTitle: role, path: `/forms/${each.at}`, outcome: each.outcome, text };
  };
  const { deciding, considered } = explanation;
  const allowed = explanation.allowed || byTask;
  const sight = byNode && allowed ? 'hidden' : explanation.field;
  const code = answerCode({ explanation, byTask, byNode }, allowed, sight);
  const params = {
    name,
    form: model.title,
    action: actionTitle(model, action),
    field: field === undefined ? undefined : (fieldTitle(model, field) ?? field),
    role: deciding && titleOf(deciding.role),
  };
  return {
    user: { id, login, name, roles: [...roles] },
    form: model.key,
    action,
    ...(record === undefined ? {} : { record }),
    ...(field === undefined ? {} : { field }),
    allowed,
    ...(sight === undefined ? {} : { sight }),
    text: sentence(code, params, language),
    ...(deciding && !byNode ? { deciding: grant(deciding) } : {}),
    considered: considered.map(grant),
  };
}

function answerCode({ byTask, byNode }: Found, allowed: boolean, sight: FieldAnswer | undefined): string {
  if (!allowed) return 'access_denied';
  if (byNode) return 'access_hidden_at_node';
  if (byTask) return 'access_by_task';
  return SIGHTS[sight ?? 'shown'];
}
