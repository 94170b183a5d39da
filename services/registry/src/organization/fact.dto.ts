import type { Day, EventId } from '@fuhua/kernel';
import { IsDay, IsId, IsText, Nested, validatedBy } from '@fuhua/platform/http';
import { applyDecorators } from '@nestjs/common';
import { IsInt, Max, Min } from 'class-validator';
import { Fen } from './organization.events.ts';
import { SourceBody } from './source.dto.ts';

/** What the bodies of recorded facts share. */

export const IsReason = (): PropertyDecorator => IsText(1_000);

export const IsFen = validatedBy('isFen', Fen, {
  zh: '必须是以分为单位的整数，写作文本',
  en: 'must be a whole number of fen, as a text',
});

/** The year reported on. */
export const IsFiscalYear = (): PropertyDecorator => applyDecorators(IsInt(), Min(1999), Max(2099));

export class FactBody {
  @Nested(() => SourceBody)
  source!: SourceBody;
}

/** From `on` what the event `recorded` told holds no longer. */
export class EndBody extends FactBody {
  @IsId()
  recorded!: EventId;
  @IsDay()
  on!: Day;
}

export class WithdrawalBody extends EndBody {
  @IsReason()
  reason!: string;
}
