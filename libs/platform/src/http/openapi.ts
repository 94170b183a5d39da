import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { documentDto } from './dto-schema.ts';
import { withExamples } from './openapi-examples.ts';
import type { RouteMethod } from './routes.ts';

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string', description: 'urn:fuhua:problem:<code>' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'the request id' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: {
          field: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    decision: { type: 'object' },
  },
};

/** The service's OpenAPI document; also what `docs/generated` is made of. */
export function openApiOf(
  app: NestFastifyApplication,
  service: string,
  routes: readonly RouteMethod[],
): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle(`fuhua ${service}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt' })
    .build();
  for (const dto of routes.flatMap(({ inputs }) => inputs)) documentDto(dto);
  const document = SwaggerModule.createDocument(app, info);
  const schemas = { ...document.components?.schemas, Problem: problemSchema };
  const whole = { ...document, components: { ...document.components, schemas } };
  return withExamples(whole, service);
}

/** `/openapi.json`, and Swagger UI at `/docs` with assets of our own. */
export function addOpenApi(
  app: NestFastifyApplication,
  service: string,
  routes: readonly RouteMethod[],
): void {
  const document = openApiOf(app, service, routes);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
}
