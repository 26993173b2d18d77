import { useState } from 'react';
import { App, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { DirectoryAccess, ProviderList } from './OutsideSection.js';
import { changeOf, draftOf, faultsOf, isFaulty, policyOf } from './policy-draft.js';
import type { PolicyDraft } from './policy-draft.js';
import { FactorFields, GroupFields, NumberField, PasswordFields, PolicySection } from './PolicyFields.js';
import type { PartProps } from './PolicyFields.js';
import { usePolicyWords } from './policy-words.js';
import { SavePolicyDialog } from './SavePolicyDialog.js';
import { securityCalls, securityKeys } from './security-wire.js';
import type { PolicyEffects, SecurityPolicy, SeenPolicy } from './security-wire.js';
import './security.css';

/** A sentence for each part: what holds now, in plain words. */
function useHolds(policy: SecurityPolicy, effects: PolicyEffects | undefined) {
  const text = useText();
  const words = usePolicyWords();
  return {
    passwords: text(
      policy.passwordDays === null ? 'security.holdPasswords' : 'security.holdPasswordsWithEnd',
      {
        length: policy.passwordLength,
        earlier: policy.passwordHistory,
        days: policy.passwordDays,
      },
    ),
    factor: text(
      !policy.secondFactor.all && policy.secondFactor.roles.length === 0
        ? 'security.holdNoFactor'
        : 'security.holdFactor',
      { who: words('secondFactor', policy) },
    ),
    missing:
      effects === undefined || effects.withoutFactor === 0
        ? ''
        : text('security.effectFactor', { count: effects.withoutFactor }),
    tries: text('security.holdTries', { count: policy.failedTries }),
    sessions: text('security.holdSessions', {
      idle: words('idleMinutes', policy),
      most: words('sessionHours', policy),
    }),
  };
}

type HoldsProps = Pick<RulesProps, 'seen' | 'effects'>;

/** What is asked for: passwords, second factors, tries, sessions, roles of groups. */
function PolicySections({ seen, effects, part }: HoldsProps & { readonly part: PartProps }) {
  const text = useText();
  const holds = useHolds(seen.policy, effects);
  return (
    <>
      <PolicySection id="rt-security-passwords" title={text('security.passwords')} holds={holds.passwords}>
        <PasswordFields {...part} />
      </PolicySection>
      <PolicySection id="rt-security-sessions" title={text('security.sessions')} holds={holds.sessions}>
        <NumberField name="idleMinutes" {...part} />
        <NumberField name="sessionHours" {...part} />
      </PolicySection>
      <PolicySection
        id="rt-security-factor"
        title={text('identity.factor')}
        holds={
          <>
            {holds.factor} {holds.missing}{' '}
            {holds.missing === '' ? null : (
              <Link to={paths.accounts({ state: 'noFactor' })}>{text('security.whoIsIt')}</Link>
            )}
          </>
        }
      >
        <FactorFields {...part} />
      </PolicySection>
      <PolicySection id="rt-security-tries" title={text('security.lockout')} holds={holds.tries}>
        <NumberField name="failedTries" {...part} />
      </PolicySection>
      <PolicySection
        id="rt-security-groups"
        title={text('security.groupRoles')}
        holds={text('security.holdGroups')}
        isWide
      >
        <GroupFields {...part} />
      </PolicySection>
    </>
  );
}

/** What is set up elsewhere and only looked at here. */
function OutsideSections() {
  const text = useText();
  return (
    <>
      <PolicySection
        id="rt-security-providers"
        title={text('security.providers')}
        holds={text('security.providersNote')}
      >
        <ProviderList />
      </PolicySection>
      <PolicySection id="rt-security-scim" title={text('security.scim')} holds={text('security.scimNote')}>
        <DirectoryAccess />
      </PolicySection>
    </>
  );
}

interface RulesProps {
  readonly seen: SeenPolicy;
  readonly effects: PolicyEffects | undefined;
  onSaved(): void;
  onReload(): void;
}

/** The rules, to be read and changed together: one save, after a look at what it means. */
function Rules({ seen, effects, onSaved, onReload }: RulesProps) {
  const text = useText();
  const [draft, setDraft] = useState(() => draftOf(seen.policy));
  const [isAsked, setAsked] = useState(false);
  const faults = faultsOf(draft);
  const isBad = isFaulty(faults);
  const isSame = !isBad && Object.keys(changeOf(seen.policy, policyOf(draft))).length === 0;
  const part = {
    draft,
    faults,
    onDraft: (change: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...change })),
  };
  return (
    <>
      <div className="rt-account rt-security">
        <PolicySections seen={seen} effects={effects} part={part} />
        <div className="is-wide rt-security-save">
          <Button type="primary" disabled={isSame || isBad} onClick={() => setAsked(true)}>
            {text('security.save')}
          </Button>
          <Button disabled={isSame} onClick={() => setDraft(draftOf(seen.policy))}>
            {text('security.undo')}
          </Button>
          <span className="dg-t2" role="status">
            {isBad ? text('security.faulty') : isSame ? text('security.unchanged') : text('security.unsaved')}
          </span>
        </div>
        <OutsideSections />
      </div>
      {isAsked ? (
        <SavePolicyDialog
          seen={seen}
          wanted={policyOf(draft)}
          onSaved={onSaved}
          onReload={onReload}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}

function Security() {
  const text = useText();
  const { message } = App.useApp();
  const policy = useQuery({
    queryKey: [...securityKeys.all, 'policy'],
    queryFn: securityCalls.policy,
    // What somebody is writing stays until he saves it: a change of another one is refused then, and told.
    refetchOnWindowFocus: false,
  });
  const { data: effects } = useQuery({
    queryKey: [...securityKeys.all, 'effects'],
    queryFn: () => securityCalls.effects(),
  });
  return (
    <AdminPage
      title={text('security.title')}
      note={text('security.note')}
      problem={policy.data === undefined ? policy.error : null}
      isLoading={policy.data === undefined}
      onRetry={() => void policy.refetch()}
    >
      {policy.data === undefined ? null : (
        // Another wording is begun anew: nobody takes back what somebody else has changed without seeing it.
        <Rules
          key={policy.data.etag}
          seen={policy.data}
          effects={effects}
          onSaved={() => void message.success(text('security.saved'))}
          onReload={() => void policy.refetch()}
        />
      )}
    </AdminPage>
  );
}

/** What the installation asks of those who sign in, and how it is changed. */
export function SecurityPage() {
  const text = useText();
  const { rights } = useUser();
  if (rights.administer) return <Security />;
  return (
    <AdminPage title={text('security.title')}>
      <EmptyState reason="noRight" />
    </AdminPage>
  );
}
