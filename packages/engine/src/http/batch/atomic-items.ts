import type { RecordPatch } from '@dougong/kernel/commands';
import type { IdSource, Issue } from '@dougong/kernel/foundation';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { CommandDraft } from '../../commands/command-run.js';
import { actionBody } from '../../commands/commands.controller.js';
import { requireIfMatch, versionOfIfMatch } from '../entity-tag.js';
import { invalid, Refusal } from '../refusal.js';
import type { BatchItemBody } from './batch.wire.js';

/** A command with the name of its entry in the audit. */
export interface AtomicItem {
  readonly action: string;
  readonly command: CommandDraft;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const RECORDS = '^/api/v1/forms/([a-z][a-z0-9_]*)/records';

type Reader = (parts: readonly string[], item: BatchItemBody, ids: IdSource) => AtomicItem;

const READERS: readonly { readonly method: string; readonly path: RegExp; readonly read: Reader }[] = [
  {
    method: 'POST',
    path: new RegExp(`${RECORDS}$`),
    read: ([form = ''], { body }, ids) => ({
      action: 'create',
      command: { type: 'create', form, id: ids(), values: body ?? {} },
    }),
  },
  {
    method: 'PATCH',
    path: new RegExp(`${RECORDS}/(${UUID})$`),
    read: ([form = '', id = ''], { body, ifMatch }) => ({
      action: 'update',
      command: { type: 'change', form, id, version: requireIfMatch(ifMatch), patch: objectOf(body) },
    }),
  },
  {
    method: 'POST',
    path: new RegExp(`${RECORDS}/(${UUID})/actions/([a-z][a-z0-9_]*)$`),
    read: ([form = '', id = '', action = ''], { body, ifMatch }) => ({
      action: `act:${action}`,
      command: { type: 'act', form, id, action, version: versionOfIfMatch(ifMatch), ...actionBody(body) },
    }),
  },
];

/** Reads the items of a batch that is carried out as one; every one that cannot be part of it is named. */
export function atomicItems(items: readonly BatchItemBody[], ids: IdSource): readonly AtomicItem[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const read = items.flatMap((item, at) => {
    try {
      const found = atomicItem(item, ids);
      if (!seen.has(found.command.id)) {
        seen.add(found.command.id);
        return [found];
      }
      issues.push(issue('batch_record_twice', pointer('', 'items', String(at), 'path')));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      issues.push(...issuesAt(error, at));
    }
    return [];
  });
  if (issues.length > 0) throw invalid(issues);
  return read;
}

/** What is wrong with one item, said from the batch's beginning. */
export function issuesAt({ code, issues, options }: Refusal, at: number): readonly Issue[] {
  const place = pointer('', 'items', String(at));
  if (issues.length === 0) return [issue(code, place, { ...options.params })];
  return issues.map((each) => ({ ...each, path: `${place}/body${each.path}` }));
}

function atomicItem(item: BatchItemBody, ids: IdSource): AtomicItem {
  for (const { method, path, read } of READERS) {
    const match = method === item.method ? path.exec(item.path) : null;
    if (match) return read(match.slice(1), item, ids);
  }
  throw new Refusal(422, 'not_in_atomic_batch', [], { params: { method: item.method } });
}

function objectOf(body: unknown): RecordPatch {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as RecordPatch;
  throw invalid([issue('bad_shape', '', { expected: 'object' })]);
}
