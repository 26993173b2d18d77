import { readSuperuserPassword } from './cluster.js';
import { openClusterFolder } from './cluster-folder.js';
import { findPostmaster } from './postmaster.js';
import { urlsOf } from './roles-and-database.js';
import type { DatabaseUrls } from './roles-and-database.js';
import { chooseServerAccount } from './server-account.js';

/** The server that an engine runs on the folder, for somebody who looks into it meanwhile; nothing when none runs there. */
export async function findRunningEmbeddedPostgres(dataDir: string): Promise<DatabaseUrls | undefined> {
  const folder = await openClusterFolder(dataDir, await chooseServerAccount(), () => undefined);
  const running = await findPostmaster(folder.data);
  if (running?.ready !== true) return undefined;
  return urlsOf({ port: running.port, superuserPassword: await readSuperuserPassword(folder.data) });
}
