import { Module } from '@nestjs/common';
import { InstallationHealthController } from './health.controller.js';

/** How the installation is. */
@Module({ controllers: [InstallationHealthController] })
export class DoctorModule {}
