import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { useMoment } from '../../../account/use-moment.js';
import { useText } from '../../../texts/index.js';
import { organisationCalls } from '../../calls.js';
import { useChange } from '../../parts/use-change.js';
import { adminKeys } from '../../queries.js';
import type { Invitation, Person, SignInState } from '../../wire.js';

type Act = 'unlock' | 'endSessions' | 'removeFactor';

/** How somebody gets in, in a few words. */
function useStateWords(state: SignInState): readonly string[] {
  const text = useText();
  const moment = useMoment();
  return [
    text(state.hasPassword ? 'identity.hasPassword' : 'identity.hasNoPassword'),
    ...(state.secondFactor ? [text('identity.factorOn')] : []),
    ...state.providers.map((provider) => text('identity.linkedTo', { provider })),
    ...(state.invitedUntil === null
      ? []
      : [text('identity.invitedUntil', { until: moment(state.invitedUntil) })]),
    ...(state.blockedUntil === null
      ? []
      : [text('identity.blockedUntil', { until: moment(state.blockedUntil) })]),
  ];
}

function StateWords({ state }: { readonly state: SignInState }) {
  return <p className="dg-t2">{useStateWords(state).join(' · ')}</p>;
}

/** How somebody gets in, and what an administrator does about it. */
export function SignInPanel({
  person,
  onInvited,
}: {
  readonly person: Person;
  onInvited(invitation: Invitation): void;
}) {
  const text = useText();
  const queryKey = [...adminKeys.organisation, 'sign-in', person.id];
  const { data } = useQuery({ queryKey, queryFn: () => organisationCalls.signIn(person.id) });
  const { start, problem, isPending } = useChange({
    send: (act: Act) => organisationCalls[act](person.id),
    renews: [queryKey],
  });
  const invite = useChange({
    send: async (id: string) => onInvited(await organisationCalls.invite(id)),
    renews: [queryKey],
  });
  const shown = problem ?? invite.problem;
  return (
    <section className="rt-once" aria-label={text('identity.gettingIn')}>
      <b>{text('identity.gettingIn')}</b>
      {data === undefined ? null : <StateWords state={data} />}
      {shown === null ? null : <ProblemPanel problem={shown} />}
      <div className="rt-org-bar">
        <Button size="small" loading={invite.isPending} onClick={() => invite.start(person.id)}>
          {text(data?.hasPassword === true ? 'identity.resetPassword' : 'identity.invite')}
        </Button>
        <Button size="small" disabled={isPending} onClick={() => start('endSessions')}>
          {text('identity.signOutEverywhere')}
        </Button>
        {data?.blockedUntil == null ? null : (
          <Button size="small" disabled={isPending} onClick={() => start('unlock')}>
            {text('identity.unlock')}
          </Button>
        )}
        {data?.secondFactor === true ? (
          <Button size="small" disabled={isPending} onClick={() => start('removeFactor')}>
            {text('identity.removeFactor')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
