import { useState } from 'react';
import { Button, Segmented, Switch } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Pencil, Trash2, UserRoundPlus } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { EmptyState, StatusSeal, type SealTone } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { references, useReferences } from '../../data/references.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { deputyCalls } from '../calls.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, useFlows } from '../queries.js';
import type { Deputy } from '../wire.js';
import { DeputyDialog } from './DeputyDialog.js';
import { stateOfRule, type DeputyState } from './deputy-state.js';

const TONES: Readonly<Record<DeputyState, SealTone>> = {
  coming: 'preview',
  inForce: 'progress',
  over: 'draft',
};

interface Sight {
  readonly all: boolean;
  readonly past: boolean;
}

function useDeputies(sight: Sight) {
  return useQuery({
    queryKey: [...adminKeys.deputies, sight],
    queryFn: async () => {
      const { data, users } = await deputyCalls.list({ ...sight });
      references.learn(undefined, users);
      return data;
    },
  });
}

interface RuleProps {
  readonly rule: Deputy;
  /** Stands for it himself, or looks after everybody's. */
  readonly isOwn: boolean;
  onChange(): void;
  onRemove(): void;
}

function Rule({ rule, isOwn, onChange, onRemove }: RuleProps) {
  const text = useText();
  const title = useLocalized();
  const names = useReferences();
  const now = useNow();
  const flow = useFlows().find(({ key }) => key === rule.flow);
  const state = stateOfRule(rule, now);
  const name = (user: string) => names.nameOfUser(user) ?? '…';
  return (
    <li className={`dg-card rt-dep-rule is-${state}`}>
      <div className="rt-dep-who">
        <b>{name(rule.user)}</b>
        <ArrowRight size={16} role="img" aria-label={text('deputies.standsInBy')} />
        <b>{name(rule.deputy)}</b>
        <StatusSeal tone={TONES[state]}>{text(`deputies.state_${state}`)}</StatusSeal>
      </div>
      <div className="rt-dep-what">
        <span>
          <time dateTime={rule.from}>{formatMoment(rule.from, now)}</time>{' '}
          {rule.to === null ? (
            text('deputies.openEnd')
          ) : (
            <>
              {text('deputies.until')} <time dateTime={rule.to}>{formatMoment(rule.to, now)}</time>
            </>
          )}
        </span>
        <span>{rule.flow === null ? text('deputies.allFlows') : title(flow?.title) || rule.flow}</span>
        {rule.reason === null ? null : <span className="dg-t2">{rule.reason}</span>}
      </div>
      {isOwn && state !== 'over' ? (
        <div className="rt-dep-buttons">
          <Button icon={<Pencil size={16} />} onClick={onChange}>
            {text('organisation.change')}
          </Button>
          <Button icon={<Trash2 size={16} />} onClick={onRemove}>
            {text('deputies.takeBack')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function TakeBack({ rule, onClose }: { readonly rule: Deputy; onClose(): void }) {
  const text = useText();
  const names = useReferences();
  const { start, problem, isPending } = useChange({
    send: () => deputyCalls.remove(rule.id),
    renews: [adminKeys.deputies],
    onDone: onClose,
  });
  return (
    <ChangeDialog
      title={text('deputies.takeBackTitle', { name: names.nameOfUser(rule.deputy) ?? '…' })}
      note={text('deputies.takeBackNote')}
      confirm={text('deputies.takeBack')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(undefined)}
      onClose={onClose}
    />
  );
}

interface SightChoiceProps {
  readonly sight: Sight;
  /** Looks after everybody's. */
  readonly mayAll: boolean;
  onSight(sight: Sight): void;
}

function SightChoice({ sight, mayAll, onSight }: SightChoiceProps) {
  const text = useText();
  return (
    <div className="rt-filters">
      {mayAll ? (
        <Segmented<'mine' | 'all'>
          aria-label={text('deputies.whose')}
          value={sight.all ? 'all' : 'mine'}
          options={[
            { value: 'mine', label: text('deputies.mine') },
            { value: 'all', label: text('deputies.everybody') },
          ]}
          onChange={(value) => onSight({ ...sight, all: value === 'all' })}
        />
      ) : null}
      <label className="rt-org-switch" htmlFor="rt-dep-past">
        <Switch
          id="rt-dep-past"
          size="small"
          checked={sight.past}
          onChange={(past) => onSight({ ...sight, past })}
        />
        {text('deputies.withPast')}
      </label>
    </div>
  );
}

type Asked = { readonly what: 'save' | 'remove'; readonly rule?: Deputy };

/** Who stands in for whom while somebody is away: one's own rules, and everybody's for administrators. */
export function DeputiesPage() {
  const text = useText();
  const user = useUser();
  const { administer } = user.rights;
  const [sight, setSight] = useState<Sight>({ all: false, past: false });
  const [asked, setAsked] = useState<Asked>();
  const { data: rules, error, refetch } = useDeputies(sight);
  const close = () => setAsked(undefined);
  const add = (
    <Button type="primary" icon={<UserRoundPlus size={16} />} onClick={() => setAsked({ what: 'save' })}>
      {text('deputies.new')}
    </Button>
  );
  return (
    <AdminPage title={text('deputies.title')} note={text('deputies.note')} actions={add}>
      <SightChoice sight={sight} mayAll={administer} onSight={setSight} />
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={rules === undefined}
        isEmpty={rules?.length === 0}
        empty={
          <EmptyState
            reason="first"
            title={text('deputies.none')}
            text={text('deputies.noneText')}
            actions={add}
          />
        }
      >
        <ul className="rt-dep">
          {(rules ?? []).map((rule) => (
            <Rule
              key={rule.id}
              rule={rule}
              isOwn={administer || rule.user === user.id}
              onChange={() => setAsked({ what: 'save', rule })}
              onRemove={() => setAsked({ what: 'remove', rule })}
            />
          ))}
        </ul>
      </AdminListBody>
      {asked?.what === 'save' ? (
        <DeputyDialog rule={asked.rule} forOthers={administer} onClose={close} />
      ) : null}
      {asked?.what === 'remove' && asked.rule !== undefined ? (
        <TakeBack rule={asked.rule} onClose={close} />
      ) : null}
    </AdminPage>
  );
}
