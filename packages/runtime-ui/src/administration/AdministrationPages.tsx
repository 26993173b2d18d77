import { Route, Routes } from 'react-router';
import { AccountPage } from '../account/AccountPage.js';
import { PreferencesPage } from '../messages/PreferencesPage.js';
import { NotFound } from '../parts/NotFound.js';
import { AccountsPage } from './accounts/AccountsPage.js';
import { AccountOfPage } from './accounts/AccountOfPage.js';
import { AuditPage } from './audit/AuditPage.js';
import { CalendarsPage } from './calendars/CalendarsPage.js';
import { ChannelsPage } from './channels/ChannelsPage.js';
import { ConnectorsPage } from './connectors/ConnectorsPage.js';
import { DeputiesPage } from './deputies/DeputiesPage.js';
import { FigureListPage } from './figures/FigureListPage.js';
import { FiguresPage } from './figures/FiguresPage.js';
import { FlowFiguresPage } from './figures/FlowFiguresPage.js';
import { FlowMapPage } from './flow-map/FlowMapPage.js';
import { KeysPage } from './keys/KeysPage.js';
import { HealthPage } from './health/HealthPage.js';
import { InstancePage } from './instances/InstancePage.js';
import { InstancesPage } from './instances/InstancesPage.js';
import { MigrationPage } from './migration/MigrationPage.js';
import { LeavePage } from './leaving/LeavePage.js';
import { OrganisationPage } from './organisation/OrganisationPage.js';
import { PeopleImportPage } from './people-import/PeopleImportPage.js';
import { SecurityPage } from './security/SecurityPage.js';
import { ScansPage } from './scans/ScansPage.js';

/** Everything about flows under way and the people in them; few need it daily, so it is loaded when it is asked for. */
export function AdministrationPages() {
  return (
    <Routes>
      <Route path="flow-instances" element={<InstancesPage />} />
      <Route path="flow-instances/:id" element={<InstancePage />} />
      <Route path="flow-migrations/:flow" element={<MigrationPage />} />
      <Route path="figures" element={<FiguresPage />} />
      <Route path="figures/:flow" element={<FlowFiguresPage />} />
      <Route path="figures/:flow/instances" element={<FigureListPage />} />
      <Route path="flow-maps/:flow" element={<FlowMapPage />} />
      <Route path="organisation" element={<OrganisationPage />} />
      <Route path="accounts" element={<AccountsPage />} />
      <Route path="accounts/import" element={<PeopleImportPage />} />
      <Route path="accounts/:id" element={<AccountOfPage />} />
      <Route path="accounts/:id/leave" element={<LeavePage />} />
      <Route path="security" element={<SecurityPage />} />
      <Route path="deputies" element={<DeputiesPage />} />
      <Route path="api-keys" element={<KeysPage />} />
      <Route path="health" element={<HealthPage />} />
      <Route path="connectors" element={<ConnectorsPage />} />
      <Route path="scans" element={<ScansPage />} />
      <Route path="account" element={<AccountPage />} />
      <Route path="account/notifications" element={<PreferencesPage />} />
      <Route path="channels" element={<ChannelsPage />} />
      <Route path="calendars" element={<CalendarsPage />} />
      <Route path="audit" element={<AuditPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
