/** Nobody else draws numbers for layers meanwhile. */
const DRAWING_LOCK = `hashtextextended('ledger.draw_movements', 0)`;

/**
 * Numbers for movements that bring layers. Those of one document stand together: layers of one day go by them, and where numbers of
 * documents that are posted at once ran into each other, no order of the documents would give the same layers again. The lock is
 * given back at once, with the block that is undone; numbers that were drawn stay drawn.
 */
export const DRAW_MOVEMENTS = `
  CREATE FUNCTION ledger.draw_movements(count integer) RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    numbers bigint[];
  BEGIN
    BEGIN
      PERFORM pg_advisory_xact_lock(${DRAWING_LOCK});
      SELECT array_agg(nextval('ledger.movement_seq_seq')) INTO numbers FROM generate_series(1, count);
      RAISE EXCEPTION 'the numbers are drawn' USING ERRCODE = 'LD001';
    EXCEPTION WHEN SQLSTATE 'LD001' THEN
      NULL;
    END;
    RETURN QUERY SELECT unnest(numbers);
  END $$`;
