import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Settings } from '../config/settings.js';
import { notFound, notSignedIn } from '../http/refusal.js';
import { Public } from '../identity/decorators.js';
import { SETTINGS } from '../ports.js';
import { Metrics } from './metrics.js';

const BEARER = /^Bearer (\S{1,200})$/i;

/** Figures for whoever holds the token of the environment; without one there are none. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Public()
  @Get()
  async figures(
    @Headers('authorization') authorization: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { metricsToken } = this.settings;
    if (metricsToken === undefined) throw notFound();
    const shown = BEARER.exec(authorization ?? '')?.[1];
    if (shown === undefined || !isSame(shown, metricsToken)) throw notSignedIn();
    const text = await this.metrics.text();
    await reply
      .header('content-type', this.metrics.contentType)
      .header('cache-control', 'no-store')
      .send(text);
  }
}

/** Takes as long whatever was shown. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
