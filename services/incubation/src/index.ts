export { published, incubation, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
