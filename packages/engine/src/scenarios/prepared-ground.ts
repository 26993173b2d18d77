import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { businessDay, issue } from '@dougong/kernel/foundation';
import { migrate } from '../database/migrate.js';
import type { DatabaseUrls } from '../database/migrate.js';
import { Database } from '../database/database.js';
import { TrialClock } from '../flows/trials/trial-clock.js';
import { Refusal } from '../http/refusal.js';
import { Accounts } from '../identity/accounts.js';
import { TemplateInstaller } from '../releases/template-installer.js';
import type { EngineMaker } from './engine-maker.js';
import { OBSERVER, OBSERVER_ROLE } from './scenario-bundle.js';
import type { ScenarioBundle } from './scenario-bundle.js';
import type { ScratchDatabases } from './scratch-databases.js';

/** A database as every scenario finds it, and the keys of its people. */
export interface PreparedGround {
  readonly urls: DatabaseUrls;
  /** API keys by login, those of the observer included. */
  readonly keys: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
  /** Ids of the records of the seeds by `form/ref`. */
  readonly seeds: ReadonlyMap<string, string>;
}

/** Makes the database from which each scenario gets a copy: migrated, the bundle published, its seeds loaded. */
export async function prepareGround(
  bundle: ScenarioBundle,
  databases: ScratchDatabases,
  makeEngine: EngineMaker,
): Promise<PreparedGround> {
  const beginning = earliestStart(bundle);
  const urls = await databases.make();
  await migrate(urls);
  await moveLedgerMonths(urls, beginning);
  const app = await makeEngine({ urls, clock: new TrialClock(beginning).read });
  try {
    await installBundle(app, bundle).catch((error: unknown) => {
      throw refusalOfGround(error);
    });
    return { urls, ...(await peopleOf(app)), seeds: await seedsOf(app) };
  } finally {
    await app.close();
  }
}

/** Definitions with errors speak for themselves; whatever else is refused here is about data that nobody has entered. */
function refusalOfGround(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.code === 'not_publishable') return error;
  const { code, issues, options } = error;
  const told = issues.length > 0 ? issues : [issue(code, '', options.params ?? {})];
  return new Refusal(422, 'scenarios_cannot_begin', told);
}

function earliestStart({ scenarios }: ScenarioBundle): string {
  const starts = scenarios.map(({ start }) => new Date(start).toISOString()).sort();
  const [first] = starts;
  if (first === undefined) throw new Error('a bundle without scenarios needs no ground');
  return first;
}

/** Migrating makes the months around the present day; scenarios live around a day of their own. */
async function moveLedgerMonths({ ownerUrl }: DatabaseUrls, beginning: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'dougong scenarios' });
  await owner.connect();
  try {
    await makeMonthsAround(owner, businessDay(beginning));
  } finally {
    await owner.end();
  }
}

async function makeMonthsAround(owner: pg.Client, day: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ledger.movement'::regclass`,
  );
  for (const { name } of rows) await owner.query(`DROP TABLE ${name}`);
  await owner.query('SELECT ledger.ensure_partitions($1::date)', [day]);
}

async function installBundle(app: NestFastifyApplication, bundle: ScenarioBundle): Promise<void> {
  const installer = app.get(TemplateInstaller, { strict: false });
  const definitions = [...bundle.definitions, OBSERVER_ROLE];
  const data = bundle.data.length > 0 ? bundle.data : [{ template: OBSERVER, seeds: [] }];
  // The first one brings everything: which template a definition is of makes no difference to a scenario.
  for (const [at, { template, seeds }] of data.entries())
    await installer.installPackage(
      {
        manifest: {
          kind: 'template',
          format: 1,
          key: template,
          title: OBSERVER_ROLE.title,
          version: '0.0.0',
        },
        definitions: at === 0 ? definitions : [],
        seeds: seeds.map((content, number) => ({ file: `${number}.json`, demo: false, content })),
        scenarios: [],
      },
      { demo: true },
    );
  await app
    .get(Accounts, { strict: false })
    .createUser({ login: OBSERVER, name: OBSERVER_ROLE.title.en, roles: [OBSERVER] });
}

async function peopleOf(app: NestFastifyApplication): Promise<Pick<PreparedGround, 'keys' | 'users'>> {
  const { rows } = await app
    .get(Database, { strict: false })
    .query<{ id: string; login: string }>('SELECT id, login FROM core.user_account');
  const accounts = app.get(Accounts, { strict: false });
  const keys = new Map<string, string>();
  for (const { id, login } of rows) keys.set(login, await accounts.createApiKey(id, 'scenario'));
  return { keys, users: new Map(rows.map(({ id, login }) => [login, id])) };
}

async function seedsOf(app: NestFastifyApplication): Promise<ReadonlyMap<string, string>> {
  const { rows } = await app
    .get(Database, { strict: false })
    .query<{ form: string; ref: string; id: string }>('SELECT form, ref, record_id AS id FROM core.seed_ref');
  return new Map(rows.map(({ form, ref, id }) => [`${form}/${ref}`, id]));
}
