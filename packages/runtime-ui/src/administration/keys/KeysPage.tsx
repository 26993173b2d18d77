import { useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { EmptyState } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { AccountDialog } from './AccountDialog.js';
import { FreshKeyDialog } from './FreshKeyDialog.js';
import { keyCalls, keyKeys, type FreshKey, type KeyView } from './key-wire.js';
import { KeyDialog } from './KeyDialog.js';
import { KeyTable } from './KeyTable.js';
import { RevokeDialog, RotateDialog } from './KeyActions.js';

type Asked =
  | { readonly what: 'account' }
  | { readonly what: 'key'; readonly account?: string }
  | { readonly what: 'rotate' | 'revoke'; readonly key: KeyView }
  | { readonly what: 'fresh'; readonly fresh: FreshKey };

function Keys() {
  const text = useText();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const show = (fresh: FreshKey) => setAsked({ what: 'fresh', fresh });
  const accounts = useQuery({ queryKey: [...keyKeys.all, 'accounts'], queryFn: keyCalls.accounts });
  const keys = useQuery({ queryKey: [...keyKeys.all, 'keys'], queryFn: keyCalls.keys });
  const hasAccounts = (accounts.data ?? []).length > 0;
  return (
    <>
      <div className="rt-filters">
        <Button
          type="primary"
          icon={<Plus size={16} aria-hidden="true" />}
          disabled={!hasAccounts}
          onClick={() => setAsked({ what: 'key' })}
        >
          {text('keys.new')}
        </Button>
        <Button onClick={() => setAsked({ what: 'account' })}>{text('keys.newAccount')}</Button>
        {hasAccounts || accounts.data === undefined ? null : (
          <span className="dg-t2">{text('keys.accountFirst')}</span>
        )}
      </div>
      <AdminListBody
        problem={keys.error ?? accounts.error}
        onRetry={() => void Promise.all([keys.refetch(), accounts.refetch()])}
        isLoading={keys.data === undefined || accounts.data === undefined}
        isEmpty={keys.data?.length === 0}
        empty={<EmptyState reason="first" title={text('keys.none')} text={text('keys.noneText')} />}
      >
        <KeyTable
          keys={keys.data ?? []}
          onRotate={(key) => setAsked({ what: 'rotate', key })}
          onRevoke={(key) => setAsked({ what: 'revoke', key })}
        />
      </AdminListBody>
      {asked?.what === 'account' ? (
        <AccountDialog onMade={(account) => setAsked({ what: 'key', account })} onClose={close} />
      ) : null}
      {asked?.what === 'key' ? (
        <KeyDialog accounts={accounts.data ?? []} account={asked.account} onMade={show} onClose={close} />
      ) : null}
      {asked?.what === 'rotate' ? <RotateDialog view={asked.key} onMade={show} onClose={close} /> : null}
      {asked?.what === 'revoke' ? <RevokeDialog view={asked.key} onClose={close} /> : null}
      {asked?.what === 'fresh' ? <FreshKeyDialog fresh={asked.fresh} onClose={close} /> : null}
    </>
  );
}

/** Programs that work with the platform, and their keys. */
export function KeysPage() {
  const text = useText();
  const { rights } = useUser();
  return (
    <AdminPage title={text('keys.title')} note={text('keys.note')}>
      {rights.administer ? <Keys /> : <EmptyState reason="noRight" />}
    </AdminPage>
  );
}
