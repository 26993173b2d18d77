import { Module } from '@nestjs/common';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { QueueFigures } from './queue-figures.js';

/** What the engine does, in figures. */
@Module({ controllers: [MetricsController], providers: [Metrics, QueueFigures], exports: [QueueFigures] })
export class MetricsModule {}
