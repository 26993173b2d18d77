/**
 * What devices have scanned, each event once. `exception`: nobody could do anything with it, and it waits for somebody; `resolving`:
 * somebody is at it.
 */
export const SCAN_EVENTS = `
  CREATE TABLE core.scan_event (
    id uuid PRIMARY KEY,
    device uuid NOT NULL REFERENCES core.user_account,
    event text NOT NULL,
    body_hash bytea NOT NULL,
    point text NOT NULL,
    code text NOT NULL,
    quantity numeric,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('taken', 'done', 'exception', 'resolving', 'resolved', 'dismissed')),
    failure jsonb,
    form text,
    record_id uuid,
    settled_at timestamptz,
    settled_by uuid REFERENCES core.user_account,
    note text,
    UNIQUE (device, event)
  );
  CREATE INDEX scan_event_received ON core.scan_event (received_at DESC, id DESC);
  CREATE INDEX scan_event_waiting ON core.scan_event (received_at DESC, id DESC) WHERE state IN ('exception', 'resolving');
  CREATE INDEX scan_event_settled ON core.scan_event (settled_at) WHERE settled_at IS NOT NULL`;

/** When a device was last seen is found without reading all that it has ever scanned. */
export const SCANS_BY_DEVICE = `
  CREATE INDEX scan_event_by_device ON core.scan_event (device, received_at DESC, id DESC)`;
