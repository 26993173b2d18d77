import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { InstallPreviews } from './install-preview.js';
import { OverlayController } from './overlay.controller.js';
import { SampleData } from './sample-data.js';
import { SentPackages } from './sent-packages.js';
import { TemplateJobs } from './template-jobs.js';
import { TemplateOrders } from './template-orders.js';
import { TemplateRemoval } from './template-removal.js';
import { TemplateReverts } from './template-reverts.js';
import { TemplateViews } from './template-views.js';
import { TemplatesController } from './templates.controller.js';

/** Template packages: what is installed, and its life. */
@Module({
  imports: [ReleasesModule],
  controllers: [TemplatesController, OverlayController],
  providers: [
    InstallPreviews,
    SampleData,
    SentPackages,
    TemplateJobs,
    TemplateOrders,
    TemplateRemoval,
    TemplateReverts,
    TemplateViews,
  ],
})
export class TemplatesModule {}
