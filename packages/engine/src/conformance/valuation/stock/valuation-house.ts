import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { isError } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import pg from 'pg';
import { startThrowawayPostgres } from '../../../database/embedded/index.js';
import type { EmbeddedPostgres } from '../../../database/embedded/index.js';
import { migrate } from '../../../database/migrate.js';
import { SubjectStore } from '../../../identity/subject-store.js';
import type { Subject } from '../../../identity/subject.js';
import { checkForPublish } from '../../../releases/check-for-publish.js';
import { readTemplate } from '../../../releases/read-template.js';
import { ReleaseRegistry } from '../../../releases/release-registry.js';
import { EngineProcess } from '../../flows/theatre/engine-process.js';
import { forceRelease } from '../../flows/theatre/forced-release.js';
import { CaseClock } from './case-clock.js';
import { LedgerCleaner } from './clear-ledger.js';
import { definitionsFor } from './setup-definitions.js';
import type { TemplateSetting } from './setup-definitions.js';

const TEMPLATE = fileURLToPath(new URL('../../../../conformance/template', import.meta.url));
const CLERK = 'clerk';

/** One database and one engine for all cases of a run; every case finds the ledger empty and the template set its way. */
export class ValuationHouse {
  private readonly releases = new Map<string, number>();
  private readonly months = new Set<string>();
  private readonly cleaner: LedgerCleaner;
  private readonly userId = randomUUID();
  private clerk: Subject | undefined;

  private constructor(
    private readonly server: EmbeddedPostgres,
    readonly owner: pg.Pool,
    readonly engine: EngineProcess,
    readonly clock: CaseClock,
    private readonly template: readonly Definition[],
  ) {
    this.cleaner = new LedgerCleaner(owner);
  }

  /** Starts a PostgreSQL that nobody else has, and an engine on it. */
  static async open(say: (line: string) => void): Promise<ValuationHouse> {
    say('valuation: starting a database of its own');
    const template = await readOwnTemplate();
    const server = await startThrowawayPostgres();
    try {
      await migrate(server);
      const clock = new CaseClock();
      const owner = ownerPool(server.ownerUrl);
      const engine = await EngineProcess.start(server, clock);
      return new ValuationHouse(server, owner, engine, clock, template);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.engine.stop().catch(() => undefined);
    await this.owner.end().catch(() => undefined);
    await this.server.stop();
  }

  /** Whoever posts the documents of all cases. */
  get subject(): Subject {
    if (!this.clerk) throw new Error('nobody is there before the first release');
    return this.clerk;
  }

  /** Makes ready for another case. */
  async prepare(setting: TemplateSetting, dates: readonly string[]): Promise<void> {
    this.clock.beginOn(dates.toSorted()[0] ?? '2026-01-01');
    await this.switchTo(setting);
    await this.cleaner.clear();
    for (const date of dates) await this.ensureMonth(date);
  }

  /** Settings of the template are releases; one that was seen before is put in force again. */
  private async switchTo(setting: TemplateSetting): Promise<void> {
    const key = JSON.stringify([{ ...setting.setup, standardCosts: [] }, setting.reversalStyle]);
    const number = this.releases.get(key) ?? (await this.publish(setting));
    this.releases.set(key, number);
    await this.owner.query('UPDATE core.current_release SET number = $1', [number]);
    await this.engine.get(ReleaseRegistry).switchTo(number);
    this.clerk ??= await this.hireClerk();
  }

  private async publish(setting: TemplateSetting): Promise<number> {
    const number = this.releases.size + 1;
    const definitions = definitionsFor(this.template, setting);
    const { findings } = checkForPublish(number, definitions);
    const errors = findings.filter(isError);
    if (errors.length > 0) throw new Error(`the template cannot be published: ${JSON.stringify(errors)}`);
    await forceRelease(this.owner, number, definitions, this.clock.read());
    return number;
  }

  private async hireClerk(): Promise<Subject> {
    await this.owner.query(
      'INSERT INTO core.user_account (id, login, name, active) VALUES ($1, $2, $2, true)',
      [this.userId, CLERK],
    );
    await this.owner.query('INSERT INTO core.user_role (user_id, role_key) VALUES ($1, $2)', [
      this.userId,
      CLERK,
    ]);
    const subject = await this.engine.get(SubjectStore).byId(this.userId);
    if (!subject) throw new Error('the clerk cannot sign in');
    return subject;
  }

  /** The ledger has months around the day of the machine; cases are of any time. */
  private async ensureMonth(date: string): Promise<void> {
    const month = date.slice(0, 7);
    if (this.months.has(month)) return;
    await this.owner.query('SELECT ledger.ensure_partitions($1::date, 0, 0)', [`${month}-01`]);
    this.months.add(month);
  }
}

async function readOwnTemplate(): Promise<readonly Definition[]> {
  const { template, findings } = await readTemplate(TEMPLATE);
  if (!template) throw new Error(`the template cannot be read: ${JSON.stringify(findings)}`);
  return template.definitions;
}

function ownerPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, application_name: 'dougong conformance', max: 2 });
  // The server is ended with connections open.
  pool.on('error', () => undefined);
  return pool;
}
