import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LocalizedText } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { Answers } from '../http/answers.js';
import { notFound } from '../http/refusal.js';
import { CurrentSubject, Public } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { CATALOG, SCHEMAS } from './catalog.js';
import type { Catalog } from './catalog.js';
import { DefinitionReader } from './definition-reader.js';
import type { DefinitionEntry } from './definition-reader.js';

const SUFFIX = '.json';

const Whole = Type.Object(
  { kind: Type.String(), key: Type.String(), title: LocalizedText },
  { additionalProperties: true, description: 'as the schema of its kind has it' },
);

const Entry = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  title: LocalizedText,
  version: Type.Integer({ description: 'the release that it is read from' }),
  definition: Type.Optional(Whole),
});

@ApiTags('definitions')
@Controller('api/v1')
@UseInterceptors(AuditRefusals)
export class DefinitionsController {
  constructor(private readonly reader: DefinitionReader) {}

  @Get('definitions')
  @ApiOperation({ summary: 'Lists the definitions that you may read, on demand each as a whole' })
  @Answers(Type.Object({ data: Type.Array(Entry) }))
  @ApiQuery({ name: 'kind', required: false })
  @ApiQuery({ name: 'full', required: false, description: 'true: with every definition as a whole' })
  async list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
  ): Promise<{ data: readonly DefinitionEntry[] }> {
    const kind = textParameter(query, 'kind');
    const full = wordParameter(query, 'full', ['true', 'false']) === 'true';
    return { data: await this.reader.list(subject, { ...(kind === undefined ? {} : { kind }), full }) };
  }

  @Get('definitions/:kind/:key')
  @ApiOperation({ summary: 'Gives a definition of the release in force or of another one' })
  @Answers(Whole)
  @ApiQuery({ name: 'release', required: false })
  read(
    @CurrentSubject() subject: Subject,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<Definition> {
    return this.reader.read(subject, kind, key, textParameter(query, 'release'));
  }

  @Get('catalog')
  @ApiOperation({ summary: 'Lists the parts that definitions are made of' })
  @Header('cache-control', 'private, max-age=300')
  catalog(): Catalog {
    return CATALOG;
  }

  @Public()
  @Get('schemas/:file')
  @ApiOperation({ summary: 'Gives the JSON Schema of a kind of definition: form.json, flow.json, ...' })
  @Answers(Type.Object({}, { additionalProperties: true, description: 'JSON Schema 2020-12' }))
  @Header('cache-control', 'public, max-age=300')
  schema(@Param('file') file: string): object {
    const schema = file.endsWith(SUFFIX) ? SCHEMAS.get(file.slice(0, -SUFFIX.length)) : undefined;
    if (!schema) throw notFound();
    return schema;
  }
}
