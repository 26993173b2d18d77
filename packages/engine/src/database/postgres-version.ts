/** The oldest PostgreSQL that the engine's SQL runs on. */
export const POSTGRES_MAJOR_MIN = 15;

/** Refuses a server that is too old, with a sentence for the operator. */
export function assertPostgresVersion(serverVersionNumber: string): void {
  const major = Math.floor(Number.parseInt(serverVersionNumber, 10) / 10_000);
  if (major < POSTGRES_MAJOR_MIN) {
    throw new Error(`PostgreSQL ${POSTGRES_MAJOR_MIN} or newer is needed, this server is version ${major}`);
  }
}
