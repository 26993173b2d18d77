import { Module } from '@nestjs/common';
import { LiveUses } from './live-uses.js';

/** Both those who design and those who publish ask what running instances go by. */
@Module({ providers: [LiveUses], exports: [LiveUses] })
export class LiveUsesModule {}
