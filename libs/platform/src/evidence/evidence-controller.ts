import 'reflect-metadata';
import {
  Controller,
  Get,
  Param,
  Post,
  Req,
  StreamableFile,
  type PipeTransform,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EvidenceHash } from '@fuhua/kernel';
import type { FastifyRequest } from 'fastify';
import { Caller, PersonalRead, Roles } from '../auth/decorators.ts';
import type { Caller as CallerOfRequest } from '../auth/grants.ts';
import { found } from '../http/answer.ts';
import { invalidInput } from '../http/headers.ts';
import { problem } from '../http/problem.ts';
import { CommandRoute, ReadRoute } from '../http/route.ts';
import { Ports, type ServicePorts } from '../service/ports.ts';
import { poolOf } from '../views/database.ts';
import { evidenceProblems } from './evidence-problems.ts';
import { readEvidence, storeEvidence, type EvidenceFile } from './files.ts';
import { extensionOf, mediaTypeOf } from './media-type.ts';
import { HASH_PATTERN } from '../http/openapi-examples.ts';
import { uploadedFile } from './upload.ts';

@ApiSchema({ name: 'EvidenceFile' })
class EvidenceFileSchema {
  @ApiProperty({ type: 'string', pattern: HASH_PATTERN, description: 'SHA-256' })
  hash!: string;
  @ApiProperty({ type: 'integer', description: '字节 / bytes' })
  size!: number;
  @ApiProperty({ enum: Object.keys(extensionOf) })
  mediaType!: string;
}

const fileForm = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' } },
  },
};

function hashPipe(): PipeTransform<unknown, string> {
  return {
    transform: (value) => {
      const hash = EvidenceHash.safeParse(value);
      if (hash.success) return hash.data;
      const message = { zh: '必须是 SHA-256 散列值', en: 'must be a SHA-256 in hexadecimal' };
      throw invalidInput({ field: 'hash', code: 'isEvidenceHash', message });
    },
  };
}

/**
 * Files that decisions, corrections and overrides rest on. Events hold their hashes alone; the content is never
 * interpreted, and each reading leaves an access record, for nobody looks into a file to see whether it is personal.
 */
@Controller('v1/evidence')
export class EvidenceHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** The same bytes again are the same file, so a retry does no harm. */
  @Post()
  @Roles('officer', 'administrator', 'operator', 'organization', 'rater')
  @ApiConsumes('multipart/form-data')
  @ApiBody(fileForm)
  @CommandRoute({
    summary: { zh: '上传佐证材料', en: 'Upload a file of evidence' },
    status: 201,
    answer: EvidenceFileSchema,
    problems: Object.keys(evidenceProblems),
  })
  async upload(
    @Req() request: FastifyRequest,
    @Caller() caller: CallerOfRequest,
  ): Promise<EvidenceFile> {
    const content = await uploadedFile(request);
    const mediaType = await mediaTypeOf(content);
    if (mediaType === undefined) throw problem('platform.evidence-type');
    const { dataSource, clock } = this.ports;
    return storeEvidence(poolOf(dataSource), content, mediaType, caller.person, clock.now());
  }

  @Get(':hash')
  @Roles('officer', 'auditor', 'administrator')
  @PersonalRead('hash')
  @ReadRoute({
    summary: { zh: '下载佐证材料', en: 'Download a file of evidence' },
    files: Object.keys(extensionOf),
  })
  async download(@Param('hash', hashPipe()) hash: string): Promise<StreamableFile> {
    const { content, mediaType } = found(await readEvidence(poolOf(this.ports.dataSource), hash));
    return new StreamableFile(content, {
      type: mediaType,
      length: content.length,
      disposition: `attachment; filename="${hash}.${extensionOf[mediaType]}"`,
    });
  }
}
