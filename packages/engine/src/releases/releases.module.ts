import { Module } from '@nestjs/common';
import { FlowTestsModule } from '../flows/trials/flow-tests.module.js';
import { PeopleModule } from '../people/people.module.js';
import { DesignController } from './design.controller.js';
import { Drafts } from './drafts.js';
import { OrganisationToday } from './organisation-today.js';
import { Publisher } from './publisher.js';
import { ReleaseImpacts } from './release-impact.js';
import { TemplateInstaller } from './template-installer.js';

/** Definitions on their way into a release: drafts, checks, publishing, templates. */
@Module({
  imports: [FlowTestsModule, PeopleModule],
  controllers: [DesignController],
  providers: [Drafts, OrganisationToday, Publisher, ReleaseImpacts, TemplateInstaller],
  exports: [Drafts, TemplateInstaller, Publisher],
})
export class ReleasesModule {}
