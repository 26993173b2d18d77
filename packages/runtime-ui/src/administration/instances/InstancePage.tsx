import { useState } from 'react';
import { Button } from 'antd';
import {
  ArrowRightLeft,
  Ban,
  FileText,
  Forward,
  Map as MapIcon,
  RotateCw,
  SkipForward,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { FlowInstance } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { FactStrip, type Fact } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useApplication, useRecordFlow } from '../../data/queries.js';
import { useReferences } from '../../data/references.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { useInstance } from '../queries.js';
import type { Instance, InstanceActionName } from '../wire.js';
import { ActionDialog } from './ActionDialog.js';
import { offeredActions, type ChosenAction } from './instance-actions.js';
import { InstancePicture } from './InstancePicture.js';
import { InstanceSeal, StandsAt } from './InstanceParts.js';
import { codeOf } from './instance-words.js';
import { OpenWorkTable } from './OpenWorkTable.js';
import { Trail } from './Trail.js';

const ICONS: Readonly<Record<Exclude<InstanceActionName, 'reassign'>, LucideIcon>> = {
  retry: RotateCw,
  skip: SkipForward,
  jump: Forward,
  migrate: ArrowRightLeft,
  cancel: Ban,
};

interface ActionsProps {
  readonly instance: Instance;
  onChoose(name: InstanceActionName): void;
}

function Actions({ instance, onChoose }: ActionsProps) {
  const text = useText();
  const { data: app } = useApplication();
  return (
    <>
      {offeredActions(instance, app?.release.number).map((name) => {
        const Icon = ICONS[name as keyof typeof ICONS];
        return (
          <Button
            key={name}
            type={name === 'retry' ? 'primary' : 'default'}
            danger={name === 'cancel'}
            icon={<Icon size={16} />}
            onClick={() => onChoose(name)}
          >
            {text(`instances.action_${name}`)}
          </Button>
        );
      })}
    </>
  );
}

function StuckBanner({ instance }: { readonly instance: Instance }) {
  const { stuck } = instance;
  return stuck === undefined ? null : (
    <section className="rt-fl-stuck" role="status">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <b>{stuck.detail}</b>
        {stuck.trouble === undefined ? null : <code>{stuck.trouble}</code>}
      </div>
    </section>
  );
}

function useFacts(instance: Instance): readonly Fact[] {
  const text = useText();
  const names = useReferences();
  const now = useNow();
  const moment = (at: string) => <time dateTime={at}>{formatMoment(at, now)}</time>;
  const { endedAt, reason, startedAt, startedBy, flow } = instance;
  return [
    {
      id: 'stands',
      label: text('instances.stands'),
      value: instance.nodes.length === 0 ? text('instances.nowhere') : <StandsAt instance={instance} />,
    },
    {
      id: 'started',
      label: text('instances.started'),
      value: names.nameOfUser(startedBy) ?? '…',
      note: moment(startedAt),
    },
    ...(endedAt === null
      ? []
      : [
          {
            id: 'ended',
            label: text('instances.ended'),
            value: moment(endedAt),
            ...(reason === undefined ? {} : { note: reason }),
          },
        ]),
    {
      id: 'release',
      label: text('instances.version'),
      value: text('flow.release', { number: flow.release }),
      note: (
        <Link to={paths.flowMap(flow.key, flow.release)}>
          <MapIcon size={14} aria-hidden="true" /> {text('flowMap.open')}
        </Link>
      ),
    },
  ];
}

function TrailCard({
  way,
  isRefused,
}: {
  readonly way: FlowInstance | undefined;
  readonly isRefused: boolean;
}) {
  const text = useText();
  return (
    <section className="dg-card" aria-labelledby="rt-fl-trail">
      <div className="dg-card-head">
        <h2 id="rt-fl-trail">{text('instances.trail')}</h2>
      </div>
      {way !== undefined ? (
        <Trail instance={way} />
      ) : isRefused ? (
        <p className="rt-quiet">{text('instances.noTrail')}</p>
      ) : null}
    </section>
  );
}

function InstanceBody({
  instance,
  onAction,
}: {
  readonly instance: Instance;
  onAction(action: ChosenAction): void;
}) {
  const text = useText();
  const { data: ways, error } = useRecordFlow(instance.form, instance.record.id);
  const way = ways?.find(({ id }) => id === instance.id);
  return (
    <>
      <StuckBanner instance={instance} />
      <FactStrip facts={useFacts(instance)} label={text('instances.facts')} />
      <div className="rt-fl-instance">
        <InstancePicture instance={instance} way={way} />
        <div className="rt-fl-column">
          <section className="dg-card" aria-labelledby="rt-fl-open">
            <div className="dg-card-head">
              <h2 id="rt-fl-open">{text('instances.waits')}</h2>
            </div>
            <OpenWorkTable instance={instance} onReassign={(work) => onAction({ name: 'reassign', work })} />
          </section>
          <TrailCard way={way} isRefused={error !== null} />
        </div>
      </div>
    </>
  );
}

/** One flow under way: where it stands, how it came there, and what its administrator can do about it. */
export function InstancePage() {
  const { id = '' } = useParams();
  const text = useText();
  const title = useLocalized();
  const { data: instance, error, refetch } = useInstance(id);
  const [action, setAction] = useState<ChosenAction>();
  return (
    <AdminPage
      title={instance === undefined ? text('instances.one') : codeOf(instance)}
      {...(instance === undefined
        ? {}
        : {
            seal: <InstanceSeal instance={instance} />,
            note: (
              <>
                {title(instance.flow.title)}{' '}
                <Link to={paths.record(instance.form, instance.record.id)} className="rt-fl-doclink">
                  <FileText size={14} aria-hidden="true" /> {text('instances.openDocument')}
                </Link>
              </>
            ),
            actions: <Actions instance={instance} onChoose={(name) => setAction({ name })} />,
          })}
      problem={error}
      isLoading={instance === undefined}
      onRetry={() => void refetch()}
    >
      {instance === undefined ? null : <InstanceBody instance={instance} onAction={setAction} />}
      {instance === undefined || action === undefined ? null : (
        <ActionDialog instance={instance} action={action} onClose={() => setAction(undefined)} />
      )}
    </AdminPage>
  );
}
