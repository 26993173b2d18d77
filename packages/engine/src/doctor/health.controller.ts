import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { examine, worstOf } from './examine.js';

const LevelWire = Type.Union(['ok', 'warn', 'fail'].map((level) => Type.Literal(level)));

const ExaminationWire = Type.Object({
  level: LevelWire,
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

/** How the installation is, for those who look after it. */
@ApiTags('administration')
@Controller('api/v1/administration/health')
@Requires('administer')
export class InstallationHealthController {
  constructor(
    private readonly database: Database,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Looks at database, rights, queues, failures, backups, disk and clock; as "dougong doctor" does',
  })
  @Answers(ExaminationWire)
  async health(@Req() request: FastifyRequest): Promise<Static<typeof ExaminationWire>> {
    const language = languageOf(request);
    const findings = await examine(this.ownerUrl, () => this.appRole(), this.settings);
    return {
      level: worstOf(findings),
      findings: findings.map(({ params = {}, ...each }) => ({
        ...each,
        params,
        text: sentence(each.code, params, language),
      })),
    };
  }

  private async appRole(): Promise<string> {
    const { rows } = await this.database.query<{ role: string }>('SELECT current_user AS role');
    return rows[0]?.role ?? '';
  }
}
