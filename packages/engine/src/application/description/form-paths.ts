import type { FormModel } from '@dougong/kernel/forms';
import type { DescribedOperation } from '../../http/complete-openapi.js';
import { titleOf } from './field-schema.js';

/** What a caller may do with a form. */
export interface FormRights {
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly actions: readonly string[];
}

type Paths = Record<string, Record<string, DescribedOperation>>;

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'the entity tag of the version that was seen',
  schema: { type: 'string' },
};
const query = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});
const LIST = [
  { ...query('limit', '50, at most 1000'), schema: { type: 'integer', minimum: 1 } },
  query('cursor', 'nextCursor of the page before'),
  query('sort', 'up to three fields, `-day,customer`; `-field` sorts downwards'),
  query('fields', 'names of the fields that are wanted, with commas'),
  query('filter', 'a JsonLogic condition as JSON; or `filter[field][operator]=value`'),
  query('q', 'words in the code or the title'),
  query('list', 'a list of the form'),
  query('count', 'exact or estimate'),
];
const PREVIEW = query('preview', '`true` shows what would come of it and keeps nothing');

const json = (schema: object) => ({ 'application/json': { schema } });
const answers = (schema: object, status = '200') => ({
  [status]: { description: 'done', content: json(schema) },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answered = (name: string) => ({
  type: 'object',
  required: ['record'],
  properties: { record: ref(name) },
});

/** The addresses of one form, as far as the caller may use them. */
export function formPaths({ key, title, lifecycle }: FormModel, rights: FormRights): Paths {
  const at = `/api/v1/forms/${key}/records`;
  const record = `${key}.Record`;
  const name = titleOf(title);
  const operation = (id: string, summary: string, more: object) =>
    ({
      operationId: `${key}_${id}`,
      summary: `${name}: ${summary}`,
      tags: [key],
      ...more,
    }) as unknown as DescribedOperation;
  const body = (schema: object, required = true) => ({ required, content: json(schema) });
  const many = {
    ...(rights.read && {
      get: operation('list', '列表 / list', { parameters: LIST, responses: answers(page(record)) }),
    }),
    ...(rights.create && {
      post: operation('create', '新建 / make', {
        parameters: [PREVIEW],
        requestBody: body(ref(`${key}.Values`)),
        responses: answers(answered(record), '201'),
      }),
    }),
  };
  const one = {
    ...(rights.read && {
      get: operation('get', '查看 / give', { parameters: [ID], responses: answers(view(record)) }),
    }),
    ...(rights.update && {
      patch: operation('change', '修改 / change', {
        parameters: [ID, IF_MATCH],
        requestBody: body(ref(`${key}.Change`)),
        responses: answers(answered(record)),
      }),
    }),
    ...(rights.delete && {
      delete: operation('delete', '删除 / delete', {
        parameters: [ID, IF_MATCH],
        responses: { '204': { description: 'gone' } },
      }),
    }),
  };
  const actions = rights.actions.map((action) => [
    `${at}/{id}/actions/${action}`,
    {
      post: operation(`act_${action}`, titleOf(lifecycle.actions.get(action)?.title ?? title), {
        parameters: [ID, { ...IF_MATCH, required: false }, PREVIEW],
        requestBody: body(actionBody(`${key}.Change`), false),
        responses: answers(answered(record)),
      }),
    },
  ]);
  const all = [[at, many], [`${at}/{id}`, one], ...actions] as [string, Record<string, DescribedOperation>][];
  return Object.fromEntries(all.filter(([, operations]) => Object.keys(operations).length > 0));
}

function page(record: string): object {
  return {
    type: 'object',
    required: ['data'],
    properties: {
      data: { type: 'array', items: ref(record) },
      nextCursor: { type: 'string', description: 'left out on the last page' },
      total: { type: 'integer' },
    },
  };
}

function view(record: string): object {
  const action = {
    type: 'object',
    required: ['id', 'kind', 'allowed'],
    properties: {
      id: { type: 'string' },
      kind: { type: 'string' },
      allowed: { type: 'boolean' },
      taskId: { type: 'string', format: 'uuid' },
    },
  };
  const properties = { record: ref(record), actions: { type: 'array', items: action } };
  return { type: 'object', required: ['record', 'actions'], properties };
}

function actionBody(change: string): object {
  return {
    type: 'object',
    properties: { comment: { type: 'string', maxLength: 2000 }, record: ref(change) },
  };
}

/** Answering a to-do is part of every application's work. */
export const TASK_PATHS: Paths = {
  '/api/v1/tasks/{id}/actions/{action}': {
    post: {
      operationId: 'task_answer',
      summary: '办理待办 / answers a to-do',
      tags: ['tasks'],
      parameters: [ID, { name: 'action', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: false,
        content: json({
          type: 'object',
          properties: {
            comment: { type: 'string', maxLength: 2000 },
            record: { type: 'object', additionalProperties: true },
          },
        }),
      },
      responses: answers({
        type: 'object',
        required: ['record'],
        properties: {
          record: {
            type: ['object', 'null'],
            required: ['id', 'version', 'status'],
            properties: {
              id: { type: 'string', format: 'uuid' },
              version: { type: 'integer' },
              status: { type: 'string' },
            },
          },
        },
      }),
    },
  },
};
