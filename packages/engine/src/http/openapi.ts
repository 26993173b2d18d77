import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { completed } from './complete-openapi.js';
import type { Description } from './complete-openapi.js';

const COOKIE = 'session';
const KEY = 'apiKey';

/** Describes the public API and serves the description at `/api/openapi.json`. */
export function publishOpenApi(app: NestFastifyApplication, sessionCookie: string): void {
  let document: string | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request, reply) => {
      document ??= JSON.stringify(completed(describe(app, sessionCookie) as unknown as Description));
      return reply.header('content-type', 'application/json; charset=utf-8').send(document);
    });
}

function describe(app: NestFastifyApplication, sessionCookie: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Dougong')
    .setDescription(
      'Forms, flows, rules and ledgers of the installed application. Errors are application/problem+json.',
    )
    .setVersion('1')
    .addCookieAuth(sessionCookie, { type: 'apiKey', in: 'cookie' }, COOKIE)
    .addBearerAuth({ type: 'http', description: 'An API key: dg_...' }, KEY)
    .addSecurityRequirements(COOKIE)
    .addSecurityRequirements(KEY)
    .build();
  return SwaggerModule.createDocument(app, config);
}
