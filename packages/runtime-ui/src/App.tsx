import { lazy, Suspense } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, Route, Routes } from 'react-router';
import { AppErrorBoundary, PageErrorBoundary } from '@dougong/ui/shell';
import { ThemeProvider } from '@dougong/ui/theme';
import { queryClient } from './data/query-client.js';
import { RuntimeFrame } from './frame/RuntimeFrame.js';
import { HomePage } from './home/HomePage.js';
import { InboxPage } from './inbox/InboxPage.js';
import { ListPage } from './list/ListPage.js';
import { PageLoading } from './parts/PageLoading.js';
import { SessionGate } from './session/SessionGate.js';
import { SignInPage } from './session/SignInPage.js';
import { WelcomePage } from './session/WelcomePage.js';

const DocumentPage = lazy(async () => ({
  default: (await import('./document/DocumentPage.js')).DocumentPage,
}));
const BalancesPage = lazy(async () => ({ default: (await import('./ledger/BalancesPage.js')).BalancesPage }));
const VouchersPage = lazy(async () => ({ default: (await import('./ledger/VouchersPage.js')).VouchersPage }));
const PeriodsPage = lazy(async () => ({
  default: (await import('./ledger/periods/PeriodsPage.js')).PeriodsPage,
}));
const TrialBalancePage = lazy(async () => ({
  default: (await import('./ledger/trial-balance/TrialBalancePage.js')).TrialBalancePage,
}));
const ImportPage = lazy(async () => ({ default: (await import('./exchange/ImportPage.js')).ImportPage }));
const BatchesPage = lazy(async () => ({ default: (await import('./exchange/BatchesPage.js')).BatchesPage }));
const AdministrationPages = lazy(async () => ({
  default: (await import('./administration/AdministrationPages.js')).AdministrationPages,
}));

function Pages() {
  return (
    <Suspense fallback={<PageLoading />}>
      <Routes>
        <Route index element={<HomePage />} />
        <Route path="inbox" element={<InboxPage />} />
        <Route path="forms/:form" element={<ListPage />} />
        <Route path="forms/:form/import" element={<ImportPage />} />
        <Route path="forms/:form/imports" element={<BatchesPage />} />
        <Route path="forms/:form/:id" element={<DocumentPage />} />
        <Route path="registers/:register" element={<BalancesPage />} />
        <Route path="vouchers" element={<VouchersPage />} />
        <Route path="periods" element={<PeriodsPage />} />
        <Route path="trial-balance" element={<TrialBalancePage />} />
        <Route path="*" element={<AdministrationPages />} />
      </Routes>
    </Suspense>
  );
}

/** The application that people work in every day. */
export function App() {
  return (
    <AppErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <ThemeProvider>
          <BrowserRouter>
            <Routes>
              <Route path="sign-in" element={<SignInPage />} />
              <Route path="welcome" element={<WelcomePage />} />
              <Route
                path="*"
                element={
                  <SessionGate>
                    <RuntimeFrame>
                      <PageErrorBoundary>
                        <Pages />
                      </PageErrorBoundary>
                    </RuntimeFrame>
                  </SessionGate>
                }
              />
            </Routes>
          </BrowserRouter>
        </ThemeProvider>
      </QueryClientProvider>
    </AppErrorBoundary>
  );
}
