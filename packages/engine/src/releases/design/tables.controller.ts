import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DEFINITION_SCHEMAS, KEY_PATTERN } from '@dougong/kernel/metadata';
import type { DefinitionKind } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { notFound } from '../../http/refusal.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { CurrentSubject, Requires, subjectOf } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { RemovedFields } from '../tables/removed-fields.js';
import type { KeptPart } from '../tables/removed-fields.js';
import { PartUsesReader } from './part-uses.js';
import type { PartUses } from './part-uses.js';
import { PurgeRemoved } from './purge-removed.js';
import { RetypePreviews } from './retype-preview.js';
import type { RetypePreview } from './retype-preview.js';

const closed = { additionalProperties: false };
const Key = Type.String({ pattern: KEY_PATTERN });
const Title = Type.Record(Type.String(), Type.String(), { description: 'by language' });
const FieldPathWire = Type.String({ pattern: String.raw`^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$` });
const FIELD_PATH = new RegExp(FieldPathWire.pattern ?? '');

const UsesWire = Type.Object({
  uses: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: Type.String(),
      title: Title,
      path: Type.String({ description: 'pointer into the definition' }),
      code: Type.String({ description: 'what a check would say of the place' }),
    }),
  ),
  running: Type.Array(
    Type.Object({
      flow: Type.String(),
      title: Title,
      release: Type.Integer(),
      running: Type.Integer({ description: 'instances that go by the drawing of that release' }),
      paths: Type.Array(Type.String()),
    }),
  ),
  records: Type.Optional(Type.Object({ count: Type.Integer(), isCapped: Type.Boolean() })),
});

const RetypeBody = Type.Object({ form: Key, field: FieldPathWire, to: Type.Unknown() }, closed);
type RetypeBody = Static<typeof RetypeBody>;

const RetypeWire = Type.Object({
  from: Title,
  to: Title,
  kind: Type.Union([Type.Literal('keep'), Type.Literal('convert'), Type.Literal('never')]),
  values: Type.Integer({ description: 'values that were looked at' }),
  converts: Type.Integer(),
  fails: Type.Integer(),
  isCapped: Type.Boolean(),
  examples: Type.Array(
    Type.Object({
      record: Type.String({ format: 'uuid' }),
      line: Type.Optional(Type.Integer()),
      value: Type.Unknown(),
      code: Type.String(),
    }),
  ),
});

const PurgeBody = Type.Object(
  {
    form: Key,
    line: Type.Optional(Key),
    field: Type.Optional(Key),
    confirm: Type.String({
      maxLength: 130,
      description: 'the name once more: form, form.field or form.line.field',
    }),
  },
  closed,
);
type PurgeBody = Static<typeof PurgeBody>;

const RemovedWire = Type.Object({
  data: Type.Array(
    Type.Object({
      form: Type.String(),
      line: Type.Optional(Type.String()),
      field: Type.Optional(Type.String()),
      definition: Type.Unknown({ description: 'as it was last published' }),
      release: Type.Integer({ description: 'the first release without it' }),
      removedAt: Type.String({ format: 'date-time' }),
      removedBy: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
    }),
  ),
});

/** What designers ask before they remove or retype something, and what becomes of removed data. */
@ApiTags('design')
@Controller('api/v1/design')
@Requires('design')
export class DesignTablesController {
  constructor(
    private readonly uses: PartUsesReader,
    private readonly previews: RetypePreviews,
    private readonly removed: RemovedFields,
    private readonly purging: PurgeRemoved,
  ) {}

  @Get('uses/:kind/:key')
  @ApiOperation({ summary: 'Lists what uses a definition or a field: definitions, running flows, records' })
  @ApiQuery({ name: 'field', required: false, description: 'qty, rows or rows.qty' })
  @ApiResponse({ status: 200, schema: schemaObject(UsesWire) })
  usesOf(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Query('field') field: string | undefined,
  ): Promise<PartUses> {
    if (!Object.hasOwn(DEFINITION_SCHEMAS, kind)) throw notFound();
    if (field !== undefined && (kind !== 'form' || !FIELD_PATH.test(field))) throw notFound();
    return this.uses.of({ kind: kind as DefinitionKind, key, ...(field === undefined ? {} : { field }) });
  }

  @Post('retype-preview')
  @HttpCode(200)
  @ApiBody({ schema: schemaObject(RetypeBody) })
  @ApiOperation({ summary: 'Says how many values of a field another definition of it would take' })
  @ApiResponse({ status: 200, schema: schemaObject(RetypeWire) })
  preview(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(RetypeBody)) { form, field, to }: RetypeBody,
  ): Promise<RetypePreview> {
    return this.previews.preview(form, field, to, subject);
  }

  @Get('removed')
  @ApiOperation({ summary: 'Lists removed fields, tables of lines and forms whose data is kept' })
  @ApiResponse({ status: 200, schema: schemaObject(RemovedWire) })
  async list(): Promise<{ data: readonly KeptPart[] }> {
    return { data: await this.removed.list() };
  }

  @Post('removed/purge')
  @HttpCode(204)
  @Requires('administer')
  @ApiBody({ schema: schemaObject(PurgeBody) })
  @ApiOperation({ summary: 'Drops the data of something removed, for good' })
  async purge(
    @Body(new SchemaPipe(PurgeBody)) body: PurgeBody,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.purging.purge({ ...body, actor: subjectOf(request).id, source: auditSourceOf(request) });
  }
}
