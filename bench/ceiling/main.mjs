import 'reflect-metadata';
import { Body, Controller, Get, HttpCode, Module, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { APPROVE, CREATE, SUBMIT } from './statements.mjs';
import { approveValues, createValues, submitValues } from './values.mjs';

/**
 * The HTTP ceiling: NestJS on Fastify with nothing in it but a pool and three prepared statements. No sign-in, no
 * validation, no metadata. What the engine reaches is told as a share of this.
 */

const POOL_SIZE = 16;
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: POOL_SIZE,
  application_name: 'bench ceiling',
});
const { clerk, supervisor, release } = JSON.parse(process.env.BENCH_CEILING);

function origin(actor, request) {
  return { actor, release, ip: request.ip, request: randomUUID(), at: new Date().toISOString() };
}

class CeilingController {
  health() {
    return { status: 'ok' };
  }

  async create(body, request) {
    const { id, values } = createValues(body, origin(clerk, request));
    await pool.query({ ...CREATE, values });
    return { record: { id } };
  }

  async submit(body, request) {
    const { instance, task, values } = submitValues(body, origin(clerk, request));
    await pool.query({ ...SUBMIT, values });
    return { instance, task };
  }

  async approve(body, request) {
    await pool.query({ ...APPROVE, values: approveValues(body, origin(supervisor, request)) });
    return { status: 'posted' };
  }
}

// Plain JavaScript has no decorators yet; this is what they do.
const route = (name, ...decorators) =>
  Reflect.decorate(
    decorators,
    CeilingController.prototype,
    name,
    Object.getOwnPropertyDescriptor(CeilingController.prototype, name),
  );
route('health', Get('healthz'));
for (const name of ['create', 'submit', 'approve']) {
  Body()(CeilingController.prototype, name, 0);
  Req()(CeilingController.prototype, name, 1);
  route(name, Post(name), HttpCode(name === 'create' ? 201 : 200));
}
Controller()(CeilingController);

class CeilingModule {}
Module({ controllers: [CeilingController] })(CeilingModule);

const app = await NestFactory.create(CeilingModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
await app.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
