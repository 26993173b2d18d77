import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppOptions } from './app.module.js';
import { publishOpenApi } from './http/openapi.js';
import { configureServer, createAdapter } from './http/server.js';
import { SESSION_COOKIE } from './identity/session-cookie.js';
import { FrameworkLog } from './log.js';

/** Builds the application on a migrated database; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { settings, log } = options;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(options),
    createAdapter(settings),
    {
      logger: new FrameworkLog(log),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const server = app.getHttpAdapter().getInstance();
  await configureServer(server, settings, log);
  publishOpenApi(app, SESSION_COOKIE);
  await app.init();
  await server.ready();
  return app;
}
