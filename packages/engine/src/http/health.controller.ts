import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { Database } from '../database/database.js';
import { Public } from '../identity/decorators.js';
import { Answers } from './answers.js';
import { Refusal } from './refusal.js';
import { Serving } from './serving.js';

const Healthy = Type.Object({ status: Type.Literal('ok') });

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly serving: Serving,
  ) {}

  /** The process serves. Says nothing about the database, so that its restart does not kill the process too. */
  @Public()
  @Get('healthz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Answers 200 while the process serves' })
  @Answers(Healthy)
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Public()
  @Get('readyz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Answers 200 when the database answers too' })
  @Answers(Healthy)
  @ApiResponse({ status: 503, description: 'the database does not answer, or the process is about to end' })
  async ready(): Promise<{ status: 'ok' }> {
    if (this.serving.isEnding) throw new Refusal(503, 'stopping');
    try {
      await this.database.query('SELECT 1');
      return { status: 'ok' };
    } catch {
      throw new Refusal(503, 'database_unreachable');
    }
  }
}
