import type pg from 'pg';
import { connectAsSuperuser } from './session.js';
import type { ServerAddress } from './session.js';

/** Says that one engine uses the embedded server of this folder. It ends with the connection, so a killed engine leaves none behind. */
export interface DataFolderClaim {
  release(): Promise<void>;
}

/** Another engine uses the data folder. */
export class DataFolderInUse extends Error {
  constructor(home: string, holder: string | undefined) {
    const who = holder === undefined ? 'Another program' : `Another Dougong (process ${holder})`;
    super(
      `${who} already runs on the data folder ${home}. Stop it first, or choose another folder with DOUGONG_DATA_DIR.`,
    );
    this.name = 'DataFolderInUse';
  }
}

// Any number does, as long as every release uses the same one.
const CLAIM = 6_841_011;
const NAME = 'dougong launcher ';

/** Claims the server of a data folder for this process. */
export async function claimDataFolder(address: ServerAddress, home: string): Promise<DataFolderClaim> {
  const client = await connectAsSuperuser(address, 'postgres', `${NAME}${process.pid}`);
  const { rows } = await client.query<{ claimed: boolean }>('SELECT pg_try_advisory_lock($1) AS claimed', [
    CLAIM,
  ]);
  if (rows[0]?.claimed === true) return { release: () => client.end() };
  const holder = await findHolder(client);
  await client.end();
  throw new DataFolderInUse(home, holder);
}

async function findHolder(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name
       FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objid = $1`,
    [CLAIM],
  );
  return rows[0]?.name.startsWith(NAME) === true ? rows[0].name.slice(NAME.length) : undefined;
}
