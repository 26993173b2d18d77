import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.js';
import { InstallationHealthController } from './health.controller.js';

/** How the installation is. */
@Module({ imports: [MetricsModule], controllers: [InstallationHealthController] })
export class DoctorModule {}
