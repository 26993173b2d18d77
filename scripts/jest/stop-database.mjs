/** Stops and removes the PostgreSQL of the run. */
export default async function stopDatabase() {
  await globalThis.__DOUGONG_TEST_DATABASE__?.stop();
}
