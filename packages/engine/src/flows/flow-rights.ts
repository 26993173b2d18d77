import { Injectable } from '@nestjs/common';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import { noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { ReleaseRegistry } from '../releases/release-registry.js';

/** An instance as far as it takes to tell whose it is to administer. */
export interface InstanceHead {
  readonly id: string;
  readonly flow: string;
  readonly release: number;
  readonly form: string;
  readonly recordId: string;
}

const COLUMNS = 'id, flow_key AS flow, release, form, record_id AS "recordId"';

const ONE = `SELECT ${COLUMNS} FROM core.flow_instance WHERE id = $1`;

const ON_RECORD = `
  SELECT ${COLUMNS} FROM core.flow_instance
   WHERE form = $1 AND record_id = $2 AND ended_at IS NULL AND (id = $3 OR ($3::uuid IS NULL AND parent_id IS NULL))`;

/** Whether the subject looks after instances of the flow. */
export function administers(subject: Subject, { admin }: Pick<FlowDefinition, 'admin'>): boolean {
  return subject.rights.administer || (admin !== undefined && subject.roles.includes(admin));
}

/** Who administers flows: holders of the right to administer all of them, of a flow's own role those of the flow. */
@Injectable()
export class FlowRights {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** The flows that the subject administers; `undefined` means all. */
  async ownFlows(subject: Subject): Promise<readonly string[] | undefined> {
    if (subject.rights.administer) return undefined;
    const { flows } = await this.releases.current();
    return [...flows.values()]
      .filter(({ definition }) => administers(subject, definition))
      .map(({ key }) => key);
  }

  /** Refuses those who do not administer the flow. */
  async requireOnFlow(subject: Subject, flow: string): Promise<void> {
    const own = await this.ownFlows(subject);
    if (own !== undefined && !own.includes(flow)) throw noRight();
  }

  /** The instance; those who do not administer its flow cannot tell whether it is there. */
  async requireInstance(subject: Subject, id: string): Promise<InstanceHead> {
    const { rows } = await this.database.query<InstanceHead & Record<string, unknown>>(ONE, [id]);
    return this.requireHead(subject, rows[0]);
  }

  /** The running instance of a record that is meant. */
  async requireOnRecord(
    subject: Subject,
    form: string,
    record: string,
    instance: string | undefined,
  ): Promise<InstanceHead> {
    const values = [form, record, instance ?? null];
    const { rows } = await this.database.query<InstanceHead & Record<string, unknown>>(ON_RECORD, values);
    return this.requireHead(subject, rows[0]);
  }

  /** By the drawing that the instance follows. */
  private async requireHead(subject: Subject, head: InstanceHead | undefined): Promise<InstanceHead> {
    if (!head && subject.rights.administer) throw notFound();
    if (!head) throw noRight();
    const drawn = (await this.releases.load(head.release)).flows.get(head.flow);
    if (!administers(subject, drawn?.definition ?? {})) throw noRight();
    return head;
  }
}
