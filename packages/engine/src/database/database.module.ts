import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source.js';
import { Database, POOL_URL } from './database.js';
import { DatabaseListener, LISTEN_URL } from './database-listener.js';
import { ENTITIES } from './entities/index.js';
import type { DatabaseUrls } from './migrate.js';
import { RolledBack } from './rolled-back.js';

/** One pool for entities and raw statements, and one connection that listens. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(urls: DatabaseUrls, poolSize: number): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(urls.appUrl, poolSize), retryAttempts: 1 }),
        TypeOrmModule.forFeature([...ENTITIES]),
      ],
      providers: [
        Database,
        DatabaseListener,
        RolledBack,
        { provide: LISTEN_URL, useValue: urls.ownerUrl },
        { provide: POOL_URL, useValue: urls.appUrl },
      ],
      exports: [Database, DatabaseListener, RolledBack, LISTEN_URL, POOL_URL, TypeOrmModule],
    };
  }
}
