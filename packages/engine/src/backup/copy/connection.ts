import pg from 'pg';

/**
 * Everything is written and read in one way, whatever the settings of the server and the role: names with their schemas, instants in
 * UTC, floating numbers exactly. No statement is given a time, for a large table takes as long as it takes.
 */
const SETTINGS = [
  `search_path = ''`,
  `client_encoding = 'UTF8'`,
  `DateStyle = 'ISO, YMD'`,
  `IntervalStyle = 'postgres'`,
  `TimeZone = 'UTC'`,
  'extra_float_digits = 3',
  `bytea_output = 'hex'`,
  'statement_timeout = 0',
  'idle_in_transaction_session_timeout = 0',
  'synchronize_seqscans = off',
  'row_security = off',
  'check_function_bodies = off',
  'jit = off',
];

/** A connection for reading or making a database whole. */
export async function connectForCopying(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true });
  // Its statements fail as well; without a listener the process would end.
  client.on('error', () => undefined);
  await client.connect();
  for (const setting of SETTINGS) await client.query(`SET ${setting}`);
  return client;
}
