import { Button, Segmented, Select } from 'antd';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, useSelectClear } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { MoreButton } from '../instances/MoreButton.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { SCAN_VIEWS, scanFilterOf, searchOf, type ScanFilter, type ScanView } from './scan-filter.js';
import { scanCalls, scanKeys, type ScanPlaces } from './scan-wire.js';
import { ScanEventTable } from './ScanEventTable.js';
import { DeviceTable, ScanPointList } from './ScanPlacesView.js';
import './scans.css';

/** Devices go on scanning while somebody looks. */
const LOOK_AGAIN_MS = 15_000;

interface FiltersProps {
  readonly filter: ScanFilter;
  readonly places: ScanPlaces;
  onFilter(filter: ScanFilter): void;
}

function Filters({ filter, places, onFilter }: FiltersProps) {
  const text = useText();
  const clear = useSelectClear();
  const title = useLocalized();
  const { state, point, device } = filter;
  const chosen = (name: 'point' | 'device') => (value: string | null | undefined) => {
    const { [name]: _gone, ...others } = filter;
    onFilter({ ...others, ...(value ? { [name]: value } : {}) });
  };
  return (
    <div className="rt-filters" role="search" aria-label={text('scans.filters')}>
      <Segmented<ScanView>
        className="rt-scan-views"
        aria-label={text('scans.state')}
        value={state}
        options={SCAN_VIEWS.map((value) => ({ value, label: text(`scans.state_${value}`) }))}
        onChange={(next) => onFilter({ ...filter, state: next })}
      />
      <Select
        className="rt-fl-filter"
        aria-label={text('scans.point')}
        placeholder={text('scans.anyPoint')}
        allowClear={clear}
        value={point ?? null}
        options={places.data.map(({ key, title: name }) => ({
          value: key,
          label: title(name ?? undefined) || key,
        }))}
        onChange={chosen('point')}
      />
      <Select
        className="rt-fl-filter"
        aria-label={text('scans.device')}
        placeholder={text('scans.anyDevice')}
        allowClear={clear}
        value={device ?? null}
        options={places.devices.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={chosen('device')}
      />
    </div>
  );
}

function Events({ filter, onClear }: { readonly filter: ScanFilter; onClear(): void }) {
  const text = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...scanKeys.all, 'events', filter],
    queryFn: ({ pageParam }) => scanCalls.page(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const events = data?.pages.flatMap((page) => page.data);
  const isNarrowed = filter.point !== undefined || filter.device !== undefined;
  const actions = isNarrowed ? <Button onClick={onClear}>{text('list.clear')}</Button> : undefined;
  return (
    <>
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={events === undefined}
        isEmpty={events?.length === 0}
        empty={
          <EmptyState
            reason={isNarrowed ? 'filtered' : 'first'}
            title={text(`scans.none_${filter.state}`)}
            text={text(isNarrowed ? 'scans.noneFiltered' : `scans.noneText_${filter.state}`)}
            actions={actions}
          />
        }
      >
        <ScanEventTable events={events ?? []} label={text('scans.events')} />
      </AdminListBody>
      <MoreButton hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </>
  );
}

function Places({ places }: { readonly places: ScanPlaces }) {
  const text = useText();
  return (
    <>
      <section aria-labelledby="rt-scan-points" className="rt-scan-section">
        <h2 id="rt-scan-points">{text('scans.points')}</h2>
        <ScanPointList points={places.data} />
      </section>
      <section aria-labelledby="rt-scan-devices" className="rt-scan-section">
        <h2 id="rt-scan-devices">{text('scans.devices')}</h2>
        {places.devices.length === 0 ? (
          <p className="dg-t2">{text('scans.noDevices')}</p>
        ) : (
          <DeviceTable devices={places.devices} />
        )}
      </section>
    </>
  );
}

function Scans() {
  const text = useText();
  const [search, setSearch] = useSearchParams();
  const filter = scanFilterOf(search);
  const setFilter = (next: ScanFilter) => setSearch(searchOf(next), { replace: true });
  const { data, error, refetch } = useQuery({
    queryKey: [...scanKeys.all, 'places'],
    queryFn: scanCalls.places,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <AdminListBody
      problem={data === undefined ? error : null}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={data?.data.length === 0 && data.devices.length === 0}
      empty={<EmptyState reason="first" title={text('scans.noPoints')} text={text('scans.noPointsText')} />}
    >
      {data === undefined ? null : (
        <>
          <section aria-labelledby="rt-scan-events" className="rt-scan-section">
            <h2 id="rt-scan-events">{text('scans.events')}</h2>
            <Filters filter={filter} places={data} onFilter={setFilter} />
            <Events filter={filter} onClear={() => setFilter({ state: filter.state })} />
          </section>
          <Places places={data} />
        </>
      )}
    </AdminListBody>
  );
}

/** Where devices scan: what nobody knew what to do with, at which point, from which device. */
export function ScansPage() {
  const text = useText();
  const { rights } = useUser();
  if (!rights.administer)
    return (
      <AdminPage title={text('scans.title')}>
        <EmptyState reason="noRight" />
      </AdminPage>
    );
  return (
    <AdminPage
      title={text('scans.title')}
      note={text('scans.note')}
      actions={
        <Link to={paths.apiKeys()}>
          <Button icon={<KeyRound size={16} aria-hidden="true" />}>{text('scans.toKeys')}</Button>
        </Link>
      }
    >
      <Scans />
    </AdminPage>
  );
}
