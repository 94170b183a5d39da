import { randomUUID } from 'node:crypto';
import { catalogue, event, instantOfEpochMs, streamOf } from '@fuhua/kernel';
import type { EventId, EventOf, PersonId, StreamName } from '@fuhua/kernel';
import type { Metadata } from '@fuhua/platform/handle';
import { view, viewEntities, viewMigrations } from '@fuhua/platform/views';
import type { RowOf, ViewRow } from '@fuhua/platform/views';
import { Column, DataSource, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';

/** What the bench writes and reads: streams as long, and events as large, as those of a case. */

export const sampleOpened = event(
  'SampleOpened',
  1,
  z.object({ title: z.string(), division: z.string(), plan: z.array(z.string()) }),
);
export const sampleNoted = event(
  'SampleNoted',
  1,
  z.object({ item: z.string(), fen: z.string(), remark: z.string() }),
);
type SampleEvent = EventOf<typeof sampleOpened> | EventOf<typeof sampleNoted>;

/** An event before anybody has made text of it. */
export interface Sample {
  readonly id: EventId;
  readonly type: SampleEvent['type'];
  readonly data: SampleEvent['data'];
  readonly metadata: Metadata;
}

export const STREAM_EVENTS = 10;

const ACTOR = '3f0c1f6e-0000-4000-8000-000000000001' as PersonId;

export function newStream(): StreamName {
  return streamOf('sample', randomUUID());
}

/** About 0.7 kB of JSON, metadata included. */
export function sample(revision: number): Sample {
  const now = instantOfEpochMs(Date.now());
  return {
    id: randomUUID() as EventId,
    ...(revision === 0 ? opening() : note(revision)),
    metadata: {
      commandId: randomUUID(),
      correlationId: randomUUID(),
      actor: { person: ACTOR, role: 'officer' },
      occurredAt: now,
      recordedAt: now,
      schema: 1,
    },
  };
}

function opening(): EventOf<typeof sampleOpened> {
  return sampleOpened({
    title: '姑苏区社会组织孵化基地第十二期入驻申请',
    division: '320508',
    plan: ['治理结构', '财务管理', '项目策划', '志愿服务'].map((item) => `${item}辅导，每季度一次`),
  });
}

function note(revision: number): EventOf<typeof sampleNoted> {
  return sampleNoted({
    item: `服务项目 ${String(revision)}`,
    fen: String(1_000 * revision),
    remark:
      '基地安排导师到访两次，协助完成章程修订并辅导首次理事会，材料已归档，等待中期评估时核对。',
  });
}

export const samples = { category: 'sample', events: catalogue(sampleOpened, sampleNoted) };

@Entity('sample_board')
export class SampleEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Index('sample_board_division')
  @Column('text')
  division!: string;
  @Column('text')
  title!: string;
  @Column('integer')
  notes!: number;
  @Column('bigint')
  fen!: string;
  @Column('text')
  remark!: string;
}

export const sampleBoard = view<RowOf<SampleEntity>, SampleEvent>({
  name: 'sample_board',
  version: 1,
  source: samples,
  entity: SampleEntity,
  fold([row], { type, data, origin }) {
    switch (type) {
      case 'SampleOpened': {
        const { division, title } = data;
        const { stream } = origin;
        return [{ stream, revision: 0, division, title, notes: 0, fen: '0', remark: '' }];
      }
      case 'SampleNoted': {
        if (row === undefined) throw new Error('not opened');
        const fen = String(BigInt(row.fen) + BigInt(data.fen));
        return [{ ...row, notes: row.notes + 1, fen, remark: data.remark }];
      }
    }
  },
});

export const BOARD_COLUMNS = `stream text primary key, revision integer not null, division text not null,
  title text not null, notes integer not null, fen bigint not null, remark text not null`;

class SampleBoard1764000000001 implements MigrationInterface {
  readonly name = 'SampleBoard1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table sample_board (${BOARD_COLUMNS})`);
    await runner.query('create index sample_board_division on sample_board (division)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sample_board');
  }
}

/** Of the database that holds the samples' view. */
export function sampleDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...viewEntities, SampleEntity],
    migrations: [...viewMigrations, SampleBoard1764000000001],
    poolSize: 6,
  });
}
