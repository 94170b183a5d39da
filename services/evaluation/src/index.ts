export { published, evaluation, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
