import { useEffect, useRef } from 'react';
import { Button } from 'antd';
import { TriangleAlert } from 'lucide-react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../data/clock.js';
import type { LoadedRecord } from '../data/queries.js';
import { useReferences } from '../data/references.js';
import { ChangeList } from '../document/ChangeList.js';
import type { Change } from '../document/conflict.js';
import { useText } from '../texts/index.js';

interface ChangedNoticeProps {
  readonly definition: FormDefinition;
  readonly record: LoadedRecord;
  readonly changes: readonly Change[];
  onSeen(): void;
}

/** The record has changed since the task was opened: what, by whom, and one press to go on with it. */
export function ChangedNotice({ definition, record: { record }, changes, onSeen }: ChangedNoticeProps) {
  const text = useText();
  const names = useReferences();
  const now = useNow();
  const button = useRef<HTMLButtonElement>(null);
  const { updated_by: by, updated_at: at } = record;
  useEffect(() => button.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section className="rt-changed" role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <h3>
          {text('changed.title', {
            name: names.nameOfUser(String(by ?? '')) ?? '…',
            time: typeof at === 'string' ? formatMoment(at, now) : '',
            count: changes.length,
          })}
        </h3>
        <p className="dg-t2">{text('changed.note')}</p>
        <ChangeList definition={definition} changes={changes} />
        <Button ref={button} onClick={onSeen}>
          {text('changed.goOn')}
        </Button>
      </div>
    </section>
  );
}
