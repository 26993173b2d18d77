import { Module } from '@nestjs/common';
import { FlowTestsModule } from '../flows/trials/flow-tests.module.js';
import { PeopleModule } from '../people/people.module.js';
import { ScenariosModule } from '../scenarios/scenarios.module.js';
import { DefinitionBundles } from './definition-bundles.js';
import { DefinitionStatuses } from './definition-status.js';
import { ReleaseDiffs } from './diff/release-diff.js';
import { RetypePreviews } from './design/retype-preview.js';
import { DraftBook } from './drafts/draft-book.js';
import { DraftHistory } from './drafts/draft-history.js';
import { DraftRebase } from './drafts/draft-rebase.js';
import { DraftsController } from './drafts/drafts.controller.js';
import { OutdatedDrafts } from './drafts/outdated-drafts.js';
import { Drafts } from './drafts.js';
import { ReleaseHistory } from './history/release-history.js';
import { OrganisationToday } from './organisation-today.js';
import { Publisher } from './publisher.js';
import { ApiImpacts } from './impact/api-impacts.js';
import { FlowImpacts } from './impact/flow-impacts.js';
import { FormImpacts } from './impact/form-impacts.js';
import { RoleImpacts } from './impact/role-impacts.js';
import { ReleaseImpacts } from './release-impact.js';
import { ReleasesController } from './releases.controller.js';
import { DesignSettings } from './requests/design-settings.js';
import { PublishJobs } from './requests/publish-jobs.js';
import { PublishRequests } from './requests/publish-requests.js';
import { PublishRequestsController } from './requests/publish-requests.controller.js';
import { PublishScenarios } from './requests/publish-scenarios.js';
import { PublishWorker } from './requests/publish-worker.js';
import { RequestNotices } from './requests/request-notices.js';
import { PublishRequestStore } from './requests/request-store.js';
import { PublishTablesModule } from './tables/publish-tables.module.js';
import { InstalledTemplates } from '../templates/installed-templates.js';
import { TemplateChanges } from '../templates/template-changes.js';
import { TemplateInstaller } from './template-installer.js';
import { TemplateSeeds } from './template-seeds.js';

/** Definitions on their way into a release: drafts, checks, publishing, templates. */
@Module({
  imports: [FlowTestsModule, PeopleModule, PublishTablesModule, ScenariosModule],
  controllers: [DraftsController, PublishRequestsController, ReleasesController],
  providers: [
    ApiImpacts,
    FlowImpacts,
    FormImpacts,
    RoleImpacts,
    DefinitionBundles,
    DefinitionStatuses,
    DesignSettings,
    DraftBook,
    DraftHistory,
    DraftRebase,
    Drafts,
    OrganisationToday,
    OutdatedDrafts,
    Publisher,
    PublishJobs,
    PublishRequests,
    PublishRequestStore,
    PublishScenarios,
    PublishWorker,
    ReleaseDiffs,
    ReleaseHistory,
    ReleaseImpacts,
    RequestNotices,
    InstalledTemplates,
    TemplateChanges,
    TemplateSeeds,
    RetypePreviews,
    TemplateInstaller,
  ],
  exports: [
    DefinitionBundles,
    DesignSettings,
    DraftRebase,
    Drafts,
    Publisher,
    PublishRequests,
    PublishScenarios,
    ReleaseDiffs,
    ReleaseHistory,
    InstalledTemplates,
    TemplateChanges,
    TemplateInstaller,
  ],
})
export class ReleasesModule {}
