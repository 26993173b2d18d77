/** What the bare `submit` writes into: hand-made tables as somebody would make them who knows that one document only. */
const TABLES = `
  CREATE SCHEMA bench_flows;
  CREATE TABLE bench_flows.document (
    id uuid PRIMARY KEY, status text NOT NULL, created_at timestamptz NOT NULL, created_by uuid NOT NULL, subject text NOT NULL,
    reason text, contact text, day date, quantity numeric, price numeric, amount numeric, approver uuid, urgent boolean,
    level text, note text, no text NOT NULL
  );
  CREATE UNIQUE INDEX ON bench_flows.document (no);
  CREATE INDEX ON bench_flows.document (day);
  CREATE INDEX ON bench_flows.document (amount);
  CREATE TABLE bench_flows.instance (
    id uuid PRIMARY KEY, document uuid NOT NULL, status text NOT NULL, state jsonb NOT NULL, started_at timestamptz NOT NULL
  );
  CREATE INDEX ON bench_flows.instance (document);
  CREATE TABLE bench_flows.task (
    id uuid PRIMARY KEY, instance uuid NOT NULL, document uuid NOT NULL, node text NOT NULL, assignee uuid NOT NULL,
    state text NOT NULL, opened_at timestamptz NOT NULL
  );
  CREATE INDEX ON bench_flows.task (assignee, opened_at, id) WHERE state = 'open';
  CREATE TABLE bench_flows.movement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, document uuid NOT NULL, item integer NOT NULL, quantity numeric NOT NULL,
    amount numeric NOT NULL, at timestamptz NOT NULL
  );
  CREATE INDEX ON bench_flows.movement (item, at);
  CREATE TABLE bench_flows.balance (item integer PRIMARY KEY, quantity numeric NOT NULL, amount numeric NOT NULL)
    WITH (fillfactor = 50);
  CREATE TABLE bench_flows.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, actor uuid NOT NULL, action text NOT NULL,
    document uuid NOT NULL, changes jsonb
  );
  CREATE SEQUENCE bench_flows.number;
  GRANT USAGE ON SCHEMA bench_flows TO dougong_app;
  GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA bench_flows TO dougong_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA bench_flows TO dougong_app`;

/** Makes the tables of the ceiling. */
export async function makeCeilingTables({ owner }) {
  await owner.query(TABLES);
}
