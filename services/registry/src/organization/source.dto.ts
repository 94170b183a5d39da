import {
  IsArray,
  IsHash,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  ArrayMaxSize,
  MaxLength,
} from 'class-validator';

/** 依据: where a fact was taken from. */
export class SourceBody {
  /** The register or document. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;
  /** 文号 */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
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
}
