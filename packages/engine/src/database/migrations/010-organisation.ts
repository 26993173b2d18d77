import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Departments with their leaders, posts and deputies. What must hold whoever writes (no ring of departments, no two
 * rules for the same time) is held here, because two administrators may write at once.
 */
export class Organisation1764000000010 implements MigrationInterface {
  readonly name = 'Organisation1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const DEPARTMENTS = `
  CREATE TABLE core.department (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    title jsonb NOT NULL,
    parent uuid REFERENCES core.department,
    leader uuid REFERENCES core.user_account,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX department_by_parent ON core.department (parent) WHERE parent IS NOT NULL;
  CREATE INDEX department_by_leader ON core.department (leader) WHERE leader IS NOT NULL;
  ALTER TABLE core.user_account ADD COLUMN department uuid REFERENCES core.department;
  CREATE INDEX user_account_by_department ON core.user_account (department) WHERE department IS NOT NULL`;

/** Parents change one at a time: two changes that are fine each could close a ring together. */
const NO_RINGS = `
  CREATE FUNCTION core.refuse_department_ring() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('core.department'));
    IF EXISTS (
      WITH RECURSIVE above AS (
        SELECT NEW.parent AS id
        UNION
        SELECT d.parent FROM core.department d JOIN above a ON d.id = a.id WHERE d.parent IS NOT NULL
      )
      SELECT FROM above WHERE id = NEW.id
    ) THEN
      RAISE EXCEPTION 'department % would stand above itself', NEW.key
        USING ERRCODE = 'check_violation', CONSTRAINT = 'department_ring', SCHEMA = 'core', TABLE = 'department';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_ring BEFORE INSERT OR UPDATE OF parent ON core.department
    FOR EACH ROW WHEN (NEW.parent IS NOT NULL) EXECUTE FUNCTION core.refuse_department_ring()`;

const POSTS = `
  CREATE TABLE core.post (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    title jsonb NOT NULL
  );
  CREATE TABLE core.user_post (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    post_id uuid NOT NULL REFERENCES core.post,
    position integer NOT NULL,
    PRIMARY KEY (user_id, post_id)
  );
  CREATE INDEX user_post_by_post ON core.user_post (post_id)`;

/**
 * Until now a post was a text beside a name. People with the same text hold the same post from now on; the text stays
 * as what is shown.
 */
const POSTS_OF_TEXTS = `
  INSERT INTO core.post (id, key, title)
  SELECT gen_random_uuid(), 'post_' || left(md5(p.post::text), 12), p.post
    FROM (SELECT DISTINCT post FROM core.user_account WHERE post IS NOT NULL) p;
  INSERT INTO core.user_post (user_id, post_id, position)
  SELECT u.id, p.id, 0 FROM core.user_account u JOIN core.post p ON p.title = u.post`;

const DEPUTIES = `
  CREATE TABLE core.deputy (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    deputy_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    flow_key text,
    reason text,
    created_at timestamptz NOT NULL,
    created_by uuid REFERENCES core.user_account,
    CONSTRAINT deputy_of_oneself CHECK (user_id <> deputy_id),
    CONSTRAINT deputy_period CHECK (ends_at > starts_at)
  );
  CREATE INDEX deputy_by_user ON core.deputy (user_id, starts_at);
  CREATE INDEX deputy_by_deputy ON core.deputy (deputy_id)`;

/** An exclusion constraint would need an extension that not every server offers. */
const ONE_AT_A_TIME = `
  CREATE FUNCTION core.refuse_second_deputy() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('core.deputy'), hashtext(NEW.user_id::text));
    IF EXISTS (
      SELECT FROM core.deputy d
       WHERE d.user_id = NEW.user_id AND d.id <> NEW.id AND d.flow_key IS NOT DISTINCT FROM NEW.flow_key
         AND tstzrange(d.starts_at, d.ends_at) && tstzrange(NEW.starts_at, NEW.ends_at)
    ) THEN
      RAISE EXCEPTION 'user % has a deputy for this time', NEW.user_id
        USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'deputy_overlap', SCHEMA = 'core', TABLE = 'deputy';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_second BEFORE INSERT OR UPDATE ON core.deputy
    FOR EACH ROW EXECUTE FUNCTION core.refuse_second_deputy()`;

function advancesDirectory(table: string): string {
  return `
  CREATE TRIGGER advance_directory AFTER INSERT OR UPDATE OR DELETE ON core.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.advance_directory()`;
}

const STATEMENTS = [
  DEPARTMENTS,
  NO_RINGS,
  POSTS,
  POSTS_OF_TEXTS,
  DEPUTIES,
  ONE_AT_A_TIME,
  ...['department', 'post', 'user_post', 'deputy'].map(advancesDirectory),
];
