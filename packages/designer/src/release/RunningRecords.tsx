import type { Draft, DraftList, FlowImpact } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { isPublished } from '../surroundings/load-surroundings.js';
import { useImpact } from './ImpactPanel.js';
import { useDesign, useTitleOf } from '../surroundings/use-design.js';

interface RunningRecordsProps {
  readonly bundle: DraftList;
  readonly releaseNumber: number;
}

/** What the publish means for records that are under way: for each changed flow how many, and on which version. */
export function RunningRecords({ bundle, releaseNumber }: RunningRecordsProps) {
  const text = useText();
  const impact = useImpact(bundle.revision)?.flows;
  const flows = bundle.drafts.filter((draft) => draft.kind === 'flow');
  const hasOthers = bundle.drafts.some((draft) => draft.kind !== 'flow');
  return (
    <section>
      <h3>{text('publish.running')}</h3>
      {flows.map((draft) => (
        <RunningInFlow key={draft.key} draft={draft} impact={impact} next={releaseNumber + 1} />
      ))}
      {hasOthers ? <p className="dg-t2">{text('publish.othersApply')}</p> : null}
      {bundle.drafts.length === 0 ? <p className="dg-t2">{text('publish.runningNone')}</p> : null}
    </section>
  );
}

interface RunningInFlowProps {
  readonly draft: Draft;
  readonly impact: readonly FlowImpact[] | undefined;
  readonly next: number;
}

function RunningInFlow({ draft, impact, next }: RunningInFlowProps) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const flow = title(titleOf('flow', draft.key));
  const design = useDesign().data;
  const published = design !== undefined && isPublished(design, 'flow', draft.key);
  const found = impact?.find(({ key }) => key === draft.key);
  if (impact === undefined) return <p className="dg-t2">{text('publish.runningText', { flow, next })}</p>;
  if (found === undefined)
    return (
      <p className="dg-t2">
        {text(published ? 'publish.runningSame' : 'publish.runningNew', { flow, next })}
      </p>
    );
  const words = {
    flow: title(found.title) || flow,
    next,
    count: found.running,
    on: releasesText(found, text),
  };
  const change = found.change === 'removed' ? 'Removed' : '';
  return (
    <>
      <p className="dg-t2">
        {text(found.running === 0 ? `publish.running${change}Zero` : `publish.running${change}Count`, words)}
      </p>
      <MigrationPreview found={found} />
    </>
  );
}

/** What could move to the new version as it stands, and where a mapping is needed. */
function MigrationPreview({ found }: { readonly found: FlowImpact }) {
  const text = useText();
  const title = useLocalized();
  const { running, change, migratable, nodesGone } = found;
  if (running === 0 || change === 'removed') return null;
  return (
    <ul className="ds-impact">
      {migratable === 0 ? null : <li>{text('impact.migratable', { count: migratable })}</li>}
      {nodesGone.map((node) => (
        <li key={node.id}>{text('impact.nodeGone', { node: title(node.title), count: node.running })}</li>
      ))}
    </ul>
  );
}

/** `第 2 版 3 张、第 3 版 1 张`; nothing where all are on one version. */
function releasesText({ releases }: FlowImpact, text: ReturnType<typeof useText>): string {
  const parts = releases.map(({ number, running }) => text('publish.runningOn', { number, count: running }));
  return parts.length === 0 ? '' : text('publish.runningOnAll', { parts: parts.join(text('publish.and')) });
}
