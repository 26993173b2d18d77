import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.js';
import type { AppOptions } from './app.module.js';
import { readSettings } from './config/settings.js';
import { publishOpenApi } from './http/openapi.js';
import { limitAddresses } from './http/rates/limit-addresses.js';
import { RateLimits } from './http/rates/rate-limits.js';
import { configureServer, createAdapter } from './http/server.js';
import { measureAnswers } from './metrics/measure-answers.js';
import { Metrics } from './metrics/metrics.js';
import { SESSION_COOKIE } from './identity/session-cookie.js';
import { createLog, FrameworkLog } from './log.js';
import type { EngineMaker } from './scenarios/engine-maker.js';

/** Builds the application on a migrated database; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { settings, log } = options;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ makeEngine, ...options }),
    await createAdapter(settings),
    {
      logger: new FrameworkLog(log),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const server = app.getHttpAdapter().getInstance();
  await configureServer(server, settings, log);
  if (settings.tracesUrl !== undefined) await takeTraces(server, settings.tracesUrl);
  limitAddresses(server, app.get(RateLimits));
  measureAnswers(server, app.get(Metrics));
  publishOpenApi(app, SESSION_COOKIE);
  await app.init();
  await server.ready();
  return app;
}

/** Loaded only where it is wanted: a start without traces reads none of it. */
async function takeTraces(server: FastifyInstance, url: string): Promise<void> {
  const { startTraces } = await import('./traces/start-traces.js');
  startTraces(server, url);
}

const POOL_OF_ANOTHER = 4;

/** Another engine beside this one. Nothing of the environment reaches it: no mail server, no address outside, no worker of its own. */
export const makeEngine: EngineMaker = ({ urls, clock }) =>
  createApp({
    settings: {
      ...readSettings({}),
      port: 0,
      poolSize: POOL_OF_ANOTHER,
      roles: new Set(['web' as const]),
      // What it plays is no caller.
      requestsPerPrincipal: 0,
      requestsPerAddress: 0,
    },
    urls,
    log: createLog(process.env['DOUGONG_SCENARIO_LOG'] ?? 'silent'),
    ports: { clock },
  });
