import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { PromotionController } from './promotion.controller.js';
import { Promotions } from './promotions.js';

/** Releases on their way from one installation to another. */
@Module({
  imports: [ReleasesModule],
  controllers: [PromotionController],
  providers: [Promotions],
})
export class PromotionModule {}
