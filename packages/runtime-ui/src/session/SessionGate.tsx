import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { OfflineProblem } from '@dougong/ui/api';
import { EmptyState } from '@dougong/ui/shell';
import { Button } from 'antd';
import { paths } from '../paths.js';
import { PageLoading } from '../parts/PageLoading.js';
import { useText } from '../texts/index.js';
import { useSession } from './session.js';

/** Lets signed-in users through; others sign in first and come back to the same place. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const { pathname, search } = useLocation();
  const { data: user, error, refetch } = useSession();
  if (error !== null && user === undefined) {
    return (
      <main className="rt-alone">
        <EmptyState
          reason={error instanceof OfflineProblem ? 'offline' : 'error'}
          actions={
            <Button type="primary" onClick={() => void refetch()}>
              {text('retry')}
            </Button>
          }
        />
      </main>
    );
  }
  if (user === undefined) {
    return (
      <main className="rt-alone">
        <PageLoading />
      </main>
    );
  }
  if (user === null) return <Navigate to={paths.signIn(`${pathname}${search}`)} replace />;
  return children;
}
