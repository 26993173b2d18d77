import type { ReactNode } from 'react';
import { useLocalized } from '@dougong/ui/i18n';
import { PageHeader, useWorkspaceTab } from '@dougong/ui/shell';
import { useApplication } from '../../data/queries.js';
import { PageLoading } from '../../parts/PageLoading.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { usePageTitle } from '../../parts/page-focus.js';
import '../administration.css';

interface AdminPageProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly seal?: ReactNode;
  readonly actions?: ReactNode;
  /** What the page is made of could not be had. */
  readonly problem?: unknown;
  readonly isLoading?: boolean;
  onRetry?(): void;
  readonly children: ReactNode;
}

/** A page about flows or people: its name in the head, in its tab and in the browser, and what stands in for it. */
export function AdminPage({
  title,
  problem = null,
  isLoading = false,
  onRetry = () => undefined,
  children,
  ...head
}: AdminPageProps) {
  const localized = useLocalized();
  const { data: app } = useApplication();
  usePageTitle(title, localized(app?.application.title));
  useWorkspaceTab(title);
  return (
    <>
      <PageHeader title={title} {...head} />
      {problem !== null ? (
        <PageProblem problem={problem} onRetry={onRetry} />
      ) : isLoading ? (
        <PageLoading />
      ) : (
        children
      )}
    </>
  );
}
