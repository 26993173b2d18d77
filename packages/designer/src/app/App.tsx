import { lazy, Suspense, type ReactNode } from 'react';
import { Button } from 'antd';
import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { OfflineProblem } from '@dougong/ui/api';
import { AppErrorBoundary, EmptyState, PageErrorBoundary } from '@dougong/ui/shell';
import { ThemeProvider } from '@dougong/ui/theme';
import { FlowListPage } from '../flows/FlowListPage.js';
import { useText } from '../i18n/text.js';
import { ApprovalsPage } from '../release/ApprovalsPage.js';
import { usePublishRequests } from '../release/RequestPanel.js';
import { PageLoading } from './PageLoading.js';
import { endSession, queries, useSession } from './session.js';
import { SignInPage } from './SignInPage.js';

const FlowDesignerPage = lazy(async () => ({
  default: (await import('../flows/FlowDesignerPage.js')).FlowDesignerPage,
}));
const FormListPage = lazy(async () => ({
  default: (await import('../forms/FormListPage.js')).FormListPage,
}));
const FieldsPage = lazy(async () => ({
  default: (await import('../forms/FieldsPage.js')).FieldsPage,
}));
const RuleListPage = lazy(async () => ({
  default: (await import('../rules/RuleListPage.js')).RuleListPage,
}));
const RulePage = lazy(async () => ({
  default: (await import('../rules/RulePage.js')).RulePage,
}));
const TableListPage = lazy(async () => ({
  default: (await import('../tables/TableListPage.js')).TableListPage,
}));
const TablePage = lazy(async () => ({
  default: (await import('../tables/TablePage.js')).TablePage,
}));
const FormulaListPage = lazy(async () => ({
  default: (await import('../formulas/FormulaListPage.js')).FormulaListPage,
}));
const FormulaPage = lazy(async () => ({
  default: (await import('../formulas/FormulaPage.js')).FormulaPage,
}));
const NotificationListPage = lazy(async () => ({
  default: (await import('../notifications/NotificationListPage.js')).NotificationListPage,
}));
const NotificationPage = lazy(async () => ({
  default: (await import('../notifications/NotificationPage.js')).NotificationPage,
}));
const ScanPointListPage = lazy(async () => ({
  default: (await import('../connections/ConnectionListPages.js')).ScanPointListPage,
}));
const ScanPointPage = lazy(async () => ({
  default: (await import('../connections/ScanPointPage.js')).ScanPointPage,
}));
const ConnectorListPage = lazy(async () => ({
  default: (await import('../connections/ConnectionListPages.js')).ConnectorListPage,
}));
const ConnectorPage = lazy(async () => ({
  default: (await import('../connections/ConnectorPage.js')).ConnectorPage,
}));
const PublishPage = lazy(async () => ({
  default: (await import('../release/PublishPage.js')).PublishPage,
}));
const PublishSettingsPage = lazy(async () => ({
  default: (await import('../release/settings/PublishSettingsPage.js')).PublishSettingsPage,
}));
const ReleasesPage = lazy(async () => ({
  default: (await import('../releases/ReleasesPage.js')).ReleasesPage,
}));
const GalleryPage = lazy(async () => ({
  default: (await import('../templates/gallery/GalleryPage.js')).GalleryPage,
}));
const InstallPage = lazy(async () => ({
  default: (await import('../templates/install/InstallPage.js')).InstallPage,
}));
const RevertPage = lazy(async () => ({
  default: (await import('../templates/removal/RevertPage.js')).RevertPage,
}));
const RemovePage = lazy(async () => ({
  default: (await import('../templates/removal/RemovePage.js')).RemovePage,
}));
const SamplesPage = lazy(async () => ({
  default: (await import('../templates/removal/SamplesPage.js')).SamplesPage,
}));
const CompletenessPage = lazy(async () => ({
  default: (await import('../completeness/CompletenessPage.js')).CompletenessPage,
}));

const AccessPage = lazy(async () => ({
  default: (await import('../access/AccessPage.js')).AccessPage,
}));

