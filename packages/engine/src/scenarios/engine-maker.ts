import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '@dougong/kernel/foundation';
import type { DatabaseUrls } from '../database/migrate.js';

/** Where another engine is to work, and what time it lives in. */
export interface EngineGround {
  readonly urls: DatabaseUrls;
  readonly clock: Clock;
}

/** Builds a whole engine beside this one, that listens nowhere and whose workers rest. */
export type EngineMaker = (ground: EngineGround) => Promise<NestFastifyApplication>;

/** Injection token of the maker; whoever composes the engine provides it. */
export const ENGINE_MAKER = Symbol('engine maker');
