import { Injectable } from '@nestjs/common';
import type { DeliveryResult } from '../channels/channel.js';
import { Database } from '../database/database.js';
import { later } from './later.js';

/** After so many failures in a row a receiver is left alone. */
export const FAILURES_MAX = 5;
const PAUSE_SECONDS = 60;
const PAUSE_SECONDS_MAX = 1800;
/** While one message is tried after a pause, the others wait. */
const TRIAL_SECONDS = 60;

const MAKE = 'INSERT INTO core.delivery_place (place) VALUES ($1) ON CONFLICT DO NOTHING';

const RECENT = `SELECT t FROM unnest(sent) AS t WHERE t > $2::timestamptz - interval '1 minute'`;

/** Takes a turn where the place rests not and its minute is not full. */
const ENTER = `
  UPDATE core.delivery_place
     SET sent = CASE WHEN $3::integer IS NULL THEN '{}' ELSE ARRAY(${RECENT} ORDER BY t) || $2::timestamptz END,
         paused_until = CASE WHEN failures >= ${FAILURES_MAX}
                             THEN $2::timestamptz + make_interval(secs => ${TRIAL_SECONDS}) END
   WHERE place = $1 AND (paused_until IS NULL OR paused_until <= $2)
     AND ($3::integer IS NULL OR (SELECT count(*) FROM (${RECENT}) r) < $3)
  RETURNING place`;

const UNTIL = `
  SELECT greatest(paused_until, (SELECT min(t) + interval '1 minute' FROM (${RECENT}) r)) AS until
    FROM core.delivery_place WHERE place = $1`;

const WENT_WELL = `
  UPDATE core.delivery_place SET failures = 0, paused_until = NULL, last_error = NULL, delivered_at = $2 WHERE place = $1`;

const WENT_WRONG = `
  UPDATE core.delivery_place
     SET failures = failures + 1, last_error = $3, failed_at = $2,
         paused_until = CASE
           WHEN $4::integer IS NOT NULL THEN $2::timestamptz + make_interval(secs => $4::integer)
           WHEN failures + 1 >= ${FAILURES_MAX}
             THEN $2::timestamptz + make_interval(secs => least(${PAUSE_SECONDS_MAX}, ${PAUSE_SECONDS} * power(2, least(failures + 1 - ${FAILURES_MAX}, 10))))
           END
   WHERE place = $1`;

/**
 * The receivers outside, whether they answer, and how often they were called within the last minute. One that does not
 * answer is left alone for a while; then one message is tried, and only if that arrives the others follow. What waits for
 * it is not an attempt, so nothing is given up because a receiver was away.
 */
@Injectable()
export class DeliveryPlaces {
  constructor(private readonly database: Database) {}

  /** Takes a turn to call a place; without one, the instant at which to ask again. */
  async enter(place: string, now: string, perMinute: number | undefined): Promise<string | undefined> {
    await this.database.query(MAKE, [place]);
    const { rowCount } = await this.database.query(ENTER, [place, now, perMinute ?? null]);
    if (rowCount === 1) return undefined;
    const { rows } = await this.database.query<{ until: string | null }>(UNTIL, [place, now]);
    const until = rows[0]?.until;
    const soon = later(now, 1000);
    return until == null || new Date(until).toISOString() < soon ? soon : new Date(until).toISOString();
  }

  /** Notes how a call went. A receiver that will never take one message takes the next one all the same. */
  async note(place: string, now: string, result: DeliveryResult): Promise<void> {
    if (result.outcome === 'again') {
      const { reason, restSeconds } = result;
      await this.database.query(WENT_WRONG, [place, now, reason, restSeconds ?? null]);
    } else if (result.outcome === 'delivered') await this.database.query(WENT_WELL, [place, now]);
  }
}
