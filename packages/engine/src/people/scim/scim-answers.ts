import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../http/refusal.js';
import type { RawQuery } from '../../records/query-text.js';
import { subjectOf } from '../../identity/decorators.js';
import { ScimError } from './scim-error.js';
import type { PatchOperation, ScimResource } from './scim-patch.js';
import type { Page } from './scim-users.js';

const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const COUNT_DEFAULT = 100;
export const COUNT_MAX = 200;
const INDEX_MAX = 1_000_000;

/** The directory is open to keys that say so, to nobody else: not to people, and not to keys without a scope. */
@Injectable()
export class ScimGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { key } = subjectOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (key?.scope?.scim !== true) throw new Refusal(403, 'beyond_key_scope');
    return true;
  }
}

/** A page as RFC 7644, 3.4.2.4 counts: from one; what is out of range is put right, as the standard asks. */
export function pageOf(query: RawQuery): Page {
  return {
    startIndex: Math.min(Math.max(wholeNumber(query['startIndex']) ?? 1, 1), INDEX_MAX),
    count: Math.min(Math.max(wholeNumber(query['count']) ?? COUNT_DEFAULT, 0), COUNT_MAX),
  };
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number.parseInt(value, 10) : undefined;
}

export function listResponse(
  resources: readonly ScimResource[],
  total: number,
  { startIndex }: Page,
): ScimResource {
  return {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

const ALWAYS: ReadonlySet<string> = new Set(['schemas', 'id']);

/** What of a resource is asked for: `attributes=userName,active`, or all but `excludedAttributes=members` (RFC 7644, 3.9). */
export function chosenOf(resource: ScimResource, query: RawQuery): ScimResource {
  const [wanted, excluded] = [namesIn(query['attributes']), namesIn(query['excludedAttributes'])];
  if (!wanted && !excluded) return resource;
  const isChosen = (name: string) => wanted?.has(name.toLowerCase()) ?? !excluded?.has(name.toLowerCase());
  return Object.fromEntries(Object.entries(resource).filter(([name]) => ALWAYS.has(name) || isChosen(name)));
}

/** Names of attributes without the schema before them and the parts behind them. */
function namesIn(value: unknown): ReadonlySet<string> | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const names = value.split(',').map((each) => each.trim().replace(/^urn:.*:/i, ''));
  return new Set(names.map((name) => name.replace(/[.[].*$/, '').toLowerCase()));
}

/** The body of a request as an object. */
export function resourceIn(body: unknown): ScimResource {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as ScimResource;
  throw new ScimError(400, 'The body must be a JSON object.', 'invalidSyntax');
}

/** The operations of a PATCH; names of the message may be spelt with capitals. */
export function operationsIn(body: unknown): readonly PatchOperation[] {
  const message = resourceIn(body);
  const operations = message['Operations'] ?? message['operations'];
  const isOne = (each: unknown) =>
    typeof each === 'object' &&
    each !== null &&
    typeof (each as PatchOperation).op === 'string' &&
    ['string', 'undefined'].includes(typeof (each as PatchOperation).path);
  if (!Array.isArray(operations) || !operations.every(isOne))
    throw new ScimError(400, 'A PATCH has a list "Operations", each with an "op".', 'invalidSyntax');
  return operations as readonly PatchOperation[];
}
