import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { routeOf } from '../http/edge.ts';
import { invalidInput } from '../http/headers.ts';
import { problem } from '../http/problem.ts';
import './evidence-problems.ts';

/** The only route that takes `multipart/form-data`. */
export const EVIDENCE_ROUTE = '/v1/evidence';

declare module 'fastify' {
  interface FastifyInstance {
    readonly evidenceBytesMax: number;
  }
}

/** Lets the route of evidence, and no other, take an uploaded file of up to so many bytes. */
export async function addUploads(server: FastifyInstance, bytesMax: number): Promise<void> {
  server.decorate('evidenceBytesMax', bytesMax);
  await server.register(multipart, {
    limits: { fileSize: bytesMax, files: 1, fields: 0, parts: 1, headerPairs: 20 },
  });
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    const isUpload = /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
    if (isUpload && !request.is404 && routeOf(request) !== EVIDENCE_ROUTE) {
      done(problem('platform.unsupported-media-type'));
    } else done();
  });
}

/** The one file of the form, whole. @throws ProblemError */
export async function uploadedFile(request: FastifyRequest): Promise<Buffer> {
  let content: Buffer | undefined;
  try {
    // To the end of the form: only there is it known to be whole, and to hold nothing else.
    for await (const part of request.files()) {
      const whole = await part.toBuffer();
      if (part.fieldname === 'file') content = whole;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'FST_REQ_FILE_TOO_LARGE') throw invalidInput(oneFile);
    const bytesMax = request.server.evidenceBytesMax;
    throw problem('platform.evidence-too-large', { bytesMax });
  }
  if (content === undefined) throw invalidInput(oneFile);
  return content;
}

const oneFile = {
  field: 'file',
  code: 'file',
  message: {
    zh: '请以 multipart/form-data 上传且只上传一个文件，字段名为 file',
    en: 'must be one file, sent as multipart/form-data in the field named file',
  },
};
