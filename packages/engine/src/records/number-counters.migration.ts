/**
 * Numbers without gaps: one row for each form, field and period. Whoever takes a number holds the row to the end of his
 * transaction, so what is rolled back gives its number back. A form may change between the two ways of counting: each
 * goes on from where the other one is.
 */
const COUNTERS = `
  CREATE TABLE core.number_counter (
    name text PRIMARY KEY,
    last bigint NOT NULL CHECK (last >= 0)
  )`;

const TAKE_NUMBERS = `
  CREATE FUNCTION core.take_numbers(counter text, wanted integer) RETURNS bigint[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    sequence regclass := to_regclass(format('number_sequences.%I', counter));
    reached bigint;
  BEGIN
    IF counter !~ '^[a-z0-9_.-]{1,63}$' OR wanted NOT BETWEEN 1 AND 100000 THEN
      RAISE EXCEPTION 'not a number counter: %', counter USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO core.number_counter (name, last) VALUES (counter, 0) ON CONFLICT DO NOTHING;
    PERFORM FROM core.number_counter WHERE name = counter FOR UPDATE;
    SELECT greatest(last, coalesce(pg_sequence_last_value(sequence), 0)) + wanted INTO reached
      FROM core.number_counter WHERE name = counter;
    UPDATE core.number_counter SET last = reached WHERE name = counter;
    IF sequence IS NOT NULL THEN PERFORM setval(sequence, reached); END IF;
    RETURN ARRAY(SELECT generate_series(reached - wanted + 1, reached));
  END $$`;

/** A sequence that is made where a counter has been goes on behind it. */
const NEXT_NUMBER = `
  CREATE OR REPLACE FUNCTION core.next_number(name text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    sequence regclass;
    reached bigint;
  BEGIN
    IF name !~ '^[a-z0-9_.-]{1,63}$' THEN
      RAISE EXCEPTION 'not the name of a number sequence: %', name USING ERRCODE = 'invalid_parameter_value';
    END IF;
    sequence := to_regclass(format('number_sequences.%I', name));
    IF sequence IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('number_sequences.' || name, 0));
      SELECT c.last INTO reached FROM core.number_counter c WHERE c.name = next_number.name;
      EXECUTE format('CREATE SEQUENCE IF NOT EXISTS number_sequences.%I START %s', name, coalesce(reached, 0) + 1);
      sequence := to_regclass(format('number_sequences.%I', name));
    END IF;
    RETURN nextval(sequence);
  END $$`;

export const NUMBER_COUNTERS: readonly string[] = [COUNTERS, TAKE_NUMBERS, NEXT_NUMBER];
