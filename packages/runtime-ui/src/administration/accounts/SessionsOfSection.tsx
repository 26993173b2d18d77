import { useState } from 'react';
import { App, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { ProblemPanel } from '@dougong/ui/shell';
import { browserOf } from '../../account/browser-of.js';
import type { OwnSession } from '../../account/calls.js';
import { SessionTable } from '../../account/SessionTable.js';
import { PageLoading } from '../../parts/PageLoading.js';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { accountListCalls, accountListKeys, type Account } from './account-wire.js';

interface EndDialogProps {
  readonly account: Account;
  /** All of them when left out. */
  readonly session?: OwnSession | undefined;
  onClose(): void;
}

/** Asks before somebody is signed out, for what he has not saved is lost. */
function EndDialog({ account, session, onClose }: EndDialogProps) {
  const text = useText();
  const { message } = App.useApp();
  const { start, problem, isPending } = useChange({
    send: (id: string | undefined) =>
      id === undefined
        ? organisationCalls.endSessions(account.id)
        : accountListCalls.endSession(account.id, id),
    renews: [accountListKeys.all],
    onDone: () => {
      void message.success(text('accounts.ended'));
      onClose();
    },
  });
  const browser = browserOf(session?.agent ?? null) ?? text('identity.unknownBrowser');
  return (
    <ChangeDialog
      title={
        session === undefined
          ? text('accounts.endAllTitle', { name: account.name })
          : text('accounts.endOneTitle')
      }
      note={
        session === undefined
          ? text('accounts.endAllNote')
          : text('accounts.endOneNote', { browser, ip: session.ip ?? '—' })
      }
      confirm={text(session === undefined ? 'identity.signOutEverywhere' : 'identity.endOne')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(session?.id)}
      onClose={onClose}
    />
  );
}

/** Where somebody is signed in, each place to be ended. */
export function SessionsOfSection({ account }: { readonly account: Account }) {
  const text = useText();
  const [ending, setEnding] = useState<OwnSession | 'all'>();
  const { data, error } = useQuery({
    queryKey: [...accountListKeys.all, 'sessions', account.id],
    queryFn: () => accountListCalls.sessions(account.id),
  });
  const onEnd = (id: string) => setEnding(data?.find((session) => session.id === id));
  return (
    <section className="is-wide" aria-labelledby="rt-acc-sessions">
      <h2 id="rt-acc-sessions">{text('accounts.sessions')}</h2>
      {error === null ? null : <ProblemPanel problem={error} />}
      {data === undefined ? (
        error === null ? (
          <PageLoading rows={2} />
        ) : null
      ) : data.length === 0 ? (
        <p className="dg-t2">{text('accounts.noSessions')}</p>
      ) : (
        <>
          <SessionTable
            label={text('accounts.sessionsOf', { name: account.name })}
            sessions={data}
            isPending={false}
            onEnd={onEnd}
          />
          <div>
            <Button icon={<LogOut size={16} aria-hidden="true" />} onClick={() => setEnding('all')}>
              {text('identity.signOutEverywhere')}
            </Button>
          </div>
        </>
      )}
      {ending === undefined ? null : (
        <EndDialog
          account={account}
          session={ending === 'all' ? undefined : ending}
          onClose={() => setEnding(undefined)}
        />
      )}
    </section>
  );
}
