import { useState } from 'react';
import { App, Button } from 'antd';
import { KeyRound, LockOpen, ShieldOff } from 'lucide-react';
import { ProblemPanel } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { InvitationDialog } from '../organisation/people/InvitationDialog.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import type { Invitation } from '../wire.js';
import { accountListKeys, type Account } from './account-wire.js';

function RemoveFactorDialog({ account, onClose }: { readonly account: Account; onClose(): void }) {
  const text = useText();
  const { message } = App.useApp();
  const { start, problem, isPending } = useChange({
    send: organisationCalls.removeFactor,
    renews: [accountListKeys.all],
    onDone: () => {
      void message.success(text('accounts.factorRemoved'));
      onClose();
    },
  });
  return (
    <ChangeDialog
      title={text('accounts.removeFactorTitle', { name: account.name })}
      note={text('accounts.removeFactorNote')}
      confirm={text('identity.removeFactor')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(account.id)}
      onClose={onClose}
    />
  );
}

/** Says that the login waits, and ends the waiting. */
function Blocked({ account, until }: { readonly account: Account; readonly until: string }) {
  const text = useText();
  const moment = useMoment();
  const { message } = App.useApp();
  const { start, problem, isPending } = useChange({
    send: organisationCalls.unlock,
    renews: [accountListKeys.all],
    onDone: () => void message.success(text('accounts.unlocked')),
  });
  return (
    <div className="rt-acc-blocked">
      <p role="status">{text('accounts.blockedNote', { until: moment(until) })}</p>
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <Button
        type="primary"
        icon={<LockOpen size={16} aria-hidden="true" />}
        loading={isPending}
        onClick={() => start(account.id)}
      >
        {text('identity.unlock')}
      </Button>
    </div>
  );
}

/** How somebody gets in, and the help that an administrator gives with it. */
export function EntrySection({ account }: { readonly account: Account }) {
  const text = useText();
  const moment = useMoment();
  const [invitation, setInvitation] = useState<Invitation>();
  const [isRemoving, setRemoving] = useState(false);
  const { start, problem, isPending } = useChange({
    send: async (id: string) => setInvitation(await organisationCalls.invite(id)),
    renews: [accountListKeys.all],
  });
  const { active, blockedUntil, invitedUntil, providers } = account;
  return (
    <section aria-labelledby="rt-acc-entry">
      <h2 id="rt-acc-entry">{text('accounts.entry')}</h2>
      {blockedUntil === null || !active ? null : <Blocked account={account} until={blockedUntil} />}
      <p className="dg-t2">{text('accounts.entryNote')}</p>
      {invitedUntil === null ? null : <p>{text('identity.invitedUntil', { until: moment(invitedUntil) })}</p>}
      {providers.map((provider) => (
        <p key={provider}>{text('identity.linkedTo', { provider })}</p>
      ))}
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="rt-acc-buttons">
        <Button
          icon={<KeyRound size={16} aria-hidden="true" />}
          disabled={!active}
          loading={isPending}
          onClick={() => start(account.id)}
        >
          {text(account.hasPassword ? 'identity.resetPassword' : 'identity.invite')}
        </Button>
        {account.secondFactor ? (
          <Button icon={<ShieldOff size={16} aria-hidden="true" />} onClick={() => setRemoving(true)}>
            {text('identity.removeFactor')}
          </Button>
        ) : null}
      </div>
      {isRemoving ? <RemoveFactorDialog account={account} onClose={() => setRemoving(false)} /> : null}
      {invitation === undefined ? null : (
        <InvitationDialog
          name={account.name}
          invitation={invitation}
          onClose={() => setInvitation(undefined)}
        />
      )}
    </section>
  );
}
