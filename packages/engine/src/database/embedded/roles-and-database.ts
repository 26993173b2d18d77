import type pg from 'pg';
import { derivePassword } from './cluster.js';
import { connectAsSuperuser, databaseUrl } from './session.js';
import type { ServerAddress } from './session.js';

/** The addresses that the engine uses. */
export interface DatabaseUrls {
  /** For migrations, publishing and LISTEN. */
  readonly ownerUrl: string;
  /** For everything else; it owns nothing, the migrations grant it what it may do. */
  readonly appUrl: string;
}

const DATABASE = 'dougong';
const OWNER = 'dougong_owner';
const APPLICATION = 'dougong_app';

/** Makes the database and its two roles, or puts right what is there. */
export async function provideDatabase(
  address: ServerAddress,
  ownerMayCreateDatabases: boolean,
): Promise<DatabaseUrls> {
  const ownerPassword = derivePassword(address.superuserPassword, OWNER);
  const appPassword = derivePassword(address.superuserPassword, APPLICATION);
  const client = await connectAsSuperuser(address, 'postgres', 'dougong launcher setup');
  try {
    await provideRole(client, OWNER, ownerPassword, ownerMayCreateDatabases ? 'CREATEDB' : 'NOCREATEDB');
    await provideRole(client, APPLICATION, appPassword, 'NOCREATEDB');
    await provideOwnedDatabase(client);
  } finally {
    await client.end();
  }
  return urlsOf(address);
}

/** The addresses of a server whose database and roles stand. */
export function urlsOf({ port, superuserPassword }: ServerAddress): DatabaseUrls {
  const urlOf = (role: string) => databaseUrl(port, role, derivePassword(superuserPassword, role), DATABASE);
  return { ownerUrl: urlOf(OWNER), appUrl: urlOf(APPLICATION) };
}

// Role names and the hex password are ours alone; CREATE ROLE takes no parameters.
async function provideRole(
  client: pg.Client,
  role: string,
  password: string,
  creation: 'CREATEDB' | 'NOCREATEDB',
): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION ${creation} PASSWORD '${password}'`,
  );
}

async function provideOwnedDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO ${APPLICATION}`);
}
