import { useState, type ReactNode } from 'react';
import { Button, Input } from 'antd';
import { useQueries } from '@tanstack/react-query';
import { ArrowRightLeft, FlaskConical } from 'lucide-react';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { flowCalls } from '../calls.js';
import { Field } from '../parts/Field.js';
import { adminKeys, useDrawing } from '../queries.js';
import type { Instance, Migration, MigrationWish, NodeMap } from '../wire.js';
import { MigrationOutcome } from './MigrationOutcome.js';
import { followersOf, missingNodes, standingAt } from './node-mapping.js';
import { NodeMapping } from './NodeMapping.js';
import { useStart, useTrial } from './use-migration.js';

const REASON_LENGTH_MAX = 2000;

/** The versions that instances follow, as they are drawn. */
function useOlderDrawings(flow: string, releases: readonly number[]): readonly FlowDefinition[] {
  const answers = useQueries({
    queries: releases.map((release) => ({
      queryKey: [...adminKeys.flow(flow), 'drawing', release],
      queryFn: () => flowCalls.drawing(flow, release),
      staleTime: Infinity,
    })),
  });
  return answers.flatMap(({ data }) => data ?? []);
}

interface StartFormProps {
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly count: number;
  onStart(reason: string): void;
}

/** The last step: why, and go. */
function StartForm({ isReady, isPending, count, onStart }: StartFormProps) {
  const text = useText();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const misses = isAsked && reason.trim() === '';
  const start = () => {
    setAsked(true);
    if (reason.trim() !== '') onStart(reason.trim());
  };
  return (
    <>
      <Field
        id="rt-mig-reason"
        label={text('instances.reason')}
        isRequired
        note={text('migration.reasonNote')}
        fault={misses ? text('instances.reasonMissing') : undefined}
      >
        <Input.TextArea
          id="rt-mig-reason"
          rows={2}
          maxLength={REASON_LENGTH_MAX}
          value={reason}
          status={misses ? 'error' : ''}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div className="rt-mig-go">
        <Button
          type="primary"
          icon={<ArrowRightLeft size={16} />}
          disabled={!isReady}
          loading={isPending}
          onClick={start}
        >
          {text('migration.start', { count })}
        </Button>
        {isReady ? null : <span className="dg-t2">{text('migration.tryFirst')}</span>}
      </div>
    </>
  );
}

interface StepProps {
  readonly number: 1 | 2 | 3;
  readonly children: ReactNode;
}

/** A step of the way to a migration, with what it is about. */
function Step({ number, children }: StepProps) {
  const text = useText();
  const id = `rt-mig-${number}`;
  return (
    <section className="dg-card rt-mig-step" aria-labelledby={id}>
      <div className="dg-card-head">
        <h2 id={id}>{text(`migration.step${number}`)}</h2>
        <span className="dg-t2">{text(`migration.step${number}Note`)}</span>
      </div>
      <div className="rt-mig-body" aria-live="polite">
        {children}
      </div>
    </section>
  );
}

interface PlanProps {
  readonly flow: string;
  readonly instances: readonly Instance[];
  readonly inForce: number;
  onStarted(job: Migration): void;
}

/** From matching the steps over seeing what would happen to the start. */
export function MigrationPlan({ flow, instances, inForce, onStarted }: PlanProps) {
  const text = useText();
  const [map, setMap] = useState<NodeMap>({});
  const trial = useTrial(flow);
  const start = useStart(flow);
  const older = instances.filter((instance) => instance.flow.release !== inForce);
  const { data: target } = useDrawing(flow);
  const before = useOlderDrawings(
    flow,
    followersOf(older).map(([release]) => release),
  );
  const wish: MigrationWish = Object.keys(map).length === 0 ? {} : { map };
  const missing = target === undefined ? [] : missingNodes(before, target, standingAt(older));
  // What was tried with another map tells nothing any more.
  const choose = (next: NodeMap) => {
    setMap(next);
    trial.reset();
  };
  return (
    <>
      <Step number={1}>
        {target === undefined ? null : (
          <NodeMapping missing={missing} target={target} map={map} onMap={choose} />
        )}
      </Step>
      <Step number={2}>
        <Button
          icon={<FlaskConical size={16} />}
          loading={trial.isPending}
          onClick={() => trial.mutate(wish)}
        >
          {text('migration.try')}
        </Button>
        {trial.error === null ? null : <ProblemPanel problem={trial.error} />}
        {trial.data === undefined ? null : <MigrationOutcome migration={trial.data} known={instances} />}
      </Step>
      <Step number={3}>
        {start.error === null ? null : <ProblemPanel problem={start.error} />}
        <StartForm
          isReady={trial.data !== undefined}
          isPending={start.isPending}
          count={trial.data?.moved ?? older.length}
          onStart={(comment) => start.mutate({ ...wish, comment }, { onSuccess: onStarted })}
        />
      </Step>
    </>
  );
}
