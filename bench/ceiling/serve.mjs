import 'reflect-metadata';
import { Body, Controller, Get, HttpCode, Module, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import pg from 'pg';

const POOL_SIZE = 16;

/**
 * Serves a ceiling: NestJS on Fastify with nothing in it but a pool and prepared statements. `routes` maps a name to
 * `{status, carryOut(pool, body, request)}`.
 */
export async function serveCeiling(routes) {
  const pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: POOL_SIZE,
    application_name: 'bench ceiling',
  });
  const app = await NestFactory.create(moduleOf(pool, routes), new FastifyAdapter(), {
    logger: ['error', 'warn'],
  });
  await app.listen(process.env.PORT, '127.0.0.1');
  process.once('SIGTERM', () => void app.close().then(() => pool.end()));
}

function moduleOf(pool, routes) {
  class CeilingController {
    health() {
      return { status: 'ok' };
    }
  }
  decorate(CeilingController, 'health', Get('healthz'));
  for (const [name, { status, carryOut }] of Object.entries(routes)) {
    CeilingController.prototype[name] = (body, request) => carryOut(pool, body, request);
    Body()(CeilingController.prototype, name, 0);
    Req()(CeilingController.prototype, name, 1);
    decorate(CeilingController, name, Post(name), HttpCode(status));
  }
  Controller()(CeilingController);
  class CeilingModule {}
  Module({ controllers: [CeilingController] })(CeilingModule);
  return CeilingModule;
}

/** Plain JavaScript has no decorators yet; this is what they do. */
function decorate({ prototype }, name, ...decorators) {
  Reflect.decorate(decorators, prototype, name, Object.getOwnPropertyDescriptor(prototype, name));
}
