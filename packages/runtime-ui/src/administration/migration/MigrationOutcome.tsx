import { Link } from 'react-router';
import { issueSentence, localized, useLanguage } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { codeOf } from '../instances/instance-words.js';
import { StandsAt } from '../instances/InstanceParts.js';
import { BarLegend, StackedBar, type BarTone } from '../parts/StackedBar.js';
import type { Instance, Migration, MigrationRefusal } from '../wire.js';

const PARTS = [
  ['moved', 'good'],
  ['refused', 'bad'],
  ['ended', 'quiet'],
  ['waiting', 'open'],
] as const satisfies readonly (readonly [keyof Migration, BarTone])[];

interface MigrationOutcomeProps {
  readonly migration: Migration;
  /** The instances, to call those that stay by their names. */
  readonly known: readonly Instance[];
}

/** What becomes of the instances of a migration, in a bar and for each that stays. */
export function MigrationOutcome({ migration, known }: MigrationOutcomeProps) {
  const text = useText();
  const kind = migration.id === null ? 'would' : 'did';
  const entries = PARTS.filter(([part]) => migration[part] > 0 || part === 'moved').map(([part, tone]) => ({
    tone,
    label: text(`migration.${kind}_${part}`, { count: migration[part] }),
  }));
  return (
    <div className="rt-mig-outcome">
      <StackedBar pieces={PARTS.map(([part, tone]) => ({ id: part, value: migration[part], tone }))} />
      <BarLegend entries={entries} />
      <Refusals migration={migration} known={known} />
    </div>
  );
}

/** Why an instance stays, with its node by the name that people know. */
function useReason(): (refusal: MigrationRefusal, instance: Instance | undefined) => string {
  const { language } = useLanguage();
  return ({ code, detail, issues }, instance) => {
    const params = issues[0]?.params ?? {};
    const title = instance?.nodes.find(({ id }) => id === params['node'])?.title;
    if (title === undefined) return detail;
    return issueSentence({ code, params: { ...params, node: localized(title, language) }, detail }, language);
  };
}

interface RefusalRowProps {
  readonly refusal: MigrationRefusal;
  readonly instance: Instance | undefined;
}

function RefusalRow({ refusal, instance }: RefusalRowProps) {
  const reasonOf = useReason();
  const { instance: id } = refusal;
  return (
    <tr>
      <th scope="row">
        <Link to={paths.flowInstance(id)}>{instance === undefined ? id.slice(0, 8) : codeOf(instance)}</Link>
      </th>
      <td>{instance === undefined ? '—' : <StandsAt instance={instance} />}</td>
      <td className="rt-fl-stands">{reasonOf(refusal, instance)}</td>
    </tr>
  );
}

function Refusals({ migration, known }: MigrationOutcomeProps) {
  const text = useText();
  const { refusals, refused } = migration;
  if (refusals.length === 0) return null;
  return (
    <>
      <ScrollTable label={text('migration.staying')}>
        <table className="rt-ledger-table is-roomy rt-fl-table">
          <caption>{text('migration.staying')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('instances.document')}</th>
              <th scope="col">{text('instances.stands')}</th>
              <th scope="col">{text('migration.why')}</th>
            </tr>
          </thead>
          <tbody>
            {refusals.map((refusal) => (
              <RefusalRow
                key={refusal.instance}
                refusal={refusal}
                instance={known.find(({ id }) => id === refusal.instance)}
              />
            ))}
          </tbody>
        </table>
      </ScrollTable>
      {refused > refusals.length ? (
        <p className="dg-t2">{text('migration.moreStaying', { count: refused - refusals.length })}</p>
      ) : null}
    </>
  );
}
