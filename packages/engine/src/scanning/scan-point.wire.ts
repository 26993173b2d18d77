import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Scan points and the devices at them, as they travel. */

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const TitleOrNull = Type.Union([LocalizedText, Type.Null()]);

const Point = Type.Object({
  key: Type.String(),
  title: TitleOrNull,
  codes: Type.Array(Type.Object({ id: Type.String(), form: Type.String(), title: TitleOrNull })),
  waiting: Type.Integer({ description: 'events that wait for somebody' }),
});

const DeviceKey = Type.Object({
  id: Type.String(),
  prefix: Type.String(),
  name: Type.String(),
  lastUsedAt: TextOrNull,
  expiresAt: TextOrNull,
});

const Device = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  active: Type.Boolean(),
  lastScanAt: Type.String({ description: 'when its last event came in' }),
  lastPoint: Type.Object({ key: Type.String(), title: TitleOrNull }),
  waiting: Type.Integer(),
  keys: Type.Array(DeviceKey, { description: 'those that have not been revoked' }),
});

export const ScanPointsWire = Type.Object({
  data: Type.Array(Point, {
    description: 'of the release in force, then those that are gone and still have events waiting',
  }),
  devices: Type.Array(Device, { description: 'that have ever scanned, the latest first' }),
});
export type ScanPointsWire = Static<typeof ScanPointsWire>;
