import { Inject, Injectable } from '@nestjs/common';
import { referenceKey } from '@dougong/kernel/commands';
import { planFlow } from '@dougong/kernel/flows';
import type { CompiledFlow, FlowState } from '@dougong/kernel/flows';
import { valueText } from '@dougong/kernel/forms';
import type { FormModel } from '@dougong/kernel/forms';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock, Language, Localized } from '@dougong/kernel/foundation';
import { FactStore } from '../commands/fact-store.js';
import type { RecordFacts } from '../commands/fact-store.js';
import { Database } from '../database/database.js';
import { CLOCK } from '../ports.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { LinkedRecord } from './progress-links.js';

/** Everything that leaves over a link: titles of the definitions, and the values of the fields that the form names. */
export interface Progress {
  readonly application: string;
  readonly form: string;
  readonly state: { readonly title: string; readonly tone: string; readonly text: string };
  /** When the last thing happened. */
  readonly since: string;
  readonly steps: readonly string[];
  readonly next: string | undefined;
  readonly fields: readonly { readonly title: string; readonly value: string }[];
}

const SINCE = 'SELECT max(at) AS at FROM core.flow_event WHERE instance_id = $1';

const APPLICATION = `
  SELECT a.files -> 'manifest' -> 'title' AS title FROM core.installed_template a ORDER BY a.installed_at, a.key LIMIT 1`;

/** Reads how far a record has come for somebody who is nobody here. */
@Injectable()
export class ProgressReader {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly facts: FactStore,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Nothing where the record is gone or its form offers no progress any more. */
  read({ form, recordId, by }: LinkedRecord, language: Language): Promise<Progress | undefined> {
    return this.inForce.read((standing) =>
      this.database.withSession(async (session) => {
        const model = standing.release.models.get(form);
        if (!model?.definition.progress) return { value: undefined };
        const question = { form, id: recordId, subject: by, key: null, lock: false };
        const facts = await this.facts.record(session, standing.release, question);
        if (!facts.record) return { value: undefined, head: facts };
        const [application, since] = await Promise.all([
          session.query<{ title: Localized | null }>(APPLICATION),
          session.query<{ at: string | null }>(SINCE, [facts.instance?.id ?? null]),
        ]);
        const flow = await this.flowOf(facts);
        const value = {
          application: application.rows[0]?.title?.[language] ?? '',
          form: model.title[language],
          state: stateOf(model, facts, language),
          since: since.rows[0]?.at ?? String(facts.record['updated_at'] ?? ''),
          ...this.steps(standing, facts, flow, language),
          fields: fieldsOf(model, facts, language),
        };
        return { value, head: facts };
      }),
    );
  }

  private async flowOf({ instance }: RecordFacts): Promise<CompiledFlow | undefined> {
    return instance === null
      ? undefined
      : (await this.releases.load(instance.release)).flows.get(instance.flow);
  }

  private steps(
    { people }: Standing,
    { instance, record, references }: RecordFacts,
    flow: CompiledFlow | undefined,
    language: Language,
  ): Pick<Progress, 'steps' | 'next'> {
    if (!instance || !flow || !record) return { steps: [], next: undefined };
    const now = this.clock();
    const input = {
      record,
      reference: (form: string, id: string) => references.get(referenceKey(form, id)) ?? undefined,
      variables: { actor: String(record['created_by'] ?? ''), now, today: businessDay(now) },
    };
    const plan = planFlow(flow, instance.state as FlowState, { input, people });
    const titleOf = (nodeId: string) => flow.nodes.get(nodeId)?.definition.title[language];
    const active = plan.filter(({ state }) => state === 'active');
    const next = plan.find(({ state, nodeId }) => state === 'planned' && titleOf(nodeId) !== undefined);
    return {
      steps: active.flatMap(({ nodeId }) => titleOf(nodeId) ?? []),
      next: next && titleOf(next.nodeId),
    };
  }
}

function stateOf(model: FormModel, { record }: RecordFacts, language: Language): Progress['state'] {
  const id = String(record?.['status'] ?? '');
  const state = model.lifecycle.states.get(id);
  const said = model.definition.progress?.states?.find(({ state: of }) => of === id);
  return {
    title: state?.title[language] ?? '',
    tone: state?.tone ?? 'draft',
    text: said?.text[language] ?? '',
  };
}

function fieldsOf(model: FormModel, { record }: RecordFacts, language: Language): Progress['fields'] {
  return (model.definition.progress?.fields ?? []).flatMap((key) => {
    const field = model.field(key);
    const value = field && valueText(field, record?.[key] as never, { language, holder: record ?? {} });
    return field && value ? [{ title: field.title[language], value }] : [];
  });
}
