import type { FastifyRequest } from 'fastify';
import { noUsage } from '../database/sql-session.js';
import type { DatabaseUsage } from '../database/sql-session.js';

const usages = new WeakMap<FastifyRequest, DatabaseUsage>();

/** What a request has cost in the database so far; hand it to `Database.transaction` or `withSession`. */
export function usageOf(request: FastifyRequest): DatabaseUsage {
  let usage = usages.get(request);
  if (!usage) {
    usage = noUsage();
    usages.set(request, usage);
  }
  return usage;
}

/** The cost of a request as a Server-Timing header. */
export function serverTiming(request: FastifyRequest): string {
  const { roundTrips, statements } = usageOf(request);
  return `db-round-trips;dur=${roundTrips}, db-statements;dur=${statements}`;
}
