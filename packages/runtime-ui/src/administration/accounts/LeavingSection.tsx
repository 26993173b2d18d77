import { useState } from 'react';
import { App, Button } from 'antd';
import { DoorOpen, UserRoundCheck } from 'lucide-react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys } from '../queries.js';
import { accountListCalls, accountListKeys, type Account } from './account-wire.js';

function ComeBackDialog({ account, onClose }: { readonly account: Account; onClose(): void }) {
  const text = useText();
  const { message } = App.useApp();
  const { start, problem, isPending } = useChange({
    send: accountListCalls.switchOn,
    renews: [accountListKeys.all, adminKeys.organisation],
    onDone: () => {
      void message.success(text('accounts.cameBack'));
      onClose();
    },
  });
  return (
    <ChangeDialog
      title={text('accounts.comeBackTitle', { name: account.name })}
      note={text('accounts.comeBackNote')}
      confirm={text('accounts.comeBack')}
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(account.id)}
      onClose={onClose}
    />
  );
}

/** The way out, and the way back. */
export function LeavingSection({ account }: { readonly account: Account }) {
  const text = useText();
  const { id: me } = useUser();
  const [isAsked, setAsked] = useState(false);
  if (account.id === me) return null;
  return (
    <section aria-labelledby="rt-acc-leaving">
      <h2 id="rt-acc-leaving">{text('accounts.leave')}</h2>
      <p className="dg-t2">{text(account.active ? 'accounts.leaveNote' : 'accounts.leftNote')}</p>
      <div className="rt-acc-buttons">
        <Link to={paths.leaving(account.id)}>
          <Button icon={<DoorOpen size={16} aria-hidden="true" />}>
            {text(account.active ? 'accounts.leave' : 'accounts.handOverMore')}
          </Button>
        </Link>
        {account.active ? null : (
          <Button icon={<UserRoundCheck size={16} aria-hidden="true" />} onClick={() => setAsked(true)}>
            {text('accounts.comeBack')}
          </Button>
        )}
      </div>
      {isAsked ? <ComeBackDialog account={account} onClose={() => setAsked(false)} /> : null}
    </section>
  );
}
