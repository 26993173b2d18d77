import { useMemo, useState } from 'react';
import { Segmented } from 'antd';
import type { FlowInstance } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useIsPhone } from '@dougong/ui/theme';
import { useReferences } from '../../data/references.js';
import { FlowTimeline } from '../../document/FlowTimeline.js';
import { PageLoading } from '../../parts/PageLoading.js';
import { useText } from '../../texts/index.js';
import { FlowDrawing, type NodeLook } from '../drawing/FlowDrawing.js';
import { useDrawing } from '../queries.js';
import type { Instance } from '../wire.js';

type View = 'drawing' | 'steps';
const ROWS_LOADING = 6;

function looksOf(instance: Instance, way: FlowInstance | undefined): ReadonlyMap<string, NodeLook> {
  const stuck = instance.stuck?.nodes ?? [];
  return new Map<string, NodeLook>([
    ...(way?.nodes ?? []).map(({ id, state }): [string, NodeLook] => [id, state]),
    ...instance.nodes.map(({ id }): [string, NodeLook] => [id, 'active']),
    ...stuck.map(({ id }): [string, NodeLook] => [id, 'stuck']),
  ]);
}

/** Who has a to-do in the node now, or answered it. */
function usePeopleAt(instance: Instance, way: FlowInstance | undefined): (node: string) => string {
  const names = useReferences();
  const text = useText();
  return (node) => {
    const open = instance.open.filter((work) => work.node === node).map(({ assignee }) => assignee);
    const people = open.length > 0 ? open : (way?.nodes.find(({ id }) => id === node)?.people ?? []);
    return people.map((user) => names.nameOfUser(user) ?? '…').join(text('and'));
  };
}

interface InstancePictureProps {
  readonly instance: Instance;
  /** What happened so far; nothing where the user may not see the document. */
  readonly way: FlowInstance | undefined;
}

/** The way of an instance: on the drawing that it follows, or step by step. */
export function InstancePicture({ instance, way }: InstancePictureProps) {
  const text = useText();
  const title = useLocalized();
  const phone = useIsPhone();
  const [chosen, setChosen] = useState<View>();
  const view = chosen ?? (phone && way !== undefined ? 'steps' : 'drawing');
  const { data: definition, error } = useDrawing(instance.flow.key, instance.flow.release);
  const looks = useMemo(() => looksOf(instance, way), [instance, way]);
  const peopleAt = usePeopleAt(instance, way);
  return (
    <section className="dg-card rt-fl-picture" aria-labelledby="rt-fl-picture">
      <div className="dg-card-head">
        <h2 id="rt-fl-picture">{text('instances.way')}</h2>
        {way === undefined ? null : (
          <div className="dg-card-head-end">
            <Segmented<View>
              aria-label={text('instances.way')}
              value={view}
              options={(['drawing', 'steps'] as const).map((value) => ({
                value,
                label: text(`instances.as_${value}`),
              }))}
              onChange={setChosen}
            />
          </div>
        )}
      </div>
      <div className="rt-fl-picture-body">
        {view === 'steps' && way !== undefined ? (
          <FlowTimeline instances={[way]} headed={false} />
        ) : error !== null ? (
          <p className="rt-quiet">{text('instances.noDrawing')}</p>
        ) : definition === undefined ? (
          <PageLoading rows={ROWS_LOADING} />
        ) : (
          <FlowDrawing
            definition={definition}
            label={text('instances.drawingOf', { title: title(definition.title) })}
            looks={looks}
            noteOf={({ id }) => peopleAt(id)}
          />
        )}
      </div>
    </section>
  );
}
