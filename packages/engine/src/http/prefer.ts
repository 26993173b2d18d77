import type { FastifyRequest } from 'fastify';

/** What a caller prefers when its work is long (RFC 7240). */
export const RESPOND_ASYNC = 'respond-async';

/** Describes the header for OpenAPI. */
export const PREFER_HEADER = {
  name: 'Prefer',
  required: false,
  description: `\`${RESPOND_ASYNC}\` leaves the work to a job and answers 202 with it at once (RFC 7240)`,
};

/** Whether the caller would rather be answered with a job than wait for the end of long work. */
export function prefersAsync({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const header = headers['prefer'];
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text.split(',').some((preference) => preferenceName(preference) === RESPOND_ASYNC);
}

/** `respond-async; wait=10`, `Respond-Async`: a name, then parameters that say nothing here. */
function preferenceName(preference: string): string {
  return (preference.split(/[;=]/, 1)[0] ?? '').trim().toLowerCase();
}
