import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '../../database/database.js';
import type { DatabaseUrls } from '../../database/migrate.js';
import { Refusal } from '../../http/refusal.js';
import { Accounts } from '../../identity/accounts.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';

/** How much an engine on the restored data answered. */
export interface Reading {
  readonly forms: number;
  readonly records: number;
  readonly registers: number;
  readonly balances: number;
  readonly vouchers: number;
  /** What holds something that nobody who was asked may see. */
  readonly unseen: readonly string[];
}

const PEOPLE_MAX = 40;
const PAGE = 20;
const SERVER_ERROR = 500;

/** One active person for each combination of roles. */
const PEOPLE = `
  SELECT DISTINCT ON (roles) id FROM (
    SELECT u.id, array_agg(r.role_key ORDER BY r.role_key) AS roles
      FROM core.user_account u JOIN core.user_role r ON r.user_id = u.id WHERE u.active GROUP BY u.id) p
   ORDER BY roles, id LIMIT ${PEOPLE_MAX}`;

/** Opens an engine without workers on a database. */
export type EngineOpener = (urls: DatabaseUrls) => Promise<NestFastifyApplication>;

/** Starts an engine without workers and asks it over the public path, as those who have the rights. */
export async function readAsPeople(urls: DatabaseUrls, openEngine: EngineOpener): Promise<Reading> {
  const app = await openEngine(urls);
  try {
    const asker = await Asker.of(app);
    const { models, registers } = await app.get(ReleaseRegistry, { strict: false }).refresh();
    const records = await asker.askAll(
      [...models.keys()].map((key) => `/forms/${key}/records?limit=${PAGE}`),
    );
    const balances = await asker.askAll(
      [...registers.values()]
        .filter((register) => register.keepsBalance)
        .map(({ key }) => `/registers/${key}/balances?limit=${PAGE}`),
    );
    const vouchers = await asker.askAll([`/vouchers?limit=${PAGE}`]);
    return {
      forms: records.answered,
      records: records.rows,
      registers: balances.answered,
      balances: balances.rows,
      vouchers: vouchers.rows,
      unseen: [...records.unseen, ...balances.unseen, ...vouchers.unseen],
    };
  } finally {
    await app.close();
  }
}

interface Asked {
  readonly answered: number;
  readonly rows: number;
  readonly unseen: readonly string[];
}

class Asker {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly keys: readonly string[],
  ) {}

  static async of(app: NestFastifyApplication): Promise<Asker> {
    const { rows } = await app.get(Database, { strict: false }).query<{ id: string }>(PEOPLE);
    const accounts = app.get(Accounts, { strict: false });
    const keys: string[] = [];
    for (const { id } of rows) keys.push(await accounts.createApiKey(id, 'drill'));
    return new Asker(app, keys);
  }

  /** Reads the first page of each list as the first person who is given any rows, or else any answer. */
  async askAll(paths: readonly string[]): Promise<Asked> {
    let [answered, rows] = [0, 0];
    const unseen: string[] = [];
    for (const path of paths) {
      const found = await this.mostOf(path);
      if (found === undefined) unseen.push(path.split('?')[0] ?? path);
      else {
        answered += 1;
        rows += found;
      }
    }
    return { answered, rows, unseen };
  }

  private async mostOf(path: string): Promise<number | undefined> {
    let seen: number | undefined;
    for (const key of this.keys) {
      const answer = await this.app.inject({
        method: 'GET',
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${key}` },
      });
      if (answer.statusCode >= SERVER_ERROR)
        throw new Refusal(422, 'drill_no_answer', [], { params: { path, status: answer.statusCode } });
      if (answer.statusCode !== 200) continue;
      seen = answer.json<{ data: unknown[] }>().data.length;
      if (seen > 0) return seen;
    }
    return seen;
  }
}
