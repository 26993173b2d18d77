import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import type { DatabaseUrls } from './database/migrate.js';
import { FEATURE_MODULES } from './feature-modules.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import type { Log } from './log.js';
import { PortsModule } from './ports.module.js';
import type { Ports } from './ports.module.js';
import type { EngineMaker } from './scenarios/engine-maker.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { WorkersModule } from './workers/workers.module.js';

export interface AppOptions {
  readonly settings: Settings;
  readonly urls: DatabaseUrls;
  readonly log: Log;
  /** Clock and ids; those of the machine when left out. */
  readonly ports?: Partial<Ports>;
  /** Builds another engine, for what is tried on a database of its own. */
  readonly makeEngine?: EngineMaker;
}

/** The whole engine: what every feature stands on, then the features. */
@Module({})
export class AppModule {
  static forRoot({ settings, urls, log, ports, makeEngine }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PortsModule.forRoot(settings, log, ports, makeEngine),
        DatabaseModule.forRoot(urls, settings.poolSize),
        SecretsModule,
        AuditModule,
        IdentityModule,
        WorkersModule,
        HttpModule,
        ...FEATURE_MODULES,
      ],
    };
  }
}
