import type { ReactNode } from 'react';
import { PageLoading } from '../../parts/PageLoading.js';
import { PageProblem } from '../../parts/PageProblem.js';

interface AdminListBodyProps {
  readonly problem: unknown;
  readonly isLoading: boolean;
  readonly isEmpty: boolean;
  readonly empty: ReactNode;
  onRetry(): void;
  readonly children: ReactNode;
}

/** What is below the filters of a list: the list, or what stands in for it. */
export function AdminListBody({ problem, isLoading, isEmpty, empty, onRetry, children }: AdminListBodyProps) {
  if (problem !== null) return <PageProblem problem={problem} onRetry={onRetry} />;
  if (isLoading) return <PageLoading />;
  return isEmpty ? empty : children;
}
