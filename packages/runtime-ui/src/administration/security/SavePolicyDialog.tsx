import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { ApiProblem } from '@dougong/ui/api';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { changeOf } from './policy-draft.js';
import { usePolicyWords } from './policy-words.js';
import { securityCalls, securityKeys } from './security-wire.js';
import type { PolicyChange, PolicyEffects, SecurityPolicy, SeenPolicy } from './security-wire.js';

interface SavePolicyDialogProps {
  readonly seen: SeenPolicy;
  readonly wanted: SecurityPolicy;
  onSaved(): void;
  /** Reads what somebody else has made of the rules. */
  onReload(): void;
  onClose(): void;
}

/** What the change means for those who are here; only what it is about. */
function useEffectWords(change: PolicyChange, effects: PolicyEffects | undefined): readonly string[] {
  const text = useText();
  if (effects === undefined) return [];
  const { withoutFactor, passwordsOver, sessions } = effects;
  return [
    ...(change.secondFactor === undefined ? [] : [text('security.effectFactor', { count: withoutFactor })]),
    ...(change.passwordDays === undefined ? [] : [text('security.effectDays', { count: passwordsOver })]),
    ...(change.passwordLength === undefined && change.passwordHistory === undefined
      ? []
      : [text('security.effectPasswords')]),
    ...(change.idleMinutes === undefined && change.sessionHours === undefined
      ? []
      : [text('security.effectSessions', { count: sessions })]),
    ...(change.groupRoles === undefined ? [] : [text('security.effectGroups')]),
  ];
}

function Differences({
  before,
  after,
  change,
}: {
  readonly before: SecurityPolicy;
  readonly after: SecurityPolicy;
  readonly change: PolicyChange;
}) {
  const text = useText();
  const words = usePolicyWords();
  return (
    <dl className="rt-security-differences">
      {(Object.keys(change) as (keyof SecurityPolicy)[]).map((name) => (
        <div key={name}>
          <dt>{text(`security.${name}`)}</dt>
          <dd>
            <s>{words(name, before)}</s>
            <ArrowRight size={14} aria-label={text('security.becomes')} />
            <b>{words(name, after)}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Says what will be different, and for whom, before the rules are changed for everybody. */
export function SavePolicyDialog({ seen, wanted, onSaved, onReload, onClose }: SavePolicyDialogProps) {
  const text = useText();
  const change = changeOf(seen.policy, wanted);
  const { data: effects } = useQuery({
    queryKey: [...securityKeys.all, 'effects', change],
    queryFn: () => securityCalls.effects(change),
  });
  const { start, problem, isPending } = useChange({
    send: (asked: PolicyChange) => securityCalls.change(asked, seen.etag),
    renews: [securityKeys.all],
    onDone: onSaved,
  });
  const isStale = problem instanceof ApiProblem && problem.status === 412;
  return (
    <ChangeDialog
      title={text('security.saveTitle')}
      note={text('security.saveNote')}
      confirm={text('security.saveNow')}
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(change)}
      onClose={onClose}
    >
      {isStale ? <Button onClick={onReload}>{text('security.loadAgain')}</Button> : null}
      <Differences before={seen.policy} after={wanted} change={change} />
      <ul className="rt-security-effects">
        {useEffectWords(change, effects).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </ChangeDialog>
  );
}
