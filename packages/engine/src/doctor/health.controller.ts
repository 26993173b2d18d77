import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Database } from '../database/database.js';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { LISTEN_URL } from '../database/database-listener.js';
import { Answers } from '../http/answers.js';
import { languageOf } from '../http/request-language.js';
import { sentence } from '../http/sentences/index.js';
import { Requires } from '../identity/decorators.js';
import { SETTINGS } from '../ports.js';
import { QueueFigures } from '../metrics/queue-figures.js';
import { PLATFORM_VERSION } from '../platform-version.js';
import { SlowWorks } from '../work-times/slow-work.js';
import { examine, worstOf } from './examine.js';

const LevelWire = Type.Union(['ok', 'warn', 'fail'].map((level) => Type.Literal(level)));

const SLOW_SHOWN = 10;

const Count = Type.Integer({ minimum: 0 });

const ExaminationWire = Type.Object({
  level: LevelWire,
  version: Type.String({ description: 'of the platform' }),
  storage: Type.Object({
    databaseBytes: Type.String({ description: 'what the database takes on its disk, bytes' }),
    filesBytes: Type.String({ description: 'of that, files that people stored, bytes' }),
  }),
  queues: Type.Array(
    Type.Object({
      queue: Type.String({ description: 'outbox, timers, occasions, jobs, flows or endpoints' }),
      state: Type.String({ description: 'waiting, running or failed' }),
      count: Count,
      oldestSeconds: Type.Integer({ minimum: 0, description: 'how long the oldest has been there' }),
    }),
    {
      description:
        'What waits, is under way or was given up; of messages and jobs that failed, those of a week',
    },
  ),
  slow: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('rule'), Type.Literal('formula')]),
      key: Type.String({ description: 'of the rule, or form and field: `bill.rows.amount`' }),
      form: Type.String(),
      title: LocalizedText,
      formTitle: Type.Optional(LocalizedText),
      saves: Count,
      totalMs: Type.Number(),
      averageMs: Type.Number(),
      usualMs: Type.Number({ description: 'nineteen of twenty saves took no longer' }),
      maxMs: Type.Number(),
    }),
    {
      description: 'Rules and computed fields that took longest in a save; of seven days, over all processes',
    },
  ),
  saveBudgetMs: Type.Integer({ description: 'what all rules and formulas of a save may take together' }),
  findings: Type.Array(
    Type.Object({
      check: Type.String(),
      level: LevelWire,
      code: Type.String(),
      text: Type.String({ description: 'what is the matter and how to mend it' }),
      params: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});

const STORAGE = `
  SELECT pg_database_size(current_database())::text AS "databaseBytes",
         (pg_total_relation_size('core.file_content') + pg_total_relation_size('core.stored_file_piece'))::text AS "filesBytes"`;

/** How the installation is, for those who look after it. */
@ApiTags('administration')
@Controller('api/v1/administration/health')
@Requires('administer')
export class InstallationHealthController {
  constructor(
    private readonly database: Database,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly figures: QueueFigures,
    private readonly works: SlowWorks,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Looks at database, rights, queues, failures, backups, disk and clock; as "dougong doctor" does',
  })
  @Answers(ExaminationWire)
  async health(@Req() request: FastifyRequest): Promise<Static<typeof ExaminationWire>> {
    const language = languageOf(request);
    const findings = await examine(this.ownerUrl, () => this.appRole(), this.settings);
    const queues = await this.figures.read();
    return {
      level: worstOf(findings),
      version: PLATFORM_VERSION,
      storage: await this.storage(),
      queues: queues.map(({ queue, state, count, seconds }) => ({
        queue,
        state,
        count,
        oldestSeconds: Math.max(0, Math.round(seconds)),
      })),
      slow: [...(await this.works.slowest(SLOW_SHOWN))],
      saveBudgetMs: this.settings.saveBudgetMs,
      findings: findings.map(({ params = {}, ...each }) => ({
        ...each,
        params,
        text: sentence(each.code, params, language),
      })),
    };
  }

  private async storage(): Promise<Static<typeof ExaminationWire>['storage']> {
    const { rows } = await this.database.query<Static<typeof ExaminationWire>['storage']>(STORAGE);
    return rows[0] ?? { databaseBytes: '0', filesBytes: '0' };
  }

  private async appRole(): Promise<string> {
    const { rows } = await this.database.query<{ role: string }>('SELECT current_user AS role');
    return rows[0]?.role ?? '';
  }
}
