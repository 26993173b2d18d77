export { DataFolderInUse } from './data-folder-claim.js';
export { findPlatformBinaries } from './platform-binaries.js';
export { findRunningEmbeddedPostgres } from './running-embedded-postgres.js';
export { startEmbeddedPostgres } from './start-embedded-postgres.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start-embedded-postgres.js';
export { startThrowawayPostgres } from './start-throwaway-postgres.js';
