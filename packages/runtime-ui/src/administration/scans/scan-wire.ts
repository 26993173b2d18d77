import type { Localized } from '@dougong/kernel/foundation';
import { api } from '../../data/api.js';
import type { ScanFilter } from './scan-filter.js';

export type ScanState = 'taken' | 'done' | 'exception' | 'resolving' | 'resolved' | 'dismissed';

interface PointName {
  readonly key: string;
  readonly title: Localized | null;
}

export interface ScanPoint extends PointName {
  readonly codes: readonly { readonly id: string; readonly form: string; readonly title: Localized | null }[];
  readonly waiting: number;
}

export interface ScanDevice {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly active: boolean;
  readonly lastScanAt: string;
  readonly lastPoint: PointName;
  readonly waiting: number;
  readonly keys: readonly {
    readonly id: string;
    readonly prefix: string;
    readonly name: string;
    readonly lastUsedAt: string | null;
    readonly expiresAt: string | null;
  }[];
}

export interface ScanPlaces {
  readonly data: readonly ScanPoint[];
  readonly devices: readonly ScanDevice[];
}

export interface ScanEvent {
  readonly id: string;
  readonly device: { readonly id: string; readonly login: string; readonly name: string };
  readonly point: PointName;
  readonly code: string;
  readonly quantity: string | null;
  readonly at: string;
  readonly receivedAt: string;
  readonly state: ScanState;
  readonly cause?: string;
  readonly form: string | null;
  readonly recordId: string | null;
  readonly settledAt: string | null;
  readonly settledBy: { readonly id: string; readonly name: string } | null;
  readonly note: string | null;
}

interface ScanPage {
  readonly data: readonly ScanEvent[];
  readonly nextCursor?: string;
}

const { client } = api;
const PAGE_ROWS = 50;
const at = (id: string, action: string) => `/scan-events/${encodeURIComponent(id)}/actions/${action}`;

export const scanKeys = { all: ['scans'] as const };

export const scanCalls = {
  places: async () => (await client.get<ScanPlaces>('/scan-points')).data,
  page: async (filter: ScanFilter, cursor: string | undefined) =>
    (
      await client.get<ScanPage>('/scan-events', {
        query: { ...filter, limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
      })
    ).data,
  /** @param code what should have been scanned; as it was scanned without one. */
  resolve: (id: string, code?: string) => client.post(at(id, 'resolve'), code === undefined ? {} : { code }),
  dismiss: (id: string, reason: string) => client.post(at(id, 'dismiss'), { reason }),
};