function Alone({ children }: { readonly children: ReactNode }) {
  return <main className="ds-alone">{children}</main>;
}

/** Whoever approves publishes sees those; anybody else is told that this is not for him. */
function WithoutRight() {
  const text = useText();
  const { data, isLoading } = usePublishRequests();
  if (isLoading)
    return (
      <Alone>
        <PageLoading />
      </Alone>
    );
  if (data !== undefined && data.length > 0) return <ApprovalsPage requests={data} />;
  return (
    <Alone>
      <EmptyState
        reason="noRight"
        title={text('noRight.title')}
        text={text('noRight.text')}
        actions={
          <>
            <Button type="primary" href="/">
              {text('app.runtime')}
            </Button>
            <Button onClick={() => void endSession()}>{text('noRight.other')}</Button>
          </>
        }
      />
    </Alone>
  );
}

function SessionGate({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const { data: user, error, refetch } = useSession();
  if (user === undefined && error !== null) {
    return (
      <Alone>
        <EmptyState
          reason={error instanceof OfflineProblem ? 'offline' : 'error'}
          actions={
            <Button type="primary" onClick={() => void refetch()}>
              {text('save.retry')}
            </Button>
          }
        />
      </Alone>
    );
  }
  if (user === undefined) {
    return (
      <Alone>
        <PageLoading />
      </Alone>
    );
  }
  if (user === null) return <SignInPage />;
  if (!user.rights.design) return <WithoutRight />;
  return children;
}

const HOME = '/designer/flows';

/** The pages. One that fails, or whose code does not come, is replaced by what happened; the others stay. */
function Pages() {
  return (
    <div className="ds-pages">
      <PageErrorBoundary homePath={HOME}>
        <Suspense
          fallback={
            <Alone>
              <PageLoading />
            </Alone>
          }
        >
          <Routes>
            <Route path="/flows" element={<FlowListPage />} />
            <Route path="/flows/:key" element={<FlowDesignerPage />} />
            <Route path="/forms" element={<FormListPage />} />
            <Route path="/forms/:key" element={<FieldsPage />} />
            <Route path="/rules" element={<RuleListPage />} />
            <Route path="/rules/:key" element={<RulePage />} />
            <Route path="/decision-tables" element={<TableListPage />} />
            <Route path="/decision-tables/:key" element={<TablePage />} />
            <Route path="/formulas" element={<FormulaListPage />} />
            <Route path="/formulas/:key" element={<FormulaPage />} />
            <Route path="/notifications" element={<NotificationListPage />} />
            <Route path="/notifications/:key" element={<NotificationPage />} />
            <Route path="/scan-points" element={<ScanPointListPage />} />
            <Route path="/scan-points/:key" element={<ScanPointPage />} />
            <Route path="/connectors" element={<ConnectorListPage />} />
            <Route path="/connectors/:key" element={<ConnectorPage />} />
            <Route path="/access" element={<AccessPage />} />
            <Route path="/publish" element={<PublishPage />} />
            <Route path="/publish/settings" element={<PublishSettingsPage />} />
            <Route path="/releases" element={<ReleasesPage />} />
            <Route path="/completeness" element={<CompletenessPage />} />
            <Route path="/templates" element={<GalleryPage />} />
            <Route path="/templates/install" element={<InstallPage />} />
            <Route path="/templates/revert" element={<RevertPage />} />
            <Route path="/templates/samples" element={<SamplesPage />} />
            <Route path="/templates/:key/remove" element={<RemovePage />} />
            <Route path="*" element={<Navigate to="/flows" replace />} />
          </Routes>
        </Suspense>
      </PageErrorBoundary>
    </div>
  );
}

/** The designer: its pages behind the session, in the look of the house. */
export function App() {
  return (
    <AppErrorBoundary homePath={HOME}>
      <QueryClientProvider client={queries}>
        <ThemeProvider>
          <BrowserRouter basename="/designer">
            <SessionGate>
              <Pages />
            </SessionGate>
          </BrowserRouter>
        </ThemeProvider>
      </QueryClientProvider>
    </AppErrorBoundary>
  );
}
