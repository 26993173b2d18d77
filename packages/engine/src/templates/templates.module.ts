import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { Gallery } from './gallery/gallery.js';
import { GalleryController } from './gallery/gallery.controller.js';
import { ShippedTemplates } from './gallery/shipped-templates.js';
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
  controllers: [TemplatesController, OverlayController, GalleryController],
  providers: [
    Gallery,
    InstallPreviews,
    SampleData,
    SentPackages,
    ShippedTemplates,
    TemplateJobs,
    TemplateOrders,
    TemplateRemoval,
    TemplateReverts,
    TemplateViews,
  ],
})
export class TemplatesModule {}
