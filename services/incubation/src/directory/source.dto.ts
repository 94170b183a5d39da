import type { Source } from '@fuhua/kernel';
import { IsText } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  Equals,
  IsArray,
  IsHash,
  IsOptional,
  IsUrl,
  MaxLength,
} from 'class-validator';

/** 依据: where a fact was taken from. */
export class SourceBody {
  /** The register or document. */
  @ApiProperty({ example: '江苏省社会组织信用信息平台' })
  @IsText(200)
  name!: string;
  /** 文号 */
  @IsOptional()
  @IsText(100)
  document?: string;
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2000)
  url?: string;
  /** SHA-256 of each file, in hexadecimal. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsHash('sha256', { each: true })
  evidence?: string[];
  /** Entered from the records kept before this system (definition 23). */
  @IsOptional()
  @Equals(true)
  migrated?: true;
}

/** As it is stored: values alone. */
export function sourceIn({ name, document, url, evidence, migrated }: SourceBody): Source {
  return { name, document, url, evidence, migrated };
}
