import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { ProblemPanel } from '@dougong/ui/shell';
import { useChange } from '../administration/parts/use-change.js';
import { PageLoading } from '../parts/PageLoading.js';
import { useText } from '../texts/index.js';
import { accountCalls, accountKeys } from './calls.js';
import { SessionTable } from './SessionTable.js';

/** Where the user is signed in. */
export function SessionSection() {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: [...accountKeys.all, 'sessions'],
    queryFn: accountCalls.sessions,
  });
  const { start, problem, isPending } = useChange({
    send: (id: string | undefined) =>
      id === undefined ? accountCalls.endOthers() : accountCalls.endSession(id),
    renews: [accountKeys.all],
  });
  const shown = problem ?? error;
  return (
    <section className="is-wide" aria-labelledby="rt-account-sessions">
      <h2 id="rt-account-sessions">{text('identity.sessions')}</h2>
      {shown === null ? null : <ProblemPanel problem={shown} />}
      {data === undefined ? (
        <PageLoading />
      ) : (
        <SessionTable sessions={data} isPending={isPending} onEnd={(id) => start(id)} />
      )}
      <div>
        <Button
          icon={<LogOut size={16} aria-hidden="true" />}
          disabled={isPending || (data ?? []).every(({ current }) => current)}
          onClick={() => start(undefined)}
        >
          {text('identity.endOthers')}
        </Button>
      </div>
    </section>
  );
}
