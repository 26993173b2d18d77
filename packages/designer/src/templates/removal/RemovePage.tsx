import { useState } from 'react';
import { Button, Checkbox, Radio } from 'antd';
import { CircleAlert } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { RemovalPlan } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { PageLoading } from '../../app/PageLoading.js';
import { useText } from '../../i18n/text.js';
import { Failed } from '../install/InstallPage.js';
import { DonePanel } from '../plan/DonePanel.js';
import { numbersOf } from '../plan/plan-numbers.js';
import { PlanChanges, PlanFindings, PlanSummary } from '../plan/PlanView.js';
import { useChange } from '../plan/use-change.js';
import { usePlan } from '../plan/use-plan.js';
import { WorkingPanel } from '../plan/WorkingPanel.js';
import { TemplatesFrame } from '../TemplatesFrame.js';
import { useGallery } from '../use-gallery.js';

type Data = 'keep' | 'purge';

/** Removes a template, after showing what goes, what stays and who stands on it. */
export function RemovePage() {
  const { key = '' } = useParams();
  const text = useText();
  const title = useLocalized();
  const { data } = useGallery();
  const name = title(data?.data.find((entry) => entry.key === key)?.title ?? key);
  const { state, run, reset } = useChange();
  return (
    <TemplatesFrame title={text('templates.removeName', { name })} isBelow>
      {state.step === 'idle' ? (
        <Plan template={key} onRemove={(kept) => void run(() => api.templates.remove(key, kept))} />
      ) : null}
      {state.step === 'working' ? <WorkingPanel job={state.job} /> : null}
      {state.step === 'failed' ? <Failed problem={state.problem} onBack={reset} /> : null}
      {state.step === 'done' ? (
        <DonePanel plan={state.plan}>
          <Link className="ds-button is-primary" to="/templates">
            {text('templates.toGallery')}
          </Link>
        </DonePanel>
      ) : null}
    </TemplatesFrame>
  );
}

interface PlanProps {
  readonly template: string;
  readonly onRemove: (data: Data) => void;
}

function Plan({ template, onRemove }: PlanProps) {
  const text = useText();
  const { data, error, refetch } = usePlan('remove', template, (signal) =>
    api.templates.planRemoval(template, { signal }),
  );
  const [kept, setKept] = useState<Data>('keep');
  const [isSure, setSure] = useState(false);
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading />;
  const isBlocked = data.dependants.length > 0 || numbersOf(data).errors > 0;
  return (
    <div className="ds-preview">
      <PlanSummary plan={data} />
      <Dependants plan={data} />
      <PlanFindings plan={data} />
      <Forms plan={data} kept={kept} onKept={setKept} />
      <PlanChanges plan={data} />
      <section className="ds-panel ds-rehearsal" aria-label={text('templates.remove')}>
        <p className="dg-t2">{text('templates.removeNote')}</p>
        <Checkbox checked={isSure} disabled={isBlocked} onChange={({ target }) => setSure(target.checked)}>
          {text(kept === 'purge' ? 'templates.surePurge' : 'templates.sure')}
        </Checkbox>
        <footer>
          <Link className="ds-button" to="/templates">
            {text('cancel')}
          </Link>
          <span className="ds-preview-why" role="status">
            {isBlocked ? text('templates.removeBlocked') : null}
          </span>
          <Button danger type="primary" disabled={isBlocked || !isSure} onClick={() => onRemove(kept)}>
            {text('templates.removeNow')}
          </Button>
        </footer>
      </section>
    </div>
  );
}

/** Templates that stand on it: they go first. */
function Dependants({ plan: { dependants } }: { readonly plan: RemovalPlan }) {
  const text = useText();
  const title = useLocalized();
  const { data } = useGallery();
  if (dependants.length === 0) return null;
  const nameOf = (key: string) => title(data?.data.find((entry) => entry.key === key)?.title ?? key);
  return (
    <section className="ds-panel is-error" role="alert">
      <h2>
        <CircleAlert size={16} aria-hidden="true" />
        {text('templates.dependants', { count: dependants.length })}
      </h2>
      <ul>
        {dependants.map((key) => (
          <li key={key}>
            <Link to={`/templates/${key}/remove`}>{text('templates.removeName', { name: nameOf(key) })}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FormsProps {
  readonly plan: RemovalPlan;
  readonly kept: Data;
  readonly onKept: (data: Data) => void;
}

/** What people have entered: it stays where it is, unless it shall go too and no book stands on it. */
function Forms({ plan: { forms }, kept, onKept }: FormsProps) {
  const text = useText();
  const title = useLocalized();
  const filled = forms.filter(({ records }) => records > 0);
  const posted = filled.filter((form) => form.posted);
  if (forms.length === 0) return null;
  return (
    <section className="ds-panel" aria-label={text('templates.dataQuestion')}>
      <h2>{text('templates.dataQuestion')}</h2>
      {filled.length === 0 ? (
        <p className="dg-t2">{text('templates.noRecords', { count: forms.length })}</p>
      ) : (
        <ul className="ds-removed-forms">
          {filled.map(({ key, title: name, records, posted: isPosted }) => (
            <li key={key}>
              {title(name)} <b>{text('templates.rows', { count: records })}</b>
              {isPosted ? <span className="ds-tag">{text('templates.posted')}</span> : null}
            </li>
          ))}
        </ul>
      )}
      <Radio.Group
        className="ds-removed-choice"
        aria-label={text('templates.dataQuestion')}
        value={kept}
        onChange={({ target }) => onKept(target.value as Data)}
        options={[
          { value: 'keep', label: text('templates.keepData') },
          { value: 'purge', label: text('templates.purgeData'), disabled: posted.length > 0 },
        ]}
      />
      {posted.length === 0 ? null : <p className="dg-t2">{text('templates.postedNote')}</p>}
    </section>
  );
}
