import { Type } from '@sinclair/typebox';
import { address } from '../address.js';
import { tool } from '../tool.js';
import { Key } from './read-definitions.js';

const PAGE = 20;
const PAGE_MAX = 50;
const closed = { additionalProperties: false };
const Id = Type.String({ pattern: '^[0-9a-fA-F-]{36}$', description: 'id of the record' });

export const listRecords = tool({
  name: 'list_records',
  title: 'List records',
  description:
    'Lists records of a form that the caller may see, without the fields that are hidden from the caller. Filters are name and text as in the API: {"filter[qty][gte]": "5"}.',
  input: Type.Object(
    {
      form: Key,
      words: Type.Optional(Type.String({ maxLength: 200, description: 'words in the code or the title' })),
      filters: Type.Optional(
        Type.Record(Type.String({ pattern: '^filter\\[' }), Type.String({ maxLength: 500 }), {
          maxProperties: 20,
          additionalProperties: false,
        }),
      ),
      sort: Type.Optional(Type.String({ maxLength: 100, description: 'field, or -field downwards' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: PAGE })),
      cursor: Type.Optional(Type.String({ maxLength: 2000, description: 'nextCursor of the page before' })),
    },
    closed,
  ),
  nature: { readOnly: true },
  run: (operations, { form, words, filters, sort, limit, cursor }) =>
    operations.ask(
      'GET',
      address(['forms', form, 'records'], {
        ...filters,
        q: words,
        sort,
        cursor,
        limit: String(limit ?? PAGE),
      }),
    ),
});

export const getRecord = tool({
  name: 'get_record',
  title: 'Get a record',
  description: 'Gives one record with its lines, and what the caller may do with it.',
  input: Type.Object({ form: Key, id: Id }, closed),
  nature: { readOnly: true },
  run: (operations, { form, id }) => operations.ask('GET', address(['forms', form, 'records', id])),
});
