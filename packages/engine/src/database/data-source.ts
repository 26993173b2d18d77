import type { DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { wireTypes } from './type-parsers.js';

/** How long a statement waits for each lock that somebody else holds. */
export const LOCK_TIMEOUT_MS = 5000;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Options of the one pool of the application role. Migrations are not its business: it may not create tables. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...ENTITIES],
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'dougong',
    extra: {
      types: wireTypes,
      pipeline: true,
      keepAlive: true,
      lock_timeout: LOCK_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    },
  };
}
