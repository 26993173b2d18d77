import { useState } from 'react';
import { Button } from 'antd';
import { FileText, Layers, Scale, Workflow, X, type LucideIcon } from 'lucide-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import type { BalanceRow, Movement, MovementPage } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { ScrollTable } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { useNow } from '../data/clock.js';
import { keys } from '../data/keys.js';
import { formEntry, useApplication, useRecordFlow } from '../data/queries.js';
import { references, useReferences } from '../data/references.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { KeyPart } from './KeyLabel.js';
import { isAmount, widestScale } from './ledger-numbers.js';
import { ResourceFigure } from './ResourceFigure.js';

interface WhyProps {
  readonly register: RegisterDefinition;
  readonly row: BalanceRow;
  onClose(): void;
}

const PAGE_ROWS = 20;

async function loadMovements(
  register: string,
  keyId: string,
  cursor: string | undefined,
): Promise<MovementPage> {
  const { data } = await api.client.get<MovementPage>(
    `/registers/${encodeURIComponent(register)}/movements`,
    {
      query: { keyId, limit: PAGE_ROWS, cursor },
    },
  );
  references.learn(data.refs, data.users);
  return data;
}

function Step({
  icon: Icon,
  number,
  title,
  children,
}: {
  readonly icon: LucideIcon;
  readonly number: number;
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  return (
    <li>
      <span className="rt-why-mark" aria-hidden="true">
        <Icon size={12} />
      </span>
      <h3>
        {number} <span>{title}</span>
      </h3>
      {children}
    </li>
  );
}

function MovementHead({ register }: Pick<WhyProps, 'register'>) {
  const text = useText();
  const title = useLocalized();
  return (
    <thead>
      <tr>
        <th scope="col">{text('ledger.document')}</th>
        <th scope="col" className="is-end">
          {text('ledger.change')}
        </th>
        <th scope="col" className="is-end">
          {text('ledger.after')}
        </th>
        {register.resources.filter(isAmount).map((amount) => (
          <th key={amount.id} scope="col" className="is-end">
            {title(amount.title)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function MovementRows({
  register,
  movements,
  chosen,
  onChoose,
}: {
  readonly register: RegisterDefinition;
  readonly movements: readonly Movement[];
  readonly chosen: string | undefined;
  onChoose(id: string): void;
}) {
  const text = useText();
  const resource = register.resources[0];
  const id = resource?.id ?? '';
  const scale = widestScale([
    ...movements.map((movement) => movement.resources[id]),
    ...movements.map((movement) => movement.balanceAfter?.[id]),
  ]);
  return (
    <ScrollTable label={text('ledger.movements')}>
      <table className="rt-ledger-table">
        <MovementHead register={register} />
        <tbody>
          {movements.map((movement) => (
            <tr key={movement.id} className={movement.id === chosen ? 'is-current' : undefined}>
              <td>
                <small className="dg-t2">{movement.businessDate}</small>
                <button
                  type="button"
                  className="dg-link"
                  aria-pressed={movement.id === chosen}
                  onClick={() => onChoose(movement.id)}
                >
                  {movement.code ?? text('ledger.noCode')}
                </button>
              </td>
              <td className="is-end">
                <ResourceFigure
                  resource={resource}
                  value={movement.resources[id]}
                  signed
                  alignScale={scale}
                />
              </td>
              <td className="is-end">
                <ResourceFigure resource={resource} value={movement.balanceAfter?.[id]} alignScale={scale} />
              </td>
              {register.resources.filter(isAmount).map((amount) => (
                <td key={amount.id} className="is-end">
                  <ResourceFigure resource={amount} value={movement.resources[amount.id]} signed />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function FlowOf({ movement }: { readonly movement: Movement }) {
  const text = useText();
  const title = useLocalized();
  const { flow } = movement.origin;
  const { data: instances } = useRecordFlow(movement.form, movement.recordId);
  const instance = instances?.find(({ id }) => id === movement.instanceId);
  if (flow === null) return <p className="dg-t2">{text('ledger.noFlow')}</p>;
  return (
    <p>
      {title(flow.title) || flow.key}{' '}
      <span className="dg-t3">
        {text('flow.release', { number: instance?.flow.release ?? movement.release ?? '' })}
      </span>
    </p>
  );
}

/** The rule that posted and the posting it used, as the release that posted calls them. */
function RuleOf({ movement: { origin, release } }: { readonly movement: Movement }) {
  const text = useText();
  const title = useLocalized();
  const { rule, posting } = origin;
  return (
    <>
      <p>
        {rule === null ? text('ledger.noRule') : title(rule.title) || rule.key}{' '}
        {release == null ? null : (
          <span className="dg-t3">{text('ledger.release', { number: release })}</span>
        )}
      </p>
      <p className="dg-t2">
        {text('ledger.posting')} {title(posting.title) || posting.key}
      </p>
    </>
  );
}

/** From a movement to its document, its flow and the rule that posted it, each with its release. */
function Origin({ movement }: { readonly movement: Movement }) {
  const text = useText();
  const title = useLocalized();
  const now = useNow();
  const names = useReferences();
  const { data: app } = useApplication();
  const actor = names.nameOfUser(movement.actor ?? '');
  return (
    <>
      <Step icon={FileText} number={2} title={text('ledger.document')}>
        <p>
          <Link to={paths.record(movement.form, movement.recordId)}>
            {title(formEntry(app, movement.form)?.title) || movement.form} {movement.code}
          </Link>{' '}
          {movement.lineNo == null ? null : text('ledger.line', { line: movement.lineNo })}
        </p>
        <p className="dg-t3">{[actor, formatMoment(movement.at, now)].filter(Boolean).join(' · ')}</p>
      </Step>
      <Step icon={Workflow} number={3} title={text('ledger.flow')}>
        <FlowOf movement={movement} />
      </Step>
      <Step icon={Scale} number={4} title={text('ledger.rule')}>
        <RuleOf movement={movement} />
      </Step>
    </>
  );
}

/** A number explains itself: the movements that make it, and where each of them comes from. */
export function WhyThisNumber({ register, row, onClose }: WhyProps) {
  const text = useText();
  const title = useLocalized();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: keys.movements(register.key, row.keyId),
    queryFn: ({ pageParam }) => loadMovements(register.key, row.keyId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  const movements = data?.pages.flatMap((page) => page.data) ?? [];
  const movement = movements.find(({ id }) => id === chosen) ?? movements[0];
  const main = register.resources[0];
  return (
    <div className="rt-why">
      <header>
        <h2>{text('ledger.why')}</h2>
        <Button type="text" icon={<X size={16} />} aria-label={text('close')} onClick={onClose} />
      </header>
      <p className="dg-t2 rt-why-key">
        {register.dimensions
          .filter(({ id }) => row.key[id] != null)
          .map((dimension) => (
            <span key={dimension.id}>
              <KeyPart dimension={dimension} value={row.key[dimension.id]} />
            </span>
          ))}
      </p>
      <dl className="rt-why-figures">
        {register.resources.map((resource) => (
          <div key={resource.id} className={resource === main ? 'is-main' : undefined}>
            <dt>{title(resource.title)}</dt>
            <dd>
              <ResourceFigure resource={resource} value={row.resources[resource.id]} />
            </dd>
          </div>
        ))}
      </dl>
      {error !== null ? (
        <PageProblem problem={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PageLoading rows={5} />
      ) : (
        <ol className="rt-why-steps">
          <Step icon={Layers} number={1} title={text('ledger.movements')}>
            <MovementRows
              register={register}
              movements={movements}
              chosen={movement?.id}
              onChoose={setChosen}
            />
            {hasNextPage ? (
              <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {text('ledger.older')}
              </Button>
            ) : null}
          </Step>
          {movement === undefined ? null : <Origin key={movement.id} movement={movement} />}
        </ol>
      )}
    </div>
  );
}
