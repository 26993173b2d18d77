import { PlatformTables1764000000001 } from './001-platform-tables.js';

/** All migrations, oldest first. Append only: one that has run somewhere is never edited. */
export const MIGRATIONS = [PlatformTables1764000000001] as const;
