import type { PersonId } from '@fuhua/kernel';
import type { PersonDelegationRow, PersonGrantRow } from '@fuhua/platform/grants';
import { exampleId, field, whole } from '@fuhua/platform/http';
import type { Opened } from '@fuhua/platform/privacy';
import { ApiProperty } from '@nestjs/swagger';
import type { PersonRow } from './person.view.ts';

/** What is told of a person: opened, or `{ "erased": true }` once they were forgotten. */
export class PersonSchema {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: PersonId;
  @ApiProperty({ type: 'string', description: '姓名', example: '王芳' })
  name!: Opened<PersonRow['name']>;
  @ApiProperty({ description: '电话', nullable: true, type: 'string' })
  phone!: Opened<PersonRow['phone']>;
  @ApiProperty({ type: 'string', format: 'date-time' })
  registeredAt!: Date;
  @ApiProperty()
  forgotten!: boolean;
  @ApiProperty({
    ...{ type: 'array', items: { type: 'object' } },
    example: [{ grant: exampleId('grant'), role: 'officer', validFrom: '2024-03-04' }],
  })
  grants!: readonly Omit<PersonGrantRow, 'stream' | 'revision' | 'person'>[];
  @ApiProperty({ type: 'array', items: { type: 'object' }, example: [] })
  delegations!: readonly Omit<PersonDelegationRow, 'stream' | 'revision' | 'person'>[];
  @ApiProperty({ type: 'integer' })
  revision!: number;
}

/** One line of the list. */
export const listedPerson = whole({
  ...{ id: field.id, name: field.text('王芳'), phone: field.orNull(field.text('13912345678')) },
  ...{ registeredAt: field.instant, forgotten: field.no },
});
