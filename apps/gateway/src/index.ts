export { startGateway } from './gateway.ts';
export type { Gateway, GatewayOptions } from './gateway.ts';
export { problems as gatewayProblems } from './problem.ts';
export type { Service } from './proxy.ts';
