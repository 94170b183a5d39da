import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Evidence1764200000000 implements MigrationInterface {
  readonly name = 'Evidence1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence (
        hash text not null,
        size integer not null,
        media_type text not null,
        content bytea not null,
        stored_by uuid not null,
        stored_at timestamptz not null,
        constraint evidence_pkey primary key (hash),
        constraint evidence_hash check (hash = encode(sha256(content), 'hex')),
        constraint evidence_size check (size = octet_length(content))
      );
      -- What may be stored is compressed already.
      alter table evidence alter column content set storage external;
      comment on table evidence is
        'Files that decisions and corrections rest on, by content hash. Never interpreted, only added to.';

      create function evidence_kept() returns trigger language plpgsql as $$
      begin
        raise exception 'evidence is only added to';
      end $$;
      create trigger evidence_kept before update or delete or truncate on evidence
        execute function evidence_kept();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evidence; drop function evidence_kept;');
  }
}
