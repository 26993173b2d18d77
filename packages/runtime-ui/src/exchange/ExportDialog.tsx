import { useEffect, useState } from 'react';
import { App, Button, Checkbox, Modal, Progress, Radio } from 'antd';
import { Download } from 'lucide-react';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { ListState } from '../list/list-state.js';
import { useText } from '../texts/index.js';
import { exchangeCalls } from './calls.js';
import { exportQuery, hasLines, possible, USUAL_WISH, type ExportWish } from './export-query.js';
import { JobFailure } from './JobOutcome.js';
import { percentOf } from './JobProgress.js';
import { isGoing, useCancel, useJob, useJobStart } from './queries.js';
import { saveFrom } from './save-as.js';
import type { Job } from './wire.js';
import './exchange.css';

interface ExportDialogProps {
  readonly definition: FormDefinition;
  readonly state: ListState;
  /** The saved view that the list shows. */
  readonly list: string | undefined;
  /** Columns of the list as it is seen. */
  readonly seen: readonly string[];
  readonly total: number | undefined;
  onClose(): void;
}

function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  onChange(value: V): void;
}) {
  return (
    <fieldset className="rt-exp-choice">
      <legend>{label}</legend>
      <Radio.Group
        value={value}
        options={options.map((option) => ({ ...option }))}
        onChange={({ target }) => onChange(target.value as V)}
      />
    </fieldset>
  );
}

function WishFields({
  wish,
  withLines,
  onChange,
}: {
  readonly wish: ExportWish;
  readonly withLines: boolean;
  onChange(wish: ExportWish): void;
}) {
  const text = useText();
  const change = (part: Partial<ExportWish>) => onChange(possible({ ...wish, ...part }));
  const option = <V extends string>(group: string, value: V) => ({
    value,
    label: text(`exports.${group}_${value}`),
  });
  const ways = wish.format === 'csv' ? (['none', 'rows'] as const) : (['none', 'rows', 'sheets'] as const);
  return (
    <>
      <Choice
        label={text('exports.columns')}
        value={wish.columns}
        options={[option('columns', 'seen'), option('columns', 'all')]}
        onChange={(columns) => change({ columns })}
      />
      <Choice
        label={text('exports.format')}
        value={wish.format}
        options={[option('format', 'xlsx'), option('format', 'csv')]}
        onChange={(format) => change({ format })}
      />
      {withLines ? (
        <Choice
          label={text('exports.lines')}
          value={wish.lines}
          options={ways.map((way) => option('lines', way))}
          onChange={(lines) => change({ lines })}
        />
      ) : null}
      <Checkbox checked={wish.ids} onChange={({ target }) => change({ ids: target.checked })}>
        {text('exports.ids')}
      </Checkbox>
    </>
  );
}

/** An export under way: it goes on when the dialog is closed. */
function Going({ job }: { readonly job: Job }) {
  const text = useText();
  return (
    <div role="status">
      <p>{text(job.state === 'queued' ? 'jobs.queued' : 'exports.rowsDone', { count: job.progress.done })}</p>
      <Progress
        percent={percentOf(job) ?? 0}
        showInfo={false}
        status="active"
        aria-label={text('exports.going')}
      />
      <p className="dg-t2">{text('exports.goesOn')}</p>
    </div>
  );
}

function useExport({ definition, state, list, seen, onClose }: ExportDialogProps) {
  const text = useText();
  const { message } = App.useApp();
  const [id, setId] = useState<string>();
  const { data: job } = useJob(id);
  const start = useJobStart(
    (wish: ExportWish, intention) =>
      exchangeCalls.exportAs(definition.key, exportQuery(state, list, seen, wish), intention),
    (started) => setId(started.id),
  );
  const file = job?.state === 'done' ? job.files.result : undefined;
  useEffect(() => {
    if (file === undefined) return;
    saveFrom(file);
    void message.open(successMessage(text('exports.done')));
    onClose();
    // The file is saved once, when it is there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [file]);
  return { start, job };
}

/** Asks what is to be exported, and keeps company until the file is there. */
export function ExportDialog(props: ExportDialogProps) {
  const { definition, total, onClose } = props;
  const text = useText();
  const [wish, setWish] = useState(USUAL_WISH);
  const { start, job } = useExport(props);
  const cancel = useCancel(job?.id ?? '');
  const going = isGoing(job);
  return (
    <Modal
      open
      title={text('exports.title')}
      onCancel={onClose}
      footer={
        going ? (
          <div className="rt-exp-foot">
            <Button onClick={() => cancel.mutate()} disabled={job?.cancelAsked}>
              {text('jobs.cancel')}
            </Button>
            <Button type="primary" onClick={onClose}>
              {text('exports.background')}
            </Button>
          </div>
        ) : (
          <div className="rt-exp-foot">
            <Button onClick={onClose}>{text('cancel')}</Button>
            <Button
              type="primary"
              icon={<Download size={16} />}
              loading={start.isPending}
              onClick={() => start.mutate(wish)}
            >
              {text('exports.start')}
            </Button>
          </div>
        )
      }
    >
      <div className="rt-exp">
        {start.error === null ? null : <ProblemPanel problem={start.error} />}
        {job?.state === 'failed' ? <JobFailure job={job} /> : null}
        {job !== undefined && going ? (
          <Going job={job} />
        ) : (
          <>
            <p className="dg-t2">
              {total === undefined
                ? text('exports.asListed')
                : text('exports.asListedCount', { count: total })}
            </p>
            <WishFields wish={wish} withLines={hasLines(definition)} onChange={setWish} />
          </>
        )}
      </div>
    </Modal>
  );
}
