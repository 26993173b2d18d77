import pg from 'pg';
import { SUPERUSER } from './cluster.js';

/** Where the launcher signs in. */
export interface ServerAddress {
  readonly port: number;
  readonly superuserPassword: string;
}

const HOST = '127.0.0.1';

/** A connection of the superuser; the caller ends it. */
export async function connectAsSuperuser(
  address: ServerAddress,
  database: string,
  applicationName: string,
): Promise<pg.Client> {
  const client = new pg.Client({
    host: HOST,
    port: address.port,
    user: SUPERUSER,
    password: address.superuserPassword,
    database,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
  });
  // A server that stops while the connection idles is no news to its stopper.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The address of a database for one role. */
export function databaseUrl(port: number, role: string, password: string, database: string): string {
  return `postgresql://${role}:${password}@${HOST}:${port}/${database}`;
}
