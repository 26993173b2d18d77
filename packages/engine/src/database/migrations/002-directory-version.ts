import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number that grows with every change of people or roles. Commands read it with their first statement and so know
 * whether the directory that a process keeps in memory is still the one in force.
 */
export class DirectoryVersion1764000000002 implements MigrationInterface {
  readonly name = 'DirectoryVersion1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE core.directory_version (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        version bigint NOT NULL
      );
      INSERT INTO core.directory_version (version) VALUES (1);
      CREATE FUNCTION core.advance_directory() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        UPDATE core.directory_version SET version = version + 1;
        RETURN NULL;
      END $$;
      CREATE TRIGGER advance_directory AFTER INSERT OR UPDATE OR DELETE ON core.user_account
        FOR EACH STATEMENT EXECUTE FUNCTION core.advance_directory();
      CREATE TRIGGER advance_directory AFTER INSERT OR UPDATE OR DELETE ON core.user_role
        FOR EACH STATEMENT EXECUTE FUNCTION core.advance_directory()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
