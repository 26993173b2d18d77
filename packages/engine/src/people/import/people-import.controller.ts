import { Readable } from 'node:stream';
import { Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CSV } from '../../exchange/sheets/csv-writer.js';
import type { SheetFormat } from '../../exchange/sheets/sheet-writer.js';
import { XLSX } from '../../exchange/sheets/xlsx-writer.js';
import { Answers, AnswersFile } from '../../http/answers.js';
import { attachment } from '../../http/attachment.js';
import { Refusal } from '../../http/refusal.js';
import { languageOf } from '../../http/request-language.js';
import { sentence } from '../../http/sentences/index.js';
import { uploadOf } from '../../http/uploads.js';
import { Requires } from '../../identity/decorators.js';
import { textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { InvitationWire } from '../invitations/invitations.controller.js';
import { changeActorOf } from '../organisation-changes.js';
import { PeopleImport } from './people-import.js';
import type { PeopleImportReport } from './people-import.js';
import { COLUMNS } from './people-sheet.js';
import { peopleTemplate, peopleTemplateCsv, TEMPLATE_NAME } from './people-template.js';
import { StandingPeople } from './standing-people.js';

const BYTES_MAX = 4 * 1024 * 1024;

const OUTCOMES = ['created', 'updated', 'unchanged', 'failed'] as const;

const ImportWire = Type.Object({
  done: Type.Boolean({ description: 'false: a trial, or there are faults; nobody was made' }),
  rows: Type.Integer(),
  made: Type.Array(Type.String(), { description: 'logins that are new' }),
  changed: Type.Array(Type.String(), { description: 'logins of people who are there and are changed' }),
  unchanged: Type.Array(Type.String(), { description: 'logins of people of whom nothing new is said' }),
  faults: Type.Array(
    Type.Object({
      cell: Type.String({ description: 'as a sheet names it: B7' }),
      row: Type.Integer({ description: 'as a sheet counts it' }),
      at: Type.Integer({ description: 'place of the cell in its row, from 0' }),
      code: Type.String(),
      detail: Type.String(),
      params: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  heads: Type.Array(
    Type.Object({
      head: Type.String(),
      column: Type.Union([...Object.keys(COLUMNS).map((key) => Type.Literal(key)), Type.Null()], {
        description: 'what is read from it; null: nothing',
      }),
    }),
    { description: 'the columns of the sheet' },
  ),
  shown: Type.Array(
    Type.Object({
      row: Type.Integer(),
      outcome: Type.Union(OUTCOMES.map((outcome) => Type.Literal(outcome))),
      cells: Type.Array(Type.String()),
    }),
    { description: 'rows with what becomes of each, 500 at most' },
  ),
  invitations: Type.Array(
    Type.Composite([Type.Object({ login: Type.String(), name: Type.String() }), InvitationWire]),
    { description: 'one link for each new person; shown here and never again' },
  ),
});

/** Brings many people in at once. */
@ApiTags('organisation')
@Controller('api/v1/people-imports')
@Requires('administer')
export class PeopleImportController {
  constructor(
    private readonly imports: PeopleImport,
    private readonly standing: StandingPeople,
  ) {}

  @Get('template.xlsx')
  @ApiOperation({ summary: 'Gives a file to fill in, with the departments, posts and roles that there are' })
  @AnswersFile('an xlsx file')
  async template(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const language = languageOf(request);
    await send(peopleTemplate(await this.standing.names(), language), XLSX, request, reply);
  }

  @Get('template.csv')
  @ApiOperation({ summary: 'Gives the same file as CSV: the titles of its columns' })
  @AnswersFile('a csv file')
  async templateCsv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await send(peopleTemplateCsv(languageOf(request)), CSV, request, reply);
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Takes an xlsx or csv file of people: 账号 login, 姓名 name, 邮箱 email, 部门 department, 岗位 posts, 角色 roles',
  })
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiQuery({ name: 'name', required: false, description: 'what the file is called' })
  @ApiQuery({
    name: 'dryRun',
    required: false,
    enum: ['true', 'false'],
    description: 'only tells what would be',
  })
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'the file itself, 4 MB at most' })
  @Answers(ImportWire)
  @ApiResponse({ status: 413, description: 'too large' })
  @ApiResponse({ status: 422, description: 'not a file of sheets, or without login and name' })
  async run(@Query() query: RawQuery, @Req() request: FastifyRequest) {
    const isTrial = wordParameter(query, 'dryRun', ['true', 'false']) === 'true';
    const file = { bytes: await bytesOf(request), name: textParameter(query, 'name') ?? 'people' };
    return inWords(await this.imports.run(changeActorOf(request), file, isTrial), request);
  }
}

async function send(
  bytes: AsyncGenerator<Uint8Array>,
  { mediaType, extension }: SheetFormat,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await reply
    .header('content-type', mediaType)
    .header('content-disposition', attachment(`${TEMPLATE_NAME[languageOf(request)]}.${extension}`))
    .header('cache-control', 'private, no-store')
    .send(Readable.from(bytes, { objectMode: false }));
}

function inWords(report: PeopleImportReport, request: FastifyRequest) {
  const language = languageOf(request);
  const faults = report.faults.map((fault) => ({
    ...fault,
    detail: sentence(fault.code, fault.params, language),
  }));
  return { ...report, faults };
}

async function bytesOf(request: FastifyRequest): Promise<Buffer> {
  const source = uploadOf(request);
  if (!source) throw new Refusal(400, 'upload_missing');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of source as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > BYTES_MAX) throw new Refusal(413, 'body_too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
